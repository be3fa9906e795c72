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
    KEYMISS(Kind.KEY_MISS, "keymiss"),
    SET(Kind.STRING, "set"),
    SETRANGE(Kind.STRING, "setrange"),
    INCRBY(Kind.STRING, "incrby"),
    INCRBYFLOAT(Kind.STRING, "incrbyfloat"),
    APPEND(Kind.STRING, "append"),
    HSET(Kind.HASH, "hset"),
    HINCRBY(Kind.HASH, "hincrby"),
    HINCRBYFLOAT(Kind.HASH, "hincrbyfloat"),
    HDEL(Kind.HASH, "hdel"),
    HEXPIRE(Kind.HASH, "hexpire"),
    HEXPIRED(Kind.HASH, "hexpired"),
    HPERSIST(Kind.HASH, "hpersist"),
    SETBIT(Kind.STRING, "setbit"),
    PFADD(Kind.STRING, "pfadd"),
    LPUSH(Kind.LIST, "lpush"),
    RPUSH(Kind.LIST, "rpush"),
    LPOP(Kind.LIST, "lpop"),
    RPOP(Kind.LIST, "rpop"),
    LINSERT(Kind.LIST, "linsert"),
    LSET(Kind.LIST, "lset"),
    LREM(Kind.LIST, "lrem"),
    LTRIM(Kind.LIST, "ltrim"),
    SORTSTORE(Kind.LIST, "sortstore"),
    SADD(Kind.SET, "sadd"),
    SREM(Kind.SET, "srem"),
    SPOP(Kind.SET, "spop"),
    SINTERSTORE(Kind.SET, "sinterstore"),
    SUNIONSTORE(Kind.SET, "sunionstore"),
    SDIFFSTORE(Kind.SET, "sdiffstore"),
    ZADD(Kind.SORTED_SET, "zadd"),
    ZINCR(Kind.SORTED_SET, "zincr"),
    ZREM(Kind.SORTED_SET, "zrem"),
    ZREMRANGEBYRANK(Kind.SORTED_SET, "zremrangebyrank"),
    ZREMRANGEBYSCORE(Kind.SORTED_SET, "zremrangebyscore"),
    ZREMRANGEBYLEX(Kind.SORTED_SET, "zremrangebylex"),
    ZPOPMIN(Kind.SORTED_SET, "zpopmin"),
    ZPOPMAX(Kind.SORTED_SET, "zpopmax"),
    ZINTERSTORE(Kind.SORTED_SET, "zinterstore"),
    ZUNIONSTORE(Kind.SORTED_SET, "zunionstore"),
    ZDIFFSTORE(Kind.SORTED_SET, "zdiffstore"),
    ZRANGESTORE(Kind.SORTED_SET, "zrangestore"),
    GEOSEARCHSTORE(Kind.SORTED_SET, "geosearchstore"),
    GEORADIUSSTORE(Kind.SORTED_SET, "georadiusstore"),
    XADD(Kind.STREAM, "xadd"),
    XDEL(Kind.STREAM, "xdel"),
    XTRIM(Kind.STREAM, "xtrim"),
    XSETID(Kind.STREAM, "xsetid"),
    XGROUP_CREATE(Kind.STREAM, "xgroup-create"),
    XGROUP_SETID(Kind.STREAM, "xgroup-setid"),
    XGROUP_DESTROY(Kind.STREAM, "xgroup-destroy"),
    XGROUP_CREATECONSUMER(Kind.STREAM, "xgroup-createconsumer"),
    XGROUP_DELCONSUMER(Kind.STREAM, "xgroup-delconsumer");

    /** The class of an event, as {@code notify-keyspace-events} tells them apart, in the order in which CONFIG GET writes them. */
    public enum Kind {
        GENERIC('g'),
        STRING('$'),
        LIST('l'),
        SET('s'),
        HASH('h'),
        SORTED_SET('z'),
        EXPIRED('x'),
        EVICTED('e'),
        STREAM('t'),
        /** What modules tell of their own types: nothing, for there are no modules. */
        MODULE('d'),
        NEW('n'),
        KEY_MISS('m');

        private final char letter;

        Kind(char letter) {
            this.letter = letter;
        }

        /** The letter that stands for the class in {@code notify-keyspace-events}. */
        public char letter() {
            return letter;
        }
    }

    private final Kind kind;
    private final String text;

    KeyspaceEvent(Kind kind, String text) {
        this.kind = kind;
        this.text = text;
    }

    /**
     * Whether the key counts as modified for those who watch it or keep a copy: as in Redis 7.0, what happens to the groups of a stream does
     * not count, nor does XSETID.
     */
    public boolean isModification() {
        return kind != Kind.STREAM || this == XADD || this == XDEL || this == XTRIM;
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
