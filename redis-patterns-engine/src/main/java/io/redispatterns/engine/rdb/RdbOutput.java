package io.redispatterns.engine.rdb;

import io.redispatterns.engine.type.StreamId;
import io.redispatterns.engine.util.Numbers;
import java.io.ByteArrayOutputStream;

/** Writes lengths, strings and numbers one after the other, each in its shortest form. */
final class RdbOutput {

    /** Integers of up to 32 bits have no more digits. */
    private static final int MAX_INTEGER_LENGTH = 11;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    byte[] toBytes() {
        return out.toByteArray();
    }

    void oneByte(int value) {
        out.write(value);
    }

    /** Writes a little-endian integer of so many bytes. */
    void littleEndian(long value, int width) {
        for (int i = 0; i < width; i++) {
            out.write((int) (value >>> (i * Byte.SIZE)));
        }
    }

    private void bigEndian(long value, int width) {
        for (int i = width - 1; i >= 0; i--) {
            out.write((int) (value >>> (i * Byte.SIZE)));
        }
    }

    /** Writes a length, or any other number of 64 bits without a sign. */
    void length(long length) {
        if (length >>> 6 == 0) {
            oneByte((int) length);
        } else if (length >>> 14 == 0) {
            bigEndian((RdbFormat.LENGTH_14 << Byte.SIZE) | length, Short.BYTES);
        } else if (length >>> Integer.SIZE == 0) {
            oneByte(RdbFormat.LENGTH_32);
            bigEndian(length, Integer.BYTES);
        } else {
            oneByte(RdbFormat.LENGTH_64);
            bigEndian(length, Long.BYTES);
        }
    }

    /** Writes a string, as an integer if it is one. */
    void string(byte[] string) {
        Long number = string.length <= MAX_INTEGER_LENGTH ? Numbers.parseLong(string) : null;
        if (number == null || number != number.intValue()) {
            length(string.length);
            out.writeBytes(string);
        } else {
            integer(number.intValue());
        }
    }

    private void integer(int value) {
        if (value == (byte) value) {
            oneByte(RdbFormat.INTEGER_8);
            littleEndian(value, Byte.BYTES);
        } else if (value == (short) value) {
            oneByte(RdbFormat.INTEGER_16);
            littleEndian(value, Short.BYTES);
        } else {
            oneByte(RdbFormat.INTEGER_32);
            littleEndian(value, Integer.BYTES);
        }
    }

    /** Writes a double in its binary form. */
    void binaryDouble(double value) {
        littleEndian(Double.doubleToRawLongBits(value), Double.BYTES);
    }

    /** Writes an id of a stream in its form of 16 bytes. */
    void id(StreamId id) {
        bigEndian(id.millis(), Long.BYTES);
        bigEndian(id.sequence(), Long.BYTES);
    }

    /** Writes an id of a stream as a string. */
    void idAsString(StreamId id) {
        length(2 * Long.BYTES);
        id(id);
    }

    /** Writes an id of a stream as two lengths. */
    void idAsLengths(StreamId id) {
        length(id.millis());
        length(id.sequence());
    }
}
