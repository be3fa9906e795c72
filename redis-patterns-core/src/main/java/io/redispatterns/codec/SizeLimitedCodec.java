package io.redispatterns.codec;

/**
 * A codec that refuses to write values whose payload is above a limit. Around a {@link CompressedCodec} the limit is on
 * the compressed size. What is already stored is read, whatever its size.
 *
 * @param <T> the type of the values
 */
public final class SizeLimitedCodec<T> implements Codec<T> {

    private final Codec<T> codec;
    private final int limitBytes;

    private SizeLimitedCodec(Codec<T> codec, int limitBytes) {
        this.codec = codec;
        this.limitBytes = limitBytes;
    }

    /** A codec that writes no payload of more than so many bytes, at least 1. */
    public static <T> SizeLimitedCodec<T> of(Codec<T> codec, int limitBytes) {
        if (limitBytes < 1) {
            throw new IllegalArgumentException("a limit of size is at least 1 byte, not " + limitBytes);
        }
        return new SizeLimitedCodec<>(codec, limitBytes);
    }

    /**
     * The bytes of a value. The array is the caller's.
     *
     * @throws ValueTooLargeException if there are more than the limit
     */
    @Override
    public byte[] encode(T value) {
        byte[] payload = codec.encode(value);
        if (payload.length > limitBytes) {
            throw new ValueTooLargeException(payload.length, limitBytes);
        }
        return payload;
    }

    @Override
    public T decode(byte[] source, int offset, int length) {
        return codec.decode(source, offset, length);
    }
}
