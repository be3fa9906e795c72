package io.redispatterns.cache;

/**
 * How large values may be and how large ones are stored.
 *
 * @param maxBytes the most bytes that a value may have after encoding, at least 1; a larger one goes to its callers and is
 *     not stored, and is refused by {@link Cache#put} with a {@link io.redispatterns.codec.ValueTooLargeException}
 * @param chunkBytes values of more bytes are stored in chunks of this size, each under a key of its own, so that no single
 *     value of Redis is large; 0 for never
 */
public record ValueSizeConfig(int maxBytes, int chunkBytes) {

    private static final int LEAST_CHUNK_BYTES = 1_024;

    public ValueSizeConfig {
        if (maxBytes < 1) {
            throw new IllegalArgumentException("a value may have at least 1 byte, not " + maxBytes);
        }
        if (chunkBytes != 0 && chunkBytes < LEAST_CHUNK_BYTES) {
            throw new IllegalArgumentException(
                    "chunks have at least " + LEAST_CHUNK_BYTES + " bytes, or 0 for none, not " + chunkBytes);
        }
    }

    /** Any size, in one piece. */
    public static ValueSizeConfig ofDefaults() {
        return new ValueSizeConfig(Integer.MAX_VALUE, 0);
    }

    /** With another largest size. */
    public ValueSizeConfig withMaxBytes(int maxBytes) {
        return new ValueSizeConfig(maxBytes, chunkBytes);
    }

    /** With another size of chunks. */
    public ValueSizeConfig withChunkBytes(int chunkBytes) {
        return new ValueSizeConfig(maxBytes, chunkBytes);
    }

    boolean isChunked(byte[] payload) {
        return chunkBytes != 0 && payload.length > chunkBytes;
    }
}
