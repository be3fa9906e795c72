package io.redispatterns.engine.util;

/** The 64-bit cyclic redundancy check of Redis's payloads and files: the polynomial that David T. Jones proposed, bits reflected, starting with 0. */
public final class Crc64 {

    private static final long REFLECTED_POLYNOMIAL = 0x95ac9329ac4bc9b5L;
    private static final long[] TABLE = table();

    private Crc64() {}

    private static long[] table() {
        long[] table = new long[256];
        for (int i = 0; i < table.length; i++) {
            long crc = i;
            for (int bit = 0; bit < Byte.SIZE; bit++) {
                crc = (crc & 1) == 0 ? crc >>> 1 : (crc >>> 1) ^ REFLECTED_POLYNOMIAL;
            }
            table[i] = crc;
        }
        return table;
    }

    /** Returns the check of the first bytes of an array. O(length). */
    public static long of(byte[] bytes, int length) {
        long crc = 0;
        for (int i = 0; i < length; i++) {
            crc = TABLE[(int) (crc ^ bytes[i]) & 0xFF] ^ (crc >>> Byte.SIZE);
        }
        return crc;
    }
}
