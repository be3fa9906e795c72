package io.redispatterns.codec;

/**
 * Turns values of one type into bytes and back. Safe for many threads.
 *
 * @param <T> the type of the values
 */
public interface Codec<T> {

    /** The bytes of a value. The array is the caller's. */
    byte[] encode(T value);

    /**
     * The value whose bytes are {@code length} bytes of an array, from {@code offset} on. The array must not be
     * changed or kept.
     *
     * @throws DecodeException if the bytes are not those of a value
     */
    T decode(byte[] source, int offset, int length);

    /** The value whose bytes these are. */
    default T decode(byte[] source) {
        return decode(source, 0, source.length);
    }
}
