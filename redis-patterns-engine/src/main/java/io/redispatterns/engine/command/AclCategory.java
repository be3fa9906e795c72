package io.redispatterns.engine.command;

import java.util.Locale;

/** A group of commands that a user may be allowed or denied as a whole. */
public enum AclCategory {
    KEYSPACE,
    READ,
    WRITE,
    SET,
    SORTEDSET,
    LIST,
    HASH,
    STRING,
    BITMAP,
    HYPERLOGLOG,
    GEO,
    STREAM,
    PUBSUB,
    ADMIN,
    FAST,
    SLOW,
    BLOCKING,
    DANGEROUS,
    CONNECTION,
    TRANSACTION,
    SCRIPTING;

    /** The category as clients see it, with its at sign. */
    public String text() {
        return "@" + name().toLowerCase(Locale.ROOT);
    }
}
