package io.redispatterns.engine.type;

import io.redispatterns.engine.util.Bytes;
import io.redispatterns.engine.util.Numbers;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A binary string of at most 512 MB, kept as an integer when it is one.
 *
 * <p>{@link #bytes()} hands out the array itself; from then on it counts as shared, and the next change works on a copy. So reading
 * never copies, and a string that only grows is changed in place.
 */
public final class StringValue implements Value {

    /** The longest array that every Java machine can make: a string cannot be longer. */
    public static final int MAX_LENGTH = Integer.MAX_VALUE - 8;

    /** The longest string that Redis keeps together with its header ("embstr"). */
    private static final int EMBEDDED_MAX_LENGTH = 44;

    /** The in-memory form, by Redis's names. */
    private enum Encoding {
        INT,
        EMBSTR,
        RAW
    }

    /** The content; null while the value is an integer whose digits nobody has asked for. */
    private byte @Nullable [] buffer;

    private int length;
    private long number;
    private Encoding encoding;
    private boolean shared;

    private StringValue(byte @Nullable [] buffer, int length, long number, Encoding encoding, boolean shared) {
        this.buffer = buffer;
        this.length = length;
        this.number = number;
        this.encoding = encoding;
        this.shared = shared;
    }

    /** Makes a string from bytes that are not changed any more, in the smallest encoding that fits. */
    public static StringValue of(byte[] bytes) {
        Long number = bytes.length <= 20 ? Numbers.parseLong(bytes) : null;
        if (number != null) {
            return of(number.longValue());
        }
        return text(bytes);
    }

    /** Makes a string from bytes that are not changed any more, not as an integer even if it is one: what INCRBYFLOAT leaves behind. */
    public static StringValue text(byte[] bytes) {
        Encoding encoding = bytes.length <= EMBEDDED_MAX_LENGTH ? Encoding.EMBSTR : Encoding.RAW;
        return new StringValue(bytes, bytes.length, 0, encoding, true);
    }

    /** Makes a string from bytes that are not changed any more, never as an integer: what APPEND and SETRANGE leave behind. */
    public static StringValue raw(byte[] bytes) {
        return new StringValue(bytes, bytes.length, 0, Encoding.RAW, true);
    }

    /** Makes the decimal form of a number. */
    public static StringValue of(long number) {
        return new StringValue(null, 0, number, Encoding.INT, false);
    }

    /** The content; must not be changed by the caller. */
    public byte[] bytes() {
        if (buffer == null) {
            buffer = Bytes.of(number);
            length = buffer.length;
        } else if (buffer.length != length) {
            buffer = Arrays.copyOf(buffer, length);
        }
        shared = true;
        return buffer;
    }

    /** Returns a part of the content, between two offsets inside of it. O(length of the part). */
    public byte[] range(int from, int to) {
        byte[] content = view();
        return from == 0 && to == content.length ? bytes() : Arrays.copyOfRange(content, from, to);
    }

    /** The number of bytes. */
    public int length() {
        return buffer == null ? bytes().length : length;
    }

    /** The integer that the string is, in Redis's strict form; null when it is none. */
    public @Nullable Long asLong() {
        return encoding == Encoding.INT ? Long.valueOf(number) : Numbers.parseLong(bytes());
    }

    /** Replaces the content by a number. */
    public void setLong(long value) {
        number = value;
        encoding = Encoding.INT;
        buffer = null;
    }

    /** Adds bytes at the end. Amortized O(length of the addition). */
    public void append(byte[] addition) {
        write(length(), addition);
    }

    /** Writes bytes at an offset, filling a gap behind the present end with zero bytes. */
    public void write(int offset, byte[] source) {
        byte[] target = edit(offset + source.length);
        System.arraycopy(source, 0, target, offset, source.length);
    }

    /**
     * Returns the content to look at it now, which copies nothing even in a string that is changed afterwards. The array may be longer
     * than the string, and is not to be kept.
     */
    public byte[] view() {
        return buffer == null ? bytes() : buffer;
    }

    /**
     * Returns the content to change it in place, after making it at least as long as said by adding zero bytes. The array may be longer
     * than the string, and is not to be kept. Amortized O(length added), O(N) when somebody has been given the content before.
     */
    public byte[] edit(int minLength) {
        int oldLength = length();
        byte[] target = writable(Math.max(oldLength, minLength));
        if (minLength > oldLength) {
            Arrays.fill(target, oldLength, minLength, (byte) 0);
        }
        return target;
    }

    /** Replaces the content by the beginning of an array that belongs to the string from now on. */
    public void setRaw(byte[] content, int newLength) {
        buffer = content;
        length = newLength;
        encoding = Encoding.RAW;
        shared = false;
    }

    /** Returns the array to change in place, at least {@code newLength} long, which becomes the string's length. */
    private byte[] writable(int newLength) {
        byte[] current = view();
        if (newLength > current.length) {
            current = Arrays.copyOf(current, grownCapacity(current.length, newLength));
        } else if (shared) {
            current = current.clone();
        }
        buffer = current;
        length = newLength;
        encoding = Encoding.RAW;
        shared = false;
        return current;
    }

    /** Doubles up to a megabyte, then adds a megabyte at a time, as Redis's strings grow. */
    private static int grownCapacity(int capacity, int needed) {
        int spare = Math.min(needed, 1 << 20);
        return capacity == 0 ? needed : (int) Math.min((long) needed + spare, MAX_LENGTH);
    }

    @Override
    public String typeName() {
        return "string";
    }

    @Override
    public String encoding() {
        return switch (encoding) {
            case INT -> "int";
            case EMBSTR -> "embstr";
            case RAW -> "raw";
        };
    }

    @Override
    public StringValue copy() {
        byte[] content = buffer == null ? null : bytes();
        return new StringValue(content, length, number, encoding, true);
    }

    @Override
    public boolean isEmpty() {
        return false;
    }
}
