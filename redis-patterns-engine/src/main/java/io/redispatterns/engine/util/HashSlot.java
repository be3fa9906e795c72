package io.redispatterns.engine.util;

/**
 * Which of the 16,384 slots of a cluster a key belongs to: the CRC16 (XMODEM: polynomial 0x1021, not reflected, from 0) of the key, or
 * of what stands between its first brace and the next closing one, if anything does (the Redis cluster specification).
 */
public final class HashSlot {

    /** The number of slots. */
    public static final int COUNT = 16_384;

    private static final int POLYNOMIAL = 0x1021;
    private static final int[] TABLE = table();

    private HashSlot() {}

    private static int[] table() {
        int[] table = new int[256];
        for (int i = 0; i < table.length; i++) {
            int crc = i << 8;
            for (int bit = 0; bit < 8; bit++) {
                crc = (crc & 0x8000) == 0 ? crc << 1 : (crc << 1) ^ POLYNOMIAL;
            }
            table[i] = crc & 0xFFFF;
        }
        return table;
    }

    /** Returns a key's slot. O(length). */
    public static int of(byte[] key) {
        int open = indexOf(key, '{', 0);
        int close = open < 0 ? -1 : indexOf(key, '}', open + 1);
        return close > open + 1 ? of(key, open + 1, close) : of(key, 0, key.length);
    }

    private static int of(byte[] bytes, int from, int to) {
        int crc = 0;
        for (int i = from; i < to; i++) {
            crc = ((crc << 8) ^ TABLE[((crc >>> 8) ^ bytes[i]) & 0xFF]) & 0xFFFF;
        }
        return crc & (COUNT - 1);
    }

    private static int indexOf(byte[] bytes, char ascii, int from) {
        for (int i = from; i < bytes.length; i++) {
            if (bytes[i] == ascii) {
                return i;
            }
        }
        return -1;
    }
}
