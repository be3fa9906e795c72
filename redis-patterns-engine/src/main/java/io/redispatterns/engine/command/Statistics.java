package io.redispatterns.engine.command;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/** What has been counted since the start or since CONFIG RESETSTAT. Changed and read under the engine's lock. */
public final class Statistics {

    private final Map<String, Long> errorsByCode = new TreeMap<>();
    private long connections;
    private long commands;
    private long errors;

    /** Counts a client that has come. */
    public void countConnection() {
        connections++;
    }

    /** Counts a command that has run. */
    public void countCommand() {
        commands++;
    }

    /** Counts an error reply by its code. */
    public void countError(String code) {
        errors++;
        errorsByCode.merge(code, 1L, Long::sum);
    }

    /** How many clients have come. */
    public long connections() {
        return connections;
    }

    /** How many commands have run. */
    public long commands() {
        return commands;
    }

    /** How many error replies there were. */
    public long errors() {
        return errors;
    }

    /** How many error replies there were of each code. */
    public Map<String, Long> errorsByCode() {
        return Collections.unmodifiableMap(errorsByCode);
    }

    /** Begins again at 0. */
    public void reset() {
        errorsByCode.clear();
        connections = 0;
        commands = 0;
        errors = 0;
    }
}
