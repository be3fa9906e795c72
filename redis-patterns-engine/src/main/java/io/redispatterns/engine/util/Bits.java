package io.redispatterns.engine.util;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * Byte arrays as rows of bits: bit 0 is the highest of the first byte, as in Redis's bitmaps. Whole words are handled at a time.
 *
 * <p>Positions count bits and are {@code long}, so that an array of any length is covered.
 */
public final class Bits {

    private static final VarHandle WORDS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

    private static final long HIGHEST_BYTE = 0xffL << 56;

    private Bits() {}

    /** Returns the bit at a position inside the array: 0 or 1. */
    public static int get(byte[] bytes, long position) {
        return (bytes[(int) (position >> 3)] >> shift(position, 1)) & 1;
    }

    /** Sets the bit at a position inside the array to 0 or 1. */
    public static void set(byte[] bytes, long position, int bit) {
        int index = (int) (position >> 3);
        int shift = shift(position, 1);
        bytes[index] = (byte) ((bytes[index] & ~(1 << shift)) | (bit << shift));
    }

    /** Counts the ones from one position to before another. O(N). */
    public static long count(byte[] bytes, long from, long to) {
        if (from >= to) {
            return 0;
        }
        int first = (int) (from >> 3);
        int last = (int) ((to - 1) >> 3);
        int before = bytes[first] & ~(0xff >> (from & 7)) & 0xff;
        int behind = bytes[last] & (0x7f >> ((to - 1) & 7));
        return countBytes(bytes, first, last + 1) - Integer.bitCount(before) - Integer.bitCount(behind);
    }

    private static long countBytes(byte[] bytes, int from, int to) {
        long count = 0;
        int i = from;
        for (; i <= to - Long.BYTES; i += Long.BYTES) {
            count += Long.bitCount(word(bytes, i));
        }
        for (; i < to; i++) {
            count += Integer.bitCount(bytes[i] & 0xff);
        }
        return count;
    }

    /** Returns the position of the first bit with the given value from one position to before another, or -1. O(N). */
    public static long indexOf(int bit, byte[] bytes, long from, long to) {
        if (from >= to) {
            return -1;
        }
        int i = (int) (from >> 3);
        int end = (int) ((to + 7) >> 3);
        // What is looked for becomes a one; bits before the start are no ones.
        long flip = bit == 1 ? 0 : -1;
        long mask = -1L >>> (from & 7);
        for (; i <= end - Long.BYTES; i += Long.BYTES) {
            long found = (word(bytes, i) ^ flip) & mask;
            if (found != 0) {
                return before(to, 8L * i + Long.numberOfLeadingZeros(found));
            }
            mask = -1;
        }
        for (; i < end; i++) {
            long found = (((long) bytes[i] << 56) ^ flip) & mask & HIGHEST_BYTE;
            if (found != 0) {
                return before(to, 8L * i + Long.numberOfLeadingZeros(found));
            }
            mask = -1;
        }
        return -1;
    }

    private static long before(long to, long position) {
        return position < to ? position : -1;
    }

    /** Returns the number that stands in some bits, at most 64, from a position on; behind the array's given length stand zeros. */
    public static long field(byte[] bytes, int length, long position, int width) {
        long value = 0;
        long at = position;
        for (int left = width; left > 0; ) {
            int taken = roomInByte(at, left);
            long index = at >> 3;
            int here = index < length ? bytes[(int) index] & 0xff : 0;
            value = (value << taken) | ((here >> shift(at, taken)) & ones(taken));
            at += taken;
            left -= taken;
        }
        return value;
    }

    /** Writes the lowest bits of a number, at most 64, from a position on. */
    public static void setField(byte[] bytes, long position, int width, long value) {
        long at = position;
        for (int left = width; left > 0; ) {
            int taken = roomInByte(at, left);
            int index = (int) (at >> 3);
            int shift = shift(at, taken);
            int here = (int) (value >>> (left - taken)) & ones(taken);
            bytes[index] = (byte) ((bytes[index] & ~(ones(taken) << shift)) | (here << shift));
            at += taken;
            left -= taken;
        }
    }

    private static int roomInByte(long position, int wanted) {
        return Math.min(8 - (int) (position & 7), wanted);
    }

    /** How far some bits of a byte are from its lowest end. */
    private static int shift(long position, int width) {
        return 8 - (int) (position & 7) - width;
    }

    private static int ones(int width) {
        return (1 << width) - 1;
    }

    /** Intersects the first {@code length} bytes of the target with those of the source; the rest of the target becomes zero. */
    public static void and(byte[] target, byte[] source, int length) {
        int i = 0;
        for (; i <= length - Long.BYTES; i += Long.BYTES) {
            WORDS.set(target, i, word(target, i) & word(source, i));
        }
        for (; i < length; i++) {
            target[i] &= source[i];
        }
        Arrays.fill(target, length, target.length, (byte) 0);
    }

    /** Unites the first {@code length} bytes of the target with those of the source. */
    public static void or(byte[] target, byte[] source, int length) {
        int i = 0;
        for (; i <= length - Long.BYTES; i += Long.BYTES) {
            WORDS.set(target, i, word(target, i) | word(source, i));
        }
        for (; i < length; i++) {
            target[i] |= source[i];
        }
    }

    /** Leaves ones where the first {@code length} bytes of target and source differ. */
    public static void xor(byte[] target, byte[] source, int length) {
        int i = 0;
        for (; i <= length - Long.BYTES; i += Long.BYTES) {
            WORDS.set(target, i, word(target, i) ^ word(source, i));
        }
        for (; i < length; i++) {
            target[i] ^= source[i];
        }
    }

    /** Turns all bits around. */
    public static void not(byte[] target) {
        int i = 0;
        for (; i <= target.length - Long.BYTES; i += Long.BYTES) {
            WORDS.set(target, i, ~word(target, i));
        }
        for (; i < target.length; i++) {
            target[i] = (byte) ~target[i];
        }
    }

    private static long word(byte[] bytes, int index) {
        return (long) WORDS.get(bytes, index);
    }
}
