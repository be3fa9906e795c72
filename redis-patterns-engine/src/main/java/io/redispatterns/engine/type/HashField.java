package io.redispatterns.engine.type;

import io.redispatterns.engine.util.Dict;
import java.util.Arrays;
import java.util.function.BiConsumer;

/**
 * A field of a hash with its value, both in one array: the header of a second one would cost as much as most values do.
 *
 * <p>The array holds the length of the field, seven bits in a byte, the lowest first and all but the last with the high bit set; then
 * the field; then the value. A new value is a new array.
 */
sealed class HashField extends Dict.Node permits ExpiringHashField {

    private byte[] content;

    HashField(byte[] field, byte[] value) {
        super(field);
        this.content = pack(field, value);
    }

    /** Makes a node with the content of another one; they share the array, which is never changed. */
    HashField(HashField other) {
        super(other);
        this.content = other.content;
    }

    private static byte[] pack(byte[] field, byte[] value) {
        int start = lengthSize(field.length);
        byte[] content = new byte[Math.addExact(start + field.length, value.length)];
        int rest = field.length;
        for (int i = 0; i < start; i++) {
            content[i] = (byte) (i == start - 1 ? rest : rest | 0x80);
            rest >>>= 7;
        }
        System.arraycopy(field, 0, content, start, field.length);
        System.arraycopy(value, 0, content, start + field.length, value.length);
        return content;
    }

    private static int lengthSize(int length) {
        int size = 1;
        for (int rest = length >>> 7; rest != 0; rest >>>= 7) {
            size++;
        }
        return size;
    }

    private int fieldLength() {
        int length = 0;
        for (int i = 0; ; i++) {
            length |= (content[i] & 0x7f) << (7 * i);
            if (content[i] >= 0) {
                return length;
            }
        }
    }

    final byte[] field() {
        int length = fieldLength();
        int start = lengthSize(length);
        return Arrays.copyOfRange(content, start, start + length);
    }

    final byte[] value() {
        return Arrays.copyOfRange(content, content.length - valueLength(), content.length);
    }

    final int valueLength() {
        int length = fieldLength();
        return content.length - length - lengthSize(length);
    }

    /** Sets the value; the field's name is given again, as it is at hand. */
    final void setValue(byte[] field, byte[] value) {
        content = pack(field, value);
    }

    @Override
    protected final boolean hasKey(byte[] key) {
        int length = fieldLength();
        int start = lengthSize(length);
        return length == key.length && Arrays.equals(content, start, start + length, key, 0, length);
    }

    /** When the field expires, in milliseconds since 1970, or {@link HashValue#NEVER}. */
    long expireAtMillis() {
        return HashValue.NEVER;
    }

    /** Returns a node of its own for another table. */
    HashField copy() {
        return new HashField(this);
    }

    final void giveTo(BiConsumer<byte[], byte[]> consumer) {
        consumer.accept(field(), value());
    }
}
