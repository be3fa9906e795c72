package io.redispatterns.engine.resp;

/** The integers in the header lines of the protocol: an optional minus, no plus, no leading zeros, 64 bits. */
final class RespNumber {

    /** Stands for bytes that are no such integer. It is beyond every limit of the protocol, so that nobody has to ask for it. */
    static final long INVALID = Long.MAX_VALUE;

    private RespNumber() {}

    /** Reads the bytes from {@code from} to before {@code to}; {@link #INVALID} when they are no integer. */
    static long parse(byte[] bytes, int from, int to) {
        boolean negative = from < to && bytes[from] == '-';
        int first = negative ? from + 1 : from;
        if (first >= to || (bytes[first] == '0' && to - from > 1)) {
            return INVALID;
        }
        long value = 0;
        for (int i = first; i < to; i++) {
            int digit = bytes[i] - '0';
            if (digit < 0 || digit > 9 || value < (Long.MIN_VALUE + digit) / 10) {
                return INVALID;
            }
            value = value * 10 - digit;
        }
        return negative ? value : value == Long.MIN_VALUE ? INVALID : -value;
    }
}
