package io.redispatterns.engine.type;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * The bytes of one entry of a listpack, as the listpack specification by Salvatore Sanfilippo and Redis 7's listpack.c lay them out:
 * a head that tells type and size, the string if it is one, and the back length, the size of both, for walking backwards.
 *
 * <pre>
 * 0xxxxxxx                        integer 0 to 127
 * 10xxxxxx string                 string shorter than 64 bytes
 * 110xxxxx xxxxxxxx               integer of 13 bits
 * 1110xxxx xxxxxxxx string        string shorter than 4096 bytes
 * 0xF0 length:32 string           longer string
 * 0xF1 :16  0xF2 :24  0xF3 :32  0xF4 :64   integers
 * </pre>
 *
 * <p>All numbers but the 12- and 13-bit ones and the back length are little-endian. The methods trust the bytes; {@link #fits} is the
 * one that does not.
 */
final class ListpackFormat {

    /** The most bytes that a back length has. */
    static final int MAX_BACK_LENGTH_SIZE = 5;

    private static final VarHandle SHORT = view(short[].class);
    private static final VarHandle INT = view(int[].class);
    private static final VarHandle LONG = view(long[].class);

    private static final int STRING_6 = 0x80;
    private static final int INTEGER_13 = 0xC0;
    private static final int STRING_12 = 0xE0;
    private static final int STRING_32 = 0xF0;
    private static final int INTEGER_16 = 0xF1;
    private static final int INTEGER_24 = 0xF2;
    private static final int INTEGER_32 = 0xF3;
    private static final int INTEGER_64 = 0xF4;

    private ListpackFormat() {}

    private static VarHandle view(Class<?> arrayType) {
        return MethodHandles.byteArrayViewVarHandle(arrayType, ByteOrder.LITTLE_ENDIAN);
    }

    static int getInt(byte[] bytes, int at) {
        return (int) INT.get(bytes, at);
    }

    static void putInt(byte[] bytes, int at, int value) {
        INT.set(bytes, at, value);
    }

    static int getUnsignedShort(byte[] bytes, int at) {
        return Short.toUnsignedInt((short) SHORT.get(bytes, at));
    }

    static void putShort(byte[] bytes, int at, int value) {
        SHORT.set(bytes, at, (short) value);
    }

    /** The bytes in front of a string, or all bytes of an integer; 0 when there is no such type. */
    static int headSize(byte head) {
        int type = head & 0xFF;
        if (type < STRING_32) {
            return type < INTEGER_13 ? 1 : 2;
        }
        return switch (type) {
            case STRING_32, INTEGER_32 -> 5;
            case INTEGER_16 -> 3;
            case INTEGER_24 -> 4;
            case INTEGER_64 -> 9;
            default -> 0;
        };
    }

    static boolean isInteger(byte head) {
        int type = head & 0xFF;
        return type < STRING_6 || (type >= INTEGER_13 && type < STRING_12) || type > STRING_32;
    }

    /** The length of an entry's string; 0 for an integer. Negative, in bytes that cannot be trusted, when it is 2 GB or longer. */
    static int stringLength(byte[] bytes, int at) {
        int type = bytes[at] & 0xFF;
        if (type >= STRING_6 && type < INTEGER_13) {
            return type & 0x3F;
        }
        if (type >= STRING_12 && type < STRING_32) {
            return (type & 0x0F) << 8 | (bytes[at + 1] & 0xFF);
        }
        return type == STRING_32 ? getInt(bytes, at + 1) : 0;
    }

    /** The size of an entry without its back length. */
    static int size(byte[] bytes, int at) {
        return headSize(bytes[at]) + stringLength(bytes, at);
    }

    /** Whether the bytes from {@code at} up to {@code end} begin with a whole entry and the back length that belongs to it. */
    static boolean fits(byte[] bytes, int at, int end) {
        int head = headSize(bytes[at]);
        if (head == 0 || head > end - at) {
            return false;
        }
        int length = stringLength(bytes, at);
        if (length < 0 || length > end - at - head) {
            return false;
        }
        int size = head + length;
        int next = at + size + backLengthSize(size);
        return next <= end && backLength(bytes, next) == size;
    }

    /** The value of an integer entry. */
    static long integer(byte[] bytes, int at) {
        int type = bytes[at] & 0xFF;
        if (type < STRING_6) {
            return type;
        }
        if (type < STRING_12) {
            return signed13((type & 0x1F) << 8 | (bytes[at + 1] & 0xFF));
        }
        return switch (type) {
            case INTEGER_16 -> (short) SHORT.get(bytes, at + 1);
            case INTEGER_24 -> getUnsignedShort(bytes, at + 1) | bytes[at + 3] << 16;
            case INTEGER_32 -> getInt(bytes, at + 1);
            default -> (long) LONG.get(bytes, at + 1);
        };
    }

    private static int signed13(int bits) {
        return bits << 19 >> 19;
    }

    static int sizeOfInteger(long value) {
        if (value >= 0 && value < 1 << 7) {
            return 1;
        }
        if (isWithin(value, 13)) {
            return 2;
        }
        if (isWithin(value, 24)) {
            return isWithin(value, 16) ? 3 : 4;
        }
        return isWithin(value, 32) ? 5 : 9;
    }

    static int sizeOfString(int length) {
        return length + (length < 1 << 6 ? 1 : length < 1 << 12 ? 2 : 5);
    }

    private static boolean isWithin(long value, int bits) {
        return value << (64 - bits) >> (64 - bits) == value;
    }

    static void putInteger(byte[] bytes, int at, long value) {
        switch (sizeOfInteger(value)) {
            case 1 -> bytes[at] = (byte) value;
            case 2 -> {
                bytes[at] = (byte) (INTEGER_13 | (value >> 8 & 0x1F));
                bytes[at + 1] = (byte) value;
            }
            case 3 -> {
                bytes[at] = (byte) INTEGER_16;
                SHORT.set(bytes, at + 1, (short) value);
            }
            case 4 -> {
                bytes[at] = (byte) INTEGER_24;
                SHORT.set(bytes, at + 1, (short) value);
                bytes[at + 3] = (byte) (value >> 16);
            }
            case 5 -> {
                bytes[at] = (byte) INTEGER_32;
                INT.set(bytes, at + 1, (int) value);
            }
            default -> {
                bytes[at] = (byte) INTEGER_64;
                LONG.set(bytes, at + 1, value);
            }
        }
    }

    static void putString(byte[] bytes, int at, byte[] string) {
        int length = string.length;
        int head = sizeOfString(length) - length;
        switch (head) {
            case 1 -> bytes[at] = (byte) (STRING_6 | length);
            case 2 -> {
                bytes[at] = (byte) (STRING_12 | length >> 8);
                bytes[at + 1] = (byte) length;
            }
            default -> {
                bytes[at] = (byte) STRING_32;
                INT.set(bytes, at + 1, length);
            }
        }
        System.arraycopy(string, 0, bytes, at + head, length);
    }

    /**
     * The bytes of the back length of an entry of this size. Redis gives three bytes from 16383 on already, where two would do: its
     * readers count on it.
     */
    static int backLengthSize(int size) {
        if (size < 1 << 7) {
            return 1;
        }
        if (size < (1 << 14) - 1) {
            return 2;
        }
        if (size < (1 << 21) - 1) {
            return 3;
        }
        return size < (1 << 28) - 1 ? 4 : MAX_BACK_LENGTH_SIZE;
    }

    /** Writes a back length, seven bits a byte, the lowest last; all bytes but the first say that more stand in front of them. */
    static void putBackLength(byte[] bytes, int at, int size) {
        int last = at + backLengthSize(size) - 1;
        for (int i = last, rest = size; i >= at; i--, rest >>>= 7) {
            bytes[i] = (byte) (i == at ? rest : (rest & 0x7F) | 0x80);
        }
    }

    /** Reads the back length that ends in front of {@code end}; -1 when it has more bytes than any has. */
    static int backLength(byte[] bytes, int end) {
        long size = 0;
        for (int i = 1, shift = 0; i <= MAX_BACK_LENGTH_SIZE; i++, shift += 7) {
            byte part = bytes[end - i];
            size |= (long) (part & 0x7F) << shift;
            if (part >= 0) {
                return size > Integer.MAX_VALUE ? -1 : (int) size;
            }
        }
        return -1;
    }
}
