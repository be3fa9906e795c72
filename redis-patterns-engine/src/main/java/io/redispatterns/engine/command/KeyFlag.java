package io.redispatterns.engine.command;

import java.util.Locale;

/** What a command does with a key, as COMMAND INFO's key specifications tell. */
public enum KeyFlag {
    /** Reads the value and leaves it. */
    RO("RO"),
    /** Reads and changes the value. */
    RW("RW"),
    /** Replaces the value without reading it. */
    OW("OW"),
    /** Deletes the key without reading the value. */
    RM("RM"),
    /** Gives something of the value to the user. */
    ACCESS,
    /** Changes what was there. */
    UPDATE,
    /** Adds without changing what was there. */
    INSERT,
    /** Takes away. */
    DELETE,
    /** Not a key, but is routed like one. */
    NOT_KEY,
    /** Not all keys can be told from the arguments. */
    INCOMPLETE,
    /** The flags depend on the arguments. */
    VARIABLE_FLAGS;

    private final String text;

    KeyFlag() {
        this.text = name().toLowerCase(Locale.ROOT);
    }

    KeyFlag(String text) {
        this.text = text;
    }

    /** The flag as clients see it. */
    public String text() {
        return text;
    }
}
