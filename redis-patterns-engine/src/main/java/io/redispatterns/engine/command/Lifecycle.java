package io.redispatterns.engine.command;

import java.util.HexFormat;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** When an engine began, the name of this run of it, and what ends it. */
public final class Lifecycle {

    private static final int RUN_ID_BYTES = 20;

    private final long startedAtMillis;
    private final String runId;
    private volatile @Nullable Runnable shutdown;

    /** Begins a run. */
    public Lifecycle(long startedAtMillis, RandomGenerator random) {
        this.startedAtMillis = startedAtMillis;
        byte[] id = new byte[RUN_ID_BYTES];
        random.nextBytes(id);
        this.runId = HexFormat.of().formatHex(id);
    }

    /** When the engine began, in milliseconds since 1970. */
    public long startedAtMillis() {
        return startedAtMillis;
    }

    /** A name of 40 hexadecimal digits that no other run has. */
    public String runId() {
        return runId;
    }

    /** Sets what SHUTDOWN does: until then the command is refused. The action must return soon, and end the engine in a thread of its own. */
    public void onShutdown(Runnable action) {
        shutdown = action;
    }

    /**
     * Ends whatever surrounds the engine.
     *
     * @throws CommandException when the engine belongs to an application, which alone may end it
     */
    public void shutDown() {
        Runnable action = shutdown;
        if (action == null) {
            throw Errors.shutdownRefused();
        }
        action.run();
    }
}
