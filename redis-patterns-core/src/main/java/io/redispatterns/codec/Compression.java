package io.redispatterns.codec;

/**
 * Which payloads are compressed, and how. It is about writing alone: whatever was written is read, whatever is
 * configured now.
 *
 * @param algorithm how payloads are compressed
 * @param thresholdBytes payloads below this size are stored as they are, at least 0 bytes
 */
public record Compression(CompressionAlgorithm algorithm, int thresholdBytes) {

    private static final int DEFAULT_THRESHOLD_BYTES = 1024;

    public Compression {
        if (thresholdBytes < 0) {
            throw new IllegalArgumentException("a threshold of compression is at least 0 bytes, not " + thresholdBytes);
        }
    }

    /** Nothing is compressed. */
    public static Compression ofDefaults() {
        return of(CompressionAlgorithm.NONE);
    }

    /** Payloads of at least 1,024 bytes are compressed. */
    public static Compression of(CompressionAlgorithm algorithm) {
        return new Compression(algorithm, DEFAULT_THRESHOLD_BYTES);
    }

    /** The same with another algorithm. */
    public Compression withAlgorithm(CompressionAlgorithm algorithm) {
        return new Compression(algorithm, thresholdBytes);
    }

    /** The same with another size, in bytes, from which payloads are compressed. */
    public Compression withThresholdBytes(int thresholdBytes) {
        return new Compression(algorithm, thresholdBytes);
    }
}
