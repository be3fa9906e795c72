package io.redispatterns.engine.rdb;

/**
 * How lengths and strings are laid out. The two high bits of the first byte tell:
 *
 * <pre>
 * 00xxxxxx                  length below 64
 * 01xxxxxx xxxxxxxx         length below 16384
 * 10000000 length:32        longer
 * 10000001 length:64        longer still
 * 110000xx                  no length but a string in a form of its own: integers of 8, 16, 32 bits, or compressed
 * </pre>
 *
 * <p>Lengths are big-endian, integers little-endian.
 */
final class RdbFormat {

    static final int LENGTH_14 = 0x40;
    static final int LENGTH_32 = 0x80;
    static final int LENGTH_64 = 0x81;
    static final int INTEGER_8 = 0xC0;
    static final int INTEGER_16 = 0xC1;
    static final int INTEGER_32 = 0xC2;
    static final int COMPRESSED = 0xC3;

    /** A node of a list that is a single element. */
    static final int PLAIN_NODE = 1;
    /** A node of a list that is a listpack. */
    static final int PACKED_NODE = 2;

    private RdbFormat() {}
}
