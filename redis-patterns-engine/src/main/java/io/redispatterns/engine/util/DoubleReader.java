package io.redispatterns.engine.util;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Reads a double by the grammar of C's {@code strtod}: decimal with an exponent perhaps, hexadecimal, {@code inf}, {@code infinity}.
 * The result is the double nearest to the number. What Redis refuses is NaN, so that no object is needed to tell.
 */
public final class DoubleReader {

    /** Integers below this are doubles, all of them. */
    private static final long MAX_EXACT = 1L << 53;
    /** The powers of ten that are doubles. */
    private static final double[] POWERS_OF_TEN = {
        1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19,
        1e20, 1e21, 1e22
    };

    private final byte[] bytes;
    private final int end;
    private int at;
    /** Whether the number is infinite in words. */
    private boolean infinite;
    /** Whether a digit is not 0. */
    private boolean significant;

    private DoubleReader(byte[] bytes, int from, int end) {
        this.bytes = bytes;
        this.at = from;
        this.end = end;
    }

    /** Returns the number that the bytes are, as Redis reads scores; NaN when they are none or one that no double but 0 or infinity is near. */
    public static double read(byte[] bytes) {
        double simple = simple(bytes);
        if (!Double.isNaN(simple)) {
            return simple;
        }
        DoubleReader reader = new DoubleReader(bytes, 0, bytes.length);
        double value = reader.number();
        return reader.isOutOfRange(value) ? Double.NaN : value;
    }

    /**
     * Returns the number that the bytes are as a C string, as Redis reads the ends of ranges: blanks may stand in front, a zero byte
     * ends it, nothing is 0, and what is too large is infinite. NaN when they are no number.
     */
    public static double readLenient(byte[] bytes, int from) {
        int end = from;
        while (end < bytes.length && bytes[end] != 0) {
            end++;
        }
        if (end == from) {
            return 0;
        }
        int start = from;
        while (start < end && isBlank(bytes[start])) {
            start++;
        }
        return new DoubleReader(bytes, start, end).number();
    }

    private static boolean isBlank(byte b) {
        return b == ' ' || (b >= '\t' && b <= '\r');
    }

    /** Reads a short decimal number without an exponent; NaN when it is anything else, which may still be a number. */
    private static double simple(byte[] bytes) {
        int at = bytes.length > 0 && bytes[0] == '-' ? 1 : 0;
        int start = at;
        int point = -1;
        long digits = 0;
        for (; at < bytes.length; at++) {
            byte b = bytes[at];
            if (b == '.' && point < 0) {
                point = at;
            } else if (b >= '0' && b <= '9' && digits < MAX_EXACT / 10) {
                digits = digits * 10 + b - '0';
            } else {
                return Double.NaN;
            }
        }
        int fraction = point < 0 ? 0 : at - point - 1;
        if (at - start - (point < 0 ? 0 : 1) <= 0 || fraction >= POWERS_OF_TEN.length) {
            return Double.NaN;
        }
        double value = digits / POWERS_OF_TEN[fraction];
        return start == 1 ? -value : value;
    }

    /** Infinite though not written so, or 0 though a digit is not. */
    private boolean isOutOfRange(double value) {
        return (Double.isInfinite(value) && !infinite) || (value == 0 && significant);
    }

    private double number() {
        int start = at;
        boolean negative = accept('-');
        if (!negative) {
            accept('+');
        }
        if (isWord("inf") || isWord("infinity")) {
            infinite = true;
            return negative ? Double.NEGATIVE_INFINITY : Double.POSITIVE_INFINITY;
        }
        boolean hex = acceptHexPrefix();
        if (!readDigits(hex ? 16 : 10)) {
            return Double.NaN;
        }
        boolean scaled = readExponent(hex ? 'p' : 'e');
        if (at < end) {
            return Double.NaN;
        }
        String text = new String(bytes, start, end - start, StandardCharsets.ISO_8859_1);
        return Double.parseDouble(hex && !scaled ? text + "p0" : text);
    }

    /** Passes over digits and a point among them; false when there is no digit. */
    private boolean readDigits(int radix) {
        boolean pointed = false;
        int digits = 0;
        for (; at < end; at++) {
            if (Character.digit(bytes[at], radix) >= 0) {
                digits++;
                significant |= bytes[at] != '0';
            } else if (bytes[at] == '.' && !pointed) {
                pointed = true;
            } else {
                break;
            }
        }
        return digits > 0;
    }

    /** Passes over an exponent with its letter; what is none is left, and so refused. */
    private boolean readExponent(char letter) {
        if (at == end || Bytes.lower(bytes[at]) != letter) {
            return false;
        }
        at++;
        if (!accept('-')) {
            accept('+');
        }
        int digits = at;
        while (at < end && bytes[at] >= '0' && bytes[at] <= '9') {
            at++;
        }
        if (at == digits) {
            at--;
        }
        return at > digits;
    }

    private boolean isWord(String word) {
        return end - at == word.length() && Bytes.equalsIgnoreCase(Arrays.copyOfRange(bytes, at, end), word);
    }

    private boolean acceptHexPrefix() {
        boolean hex = at + 1 < end && bytes[at] == '0' && Bytes.lower(bytes[at + 1]) == 'x';
        if (hex) {
            at += 2;
        }
        return hex;
    }

    private boolean accept(char c) {
        boolean there = at < end && bytes[at] == c;
        if (there) {
            at++;
        }
        return there;
    }
}
