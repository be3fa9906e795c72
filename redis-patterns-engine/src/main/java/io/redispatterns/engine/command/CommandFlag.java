package io.redispatterns.engine.command;

import java.util.Locale;

/** What a command is like, as COMMAND INFO tells clients. */
public enum CommandFlag {
    WRITE,
    READONLY,
    DENYOOM,
    ADMIN,
    PUBSUB,
    NOSCRIPT,
    BLOCKING,
    LOADING,
    STALE,
    SKIP_MONITOR,
    SKIP_SLOWLOG,
    FAST,
    NO_AUTH,
    MAY_REPLICATE,
    NO_MANDATORY_KEYS,
    NO_ASYNC_LOADING,
    NO_MULTI,
    MOVABLEKEYS,
    ALLOW_BUSY;

    /** The flag as clients see it. */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }
}
