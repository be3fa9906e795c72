package io.redispatterns.engine.rdb;

/** The first byte of a value: its type and how it is laid out. Those of modules are left out. */
final class RdbType {

    static final int STRING = 0;
    static final int LIST = 1;
    static final int SET = 2;
    /** Scores are text. */
    static final int ZSET = 3;

    static final int HASH = 4;
    /** Scores are binary. */
    static final int ZSET_2 = 5;

    static final int HASH_ZIPMAP = 9;
    static final int LIST_ZIPLIST = 10;
    static final int SET_INTSET = 11;
    static final int ZSET_ZIPLIST = 12;
    static final int HASH_ZIPLIST = 13;
    /** Nodes are ziplists. */
    static final int LIST_QUICKLIST = 14;
    /** Without what Redis 7.0 counts. */
    static final int STREAM_LISTPACKS = 15;

    static final int HASH_LISTPACK = 16;
    static final int ZSET_LISTPACK = 17;
    /** Nodes are listpacks or single elements. */
    static final int LIST_QUICKLIST_2 = 18;

    static final int STREAM_LISTPACKS_2 = 19;
    static final int SET_LISTPACK = 20;
    /** Consumers tell besides when they were last given something. */
    static final int STREAM_LISTPACKS_3 = 21;
    /** Fields have expiries. */
    static final int HASH_METADATA = 24;
    /** A listpack of fields, values and expiries. */
    static final int HASH_LISTPACK_EX = 25;

    private RdbType() {}
}
