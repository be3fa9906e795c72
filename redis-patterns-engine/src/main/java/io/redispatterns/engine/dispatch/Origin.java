package io.redispatterns.engine.dispatch;

/** Where a command comes from; callers differ in nothing else. */
public enum Origin {
    /** A client over the network. */
    CLIENT(true, true),
    /** The application around the engine, in its own thread. */
    EMBEDDED(true, true),
    /** A transaction that EXEC runs. */
    MULTI(false, false),
    /** A script. */
    SCRIPT(true, false),
    /** The append-only file, read at the start. */
    AOF(false, false);

    private final boolean gated;
    private final boolean mayWait;

    Origin(boolean gated, boolean mayWait) {
        this.gated = gated;
        this.mayWait = mayWait;
    }

    /** Whether the gates stand before the command: not where it passed them when it was queued or first run. */
    boolean isGated() {
        return gated;
    }

    /** Whether a command may wait for a key and be queued for a transaction. */
    boolean mayWait() {
        return mayWait;
    }
}
