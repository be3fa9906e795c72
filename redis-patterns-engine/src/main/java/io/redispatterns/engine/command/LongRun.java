package io.redispatterns.engine.command;

import io.redispatterns.engine.config.Config;
import io.redispatterns.engine.config.Directives;
import io.redispatterns.engine.util.TimeSource;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * One run of a command that may take long, such as a script, which must not make the engine deaf.
 *
 * <p>The command calls {@link #checkpoint} every millisecond or so. Before {@code busy-reply-threshold} has passed that does nothing;
 * after it others are let in for a moment at each checkpoint, to be told that the engine is busy, or to stop the run.
 *
 * <pre>{@code
 * try (LongRun run = in.engine().longRuns().begin(in.client())) {
 *     while (script.runsOn(STEPS)) {
 *         LongRun.Stop stop = run.checkpoint();
 *         if (stop != null) {
 *             throw stopped(stop.reason());
 *         }
 *     }
 * }
 * }</pre>
 *
 * <p>What the run changes stays one piece for all others: nobody reads or writes a key at a checkpoint, no key expires, nobody who
 * waits is served, and nothing is propagated. Used under the engine's lock.
 */
public final class LongRun implements AutoCloseable {

    /** Why a run has to stop. */
    public enum Stop {
        /** SCRIPT KILL or FUNCTION KILL asked for it; Redis names the former either way. */
        KILLED("Script killed by user with SCRIPT KILL..."),
        /** It has run for {@code script-kill-threshold}, which Redis does not have. */
        TOO_LONG("Script stopped: it has run longer than script-kill-threshold allows."),
        /** The engine or the server that serves the client ends. */
        CLOSED("Script stopped: the engine is being closed.");

        private final String reason;

        Stop(String reason) {
            this.reason = reason;
        }

        /** One sentence for the error that the caller gets. */
        public String reason() {
            return reason;
        }
    }

    private final LongRuns runs;
    private final Client client;
    private final @Nullable FunctionCall function;
    private final TimeSource time;
    private final long startNanos;
    private final long busyAfterNanos;
    private final long stopAfterNanos;
    private boolean hasWritten;
    private boolean killed;
    private @Nullable Stop stop;

    LongRun(LongRuns runs, Client client, @Nullable FunctionCall function, Config config, TimeSource time) {
        this.runs = runs;
        this.client = client;
        this.function = function;
        this.time = time;
        this.startNanos = time.nanoTime();
        this.busyAfterNanos = nanos(config.get(Directives.BUSY_REPLY_THRESHOLD));
        this.stopAfterNanos = nanos(config.get(Directives.SCRIPT_KILL_THRESHOLD));
    }

    /** Of a threshold in milliseconds, 0 of which is never. */
    private static long nanos(long thresholdMillis) {
        return thresholdMillis == 0 ? Long.MAX_VALUE : TimeUnit.MILLISECONDS.toNanos(thresholdMillis);
    }

    /** Notes that the run is about to write: from now on {@link LongRuns#kill} does not stop it, for it would leave half its changes. */
    public void writes() {
        hasWritten = true;
    }

    /**
     * Lets others in if it is time. Returns why the run has to stop, or null when it is to go on; once there is a reason it stays. Takes
     * as long as reading a clock, except where others are let in: then they get at most about half of the time.
     */
    public @Nullable Stop checkpoint() {
        if (stop == null) {
            stop = reasonToStop();
        }
        if (stop == null && hasRunFor(busyAfterNanos)) {
            runs.pause(client);
            stop = reasonToStop();
        }
        return stop;
    }

    private @Nullable Stop reasonToStop() {
        if (killed) {
            return Stop.KILLED;
        }
        if (runs.isClosed() || client.isEnding()) {
            return Stop.CLOSED;
        }
        return hasRunFor(stopAfterNanos) ? Stop.TOO_LONG : null;
    }

    private boolean hasRunFor(long nanos) {
        return time.nanoTime() - startNanos >= nanos;
    }

    /** The call of a function that runs, or null when it is a script. */
    public @Nullable FunctionCall function() {
        return function;
    }

    /** How long it has run. */
    public long millis() {
        return TimeUnit.NANOSECONDS.toMillis(time.nanoTime() - startNanos);
    }

    /** What others are told meanwhile: which command stops the run depends on what runs. */
    public CommandException busy() {
        return function == null ? Errors.busyWithScript() : Errors.busyWithFunction();
    }

    void kill(boolean asFunction) {
        if (hasWritten) {
            throw Errors.unkillable();
        }
        if (asFunction != (function != null)) {
            throw busy();
        }
        killed = true;
    }

    /** Ends the run. */
    @Override
    public void close() {
        runs.ended(this);
    }
}
