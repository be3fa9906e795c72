package io.redispatterns.engine.keyspace;

/** What can happen to a key, under the names and in the classes of Redis's keyspace notifications. */
public enum KeyspaceEvent {
    DEL(Kind.GENERIC, "del"),
    EXPIRE(Kind.GENERIC, "expire"),
    PERSIST(Kind.GENERIC, "persist"),
    RENAME_FROM(Kind.GENERIC, "rename_from"),
    RENAME_TO(Kind.GENERIC, "rename_to"),
    COPY_TO(Kind.GENERIC, "copy_to"),
    MOVE_FROM(Kind.GENERIC, "move_from"),
    MOVE_TO(Kind.GENERIC, "move_to"),
    RESTORE(Kind.GENERIC, "restore"),
    EXPIRED(Kind.EXPIRED, "expired"),
    EVICTED(Kind.EVICTED, "evicted"),
    NEW(Kind.NEW, "new"),
    SET(Kind.STRING, "set"),
    SETRANGE(Kind.STRING, "setrange"),
    INCRBY(Kind.STRING, "incrby"),
    INCRBYFLOAT(Kind.STRING, "incrbyfloat"),
    APPEND(Kind.STRING, "append"),
    HSET(Kind.HASH, "hset"),
    HINCRBY(Kind.HASH, "hincrby"),
    HINCRBYFLOAT(Kind.HASH, "hincrbyfloat"),
    HDEL(Kind.HASH, "hdel");

    /** The class of an event, as {@code notify-keyspace-events} tells them apart. */
    public enum Kind {
        GENERIC,
        STRING,
        HASH,
        EXPIRED,
        EVICTED,
        NEW
    }

    private final Kind kind;
    private final String text;

    KeyspaceEvent(Kind kind, String text) {
        this.kind = kind;
        this.text = text;
    }

    /** The class the event belongs to. */
    public Kind kind() {
        return kind;
    }

    /** The event's name, as subscribers see it. */
    public String text() {
        return text;
    }
}
