package io.redispatterns.engine.resp;

import io.redispatterns.engine.util.Bytes;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Bytes on their way to a client: an array that grows, written at its end and used again after {@link #clear}.
 *
 * <p>Writing is amortized O(1) for each byte and makes no objects besides the array. Not safe for concurrent use.
 */
public final class ReplyBuffer {

    private static final int INITIAL_CAPACITY = 1024;
    /** A larger array than this is given back to the garbage collector by {@link #clear}: one huge reply must not stay for ever. */
    private static final int MAX_KEPT_CAPACITY = 1 << 20;

    private static final int MAX_CAPACITY = Integer.MAX_VALUE - 8;
    /** The longest 64-bit integer: 19 digits and a sign. */
    private static final int MAX_LONG_LENGTH = 20;

    /** Two digits for each number from 0 to 99. */
    private static final byte[] DIGIT_PAIRS = digitPairs();

    private static final byte[] MIN_LONG = Long.toString(Long.MIN_VALUE).getBytes(StandardCharsets.ISO_8859_1);

    private byte[] array = new byte[INITIAL_CAPACITY];
    private int length;

    /** The bytes, of which only the first {@link #length()} count. Valid until the next write or {@link #clear}. */
    public byte[] array() {
        return array;
    }

    /** How many bytes have been written. */
    public int length() {
        return length;
    }

    /** Whether nothing has been written. */
    public boolean isEmpty() {
        return length == 0;
    }

    /** Returns the bytes in an array of their own. */
    public byte[] toByteArray() {
        return Arrays.copyOf(array, length);
    }

    /** Forgets what has been written. */
    public void clear() {
        length = 0;
        if (array.length > MAX_KEPT_CAPACITY) {
            array = new byte[INITIAL_CAPACITY];
        }
    }

    ReplyBuffer put(char ascii) {
        reserve(1);
        array[length++] = (byte) ascii;
        return this;
    }

    ReplyBuffer put(byte[] bytes) {
        reserve(bytes.length);
        System.arraycopy(bytes, 0, array, length, bytes.length);
        length += bytes.length;
        return this;
    }

    /** Writes a text in UTF-8, and bytes that were none there as they came; one in ASCII, as almost all are, without making an object. */
    ReplyBuffer put(String text) {
        int size = text.length();
        reserve(size);
        for (int i = 0; i < size; i++) {
            char c = text.charAt(i);
            if (c >= 0x80) {
                return put(Bytes.ofLossless(text.substring(i)));
            }
            array[length++] = (byte) c;
        }
        return this;
    }

    /** Writes a text as what is left of a line and ends the line; line breaks inside, which would forge a reply, become blanks. */
    ReplyBuffer line(String text) {
        int from = length;
        put(text);
        for (int i = from; i < length; i++) {
            if (array[i] == '\r' || array[i] == '\n') {
                array[i] = ' ';
            }
        }
        return crlf();
    }

    /** Writes the decimal digits of a number. */
    ReplyBuffer put(long number) {
        if (number == Long.MIN_VALUE) {
            return put(MIN_LONG);
        }
        reserve(MAX_LONG_LENGTH);
        long rest = number;
        if (rest < 0) {
            array[length++] = '-';
            rest = -rest;
        }
        int end = length + digits(rest);
        length = end;
        while (rest >= 10) {
            int pair = (int) (rest % 100) * 2;
            rest /= 100;
            array[--end] = DIGIT_PAIRS[pair + 1];
            array[--end] = DIGIT_PAIRS[pair];
        }
        if (rest > 0 || number == 0) {
            array[end - 1] = (byte) ('0' + rest);
        }
        return this;
    }

    /** Ends a line. */
    ReplyBuffer crlf() {
        reserve(2);
        array[length++] = '\r';
        array[length++] = '\n';
        return this;
    }

    private static int digits(long number) {
        int digits = 1;
        for (long bound = 10; digits < 19 && number >= bound; bound *= 10) {
            digits++;
        }
        return digits;
    }

    private void reserve(int more) {
        if (array.length - length < more) {
            grow(more);
        }
    }

    private void grow(int more) {
        long needed = (long) length + more;
        if (needed > MAX_CAPACITY) {
            throw new IllegalStateException("replies of " + needed + " bytes together do not fit into one buffer");
        }
        array = Arrays.copyOf(array, (int) Math.min(MAX_CAPACITY, Math.max(needed, array.length * 2L)));
    }

    private static byte[] digitPairs() {
        byte[] pairs = new byte[200];
        for (int i = 0; i < 100; i++) {
            pairs[2 * i] = (byte) ('0' + i / 10);
            pairs[2 * i + 1] = (byte) ('0' + i % 10);
        }
        return pairs;
    }
}
