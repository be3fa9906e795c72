package io.redispatterns.engine.util;

import org.jspecify.annotations.Nullable;

/** Numbers as Redis reads and writes them. */
public final class Numbers {

    /** The digits of the longest 64-bit integer, with its sign. */
    private static final int MAX_LONG_LENGTH = 20;

    private Numbers() {}

    /**
     * Reads a 64-bit integer in the one form that Redis accepts: an optional minus, no plus, no leading zeros, no blanks; null when
     * the bytes are anything else or out of range.
     */
    public static @Nullable Long parseLong(byte[] bytes) {
        int length = bytes.length;
        if (length == 0 || length > MAX_LONG_LENGTH) {
            return null;
        }
        boolean negative = bytes[0] == '-';
        int i = negative ? 1 : 0;
        if (i == length || (bytes[i] == '0' && (length > 1))) {
            return null;
        }
        long value = 0;
        for (; i < length; i++) {
            int digit = bytes[i] - '0';
            if (digit < 0 || digit > 9 || value < (Long.MIN_VALUE + digit) / 10) {
                return null;
            }
            value = value * 10 - digit;
        }
        if (!negative && value == Long.MIN_VALUE) {
            return null;
        }
        return negative ? value : -value;
    }
}
