package io.redispatterns.engine.type;

/** All registers of a HyperLogLog at six bits each, the first in the lowest bits of the first byte behind the header. */
final class DenseRegisters {

    private static final int WIDTH = 6;
    private static final int MASK = (1 << WIDTH) - 1;

    /** The length of the header and the registers. */
    static final int SIZE = HyperLogLog.HEADER_SIZE + (HyperLogLog.REGISTERS * WIDTH + 7) / 8;

    private DenseRegisters() {}

    static int get(byte[] bytes, int register) {
        int bit = register * WIDTH;
        int at = HyperLogLog.HEADER_SIZE + bit / 8;
        int low = (bytes[at] & 0xff) >> (bit & 7);
        // A register that ends with its byte may be the last one: there is nothing behind it.
        int high = (bit & 7) > 8 - WIDTH ? (bytes[at + 1] & 0xff) << (8 - (bit & 7)) : 0;
        return (low | high) & MASK;
    }

    static void set(byte[] bytes, int register, int value) {
        int bit = register * WIDTH;
        int at = HyperLogLog.HEADER_SIZE + bit / 8;
        int shift = bit & 7;
        bytes[at] = (byte) ((bytes[at] & ~(MASK << shift)) | (value << shift));
        if (shift > 8 - WIDTH) {
            bytes[at + 1] = (byte) ((bytes[at + 1] & ~(MASK >> (8 - shift))) | (value >> (8 - shift)));
        }
    }

    /** Raises a register to a value, and says whether it was lower. */
    static boolean raise(byte[] bytes, int register, int value) {
        boolean lower = get(bytes, register) < value;
        if (lower) {
            set(bytes, register, value);
        }
        return lower;
    }
}
