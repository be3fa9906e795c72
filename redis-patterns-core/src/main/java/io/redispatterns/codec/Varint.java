package io.redispatterns.codec;

/**
 * Whole numbers from 0 to 2³¹-1 in one to five bytes: seven bits in each, the lowest first; the highest bit says that
 * more follow. Each number has one form, the shortest.
 */
final class Varint {

    private static final int MAX_BYTES = 5;

    private Varint() {}

    static int sizeBytes(int value) {
        return 1 + (31 - Integer.numberOfLeadingZeros(value | 1)) / 7;
    }

    /** Writes a number and gives the index after it. */
    static int write(int value, byte[] target, int offset) {
        int rest = value;
        int at = offset;
        while (rest > 0x7f) {
            target[at++] = (byte) (rest | 0x80);
            rest >>>= 7;
        }
        target[at++] = (byte) rest;
        return at;
    }

    /** Reads a number that ends before an index. */
    static int read(byte[] source, int offset, int end) {
        long value = 0;
        for (int at = offset; at < Math.min(end, offset + MAX_BYTES); at++) {
            value |= (source[at] & 0x7fL) << (7 * (at - offset));
            if (source[at] >= 0) {
                return checked(value, at + 1 - offset);
            }
        }
        throw new DecodeException("a number that does not end", null);
    }

    private static int checked(long value, int bytes) {
        if (value > Integer.MAX_VALUE || sizeBytes((int) value) != bytes) {
            throw new DecodeException("a number out of range or in a form that is too long: " + value, null);
        }
        return (int) value;
    }
}
