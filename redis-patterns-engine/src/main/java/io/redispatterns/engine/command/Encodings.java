package io.redispatterns.engine.command;

import io.redispatterns.engine.config.Config;
import io.redispatterns.engine.config.Directives;
import io.redispatterns.engine.rdb.ValueLimits;
import io.redispatterns.engine.type.ListLimits;
import io.redispatterns.engine.type.ListpackLimits;
import io.redispatterns.engine.type.SetLimits;
import io.redispatterns.engine.type.StreamLimits;

/** The present limits of the compact encodings, by type: read once a call, where values are made or grow. */
public final class Encodings {

    private Encodings() {}

    /** Of values of any type. */
    public static ValueLimits all(Config config) {
        return new ValueLimits(hash(config), list(config), set(config), sortedSet(config));
    }

    /** Of a hash. */
    public static ListpackLimits hash(Config config) {
        return new ListpackLimits(
                config.get(Directives.HASH_MAX_LISTPACK_ENTRIES), config.get(Directives.HASH_MAX_LISTPACK_VALUE));
    }

    /** Of a set. */
    public static SetLimits set(Config config) {
        ListpackLimits listpack = new ListpackLimits(
                config.get(Directives.SET_MAX_LISTPACK_ENTRIES), config.get(Directives.SET_MAX_LISTPACK_VALUE));
        return new SetLimits(config.get(Directives.SET_MAX_INTSET_ENTRIES), listpack);
    }

    /** Of a list. */
    public static ListLimits list(Config config) {
        return ListLimits.of(config.get(Directives.LIST_MAX_LISTPACK_SIZE));
    }

    /** Of a stream. */
    public static StreamLimits stream(Config config) {
        return new StreamLimits(
                config.get(Directives.STREAM_NODE_MAX_BYTES), config.get(Directives.STREAM_NODE_MAX_ENTRIES));
    }

    /** Of a sorted set. */
    public static ListpackLimits sortedSet(Config config) {
        return new ListpackLimits(
                config.get(Directives.ZSET_MAX_LISTPACK_ENTRIES), config.get(Directives.ZSET_MAX_LISTPACK_VALUE));
    }
}
