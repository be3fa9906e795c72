package io.redispatterns.engine.rdb;

import io.redispatterns.engine.type.StreamId;
import io.redispatterns.engine.util.Bytes;
import java.util.Arrays;

/**
 * Reads lengths, strings and numbers one after the other out of bytes that may be anything. Nothing is read behind the end, and no array
 * is made that the bytes which are there do not account for: an {@link IllegalArgumentException} is thrown before.
 */
final class RdbInput {

    private final byte[] bytes;
    private final int end;
    private int at;

    RdbInput(byte[] bytes, int end) {
        this.bytes = bytes;
        this.end = end;
    }

    /** Where the next byte is read. */
    int at() {
        return at;
    }

    /** How many bytes are left. */
    int remaining() {
        return end - at;
    }

    /** Returns a byte, 0 to 255. */
    int unsignedByte() {
        require(1);
        return bytes[at++] & 0xFF;
    }

    /** Returns so many bytes, a number that need not be trusted. */
    byte[] bytes(long length) {
        require(length);
        int from = at;
        at += (int) length;
        return Arrays.copyOfRange(bytes, from, at);
    }

    /** Passes over so many bytes. */
    void skip(int length) {
        require(length);
        at += length;
    }

    private void require(long length) {
        if (length < 0 || length > remaining()) {
            throw new IllegalArgumentException(
                    Long.toUnsignedString(length) + " bytes are to follow, " + remaining() + " are there");
        }
    }

    /** Returns a little-endian integer of 1 to 8 bytes, with its sign. */
    long signed(int width) {
        int unused = Long.SIZE - width * Byte.SIZE;
        return (unsigned(width) << unused) >> unused;
    }

    /** Returns a little-endian integer of 1 to 8 bytes, without a sign. */
    long unsigned(int width) {
        require(width);
        long value = 0;
        for (int i = width - 1; i >= 0; i--) {
            value = (value << Byte.SIZE) | (bytes[at + i] & 0xFF);
        }
        at += width;
        return value;
    }

    /** Returns a big-endian integer of 1 to 8 bytes, without a sign. */
    long bigEndian(int width) {
        require(width);
        long value = 0;
        for (int i = 0; i < width; i++) {
            value = (value << Byte.SIZE) | (bytes[at++] & 0xFF);
        }
        return value;
    }

    /** Returns a length, or any other number that is written as one: 64 bits without a sign. */
    long length() {
        int head = unsignedByte();
        if (head < RdbFormat.LENGTH_14) {
            return head;
        }
        if (head < RdbFormat.LENGTH_32) {
            return ((head & 0x3FL) << Byte.SIZE) | unsignedByte();
        }
        return switch (head) {
            case RdbFormat.LENGTH_32 -> bigEndian(Integer.BYTES);
            case RdbFormat.LENGTH_64 -> bigEndian(Long.BYTES);
            default -> throw new IllegalArgumentException("no length begins with byte " + head);
        };
    }

    /** Returns how many things follow: each takes a byte at least. */
    int count() {
        long count = length();
        require(count);
        return (int) count;
    }

    /** As {@link #count()}, for what cannot be empty. */
    int positiveCount() {
        int count = count();
        if (count == 0) {
            throw new IllegalArgumentException("a value without content");
        }
        return count;
    }

    /** Returns a string in any of its forms. */
    byte[] string() {
        require(1);
        return switch (bytes[at] & 0xFF) {
            case RdbFormat.INTEGER_8 -> integer(Byte.BYTES);
            case RdbFormat.INTEGER_16 -> integer(Short.BYTES);
            case RdbFormat.INTEGER_32 -> integer(Integer.BYTES);
            case RdbFormat.COMPRESSED -> compressed();
            default -> bytes(length());
        };
    }

    private byte[] integer(int width) {
        at++;
        return Bytes.of(signed(width));
    }

    private byte[] compressed() {
        at++;
        long compressedLength = length();
        long length = length();
        return Lzf.decompress(bytes(compressedLength), length);
    }

    /** Returns a double in its binary form. */
    double binaryDouble() {
        return Double.longBitsToDouble(unsigned(Double.BYTES));
    }

    /** Returns an id of a stream in its form of 16 bytes. */
    StreamId id() {
        return new StreamId(bigEndian(Long.BYTES), bigEndian(Long.BYTES));
    }

    /** Returns an id of a stream that is written as two lengths. */
    StreamId idOfLengths() {
        return new StreamId(length(), length());
    }
}
