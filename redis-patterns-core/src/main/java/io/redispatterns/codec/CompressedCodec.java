package io.redispatterns.codec;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The payload of another codec behind a byte that says how it is compressed; the length before compression and the
 * compressed block follow, or the plain bytes for 0.
 *
 * <p>Payloads below the threshold, those above 64 MiB, and those that do not get smaller are stored plain. No more than
 * 64 MiB is ever decompressed, so that a small forged payload cannot fill the memory.
 *
 * @param <T> the type of the values
 */
public final class CompressedCodec<T> implements Codec<T> {

    static final int MAX_PLAIN_BYTES = 64 * 1024 * 1024;

    private static final int ID_BYTES = 1;

    private final Codec<T> codec;
    private final Compression compression;
    private final @Nullable BlockCompressor compressor;

    private CompressedCodec(Codec<T> codec, Compression compression, @Nullable BlockCompressor compressor) {
        this.codec = codec;
        this.compression = compression;
        this.compressor = compressor;
    }

    /**
     * A codec that compresses the payloads of another one.
     *
     * @throws IllegalArgumentException if the library that compresses cannot be used
     */
    public static <T> CompressedCodec<T> of(Codec<T> codec, Compression compression) {
        try {
            return new CompressedCodec<>(
                    codec, compression, compression.algorithm().load());
        } catch (LinkageError e) {
            throw new IllegalArgumentException(compression.algorithm().cure(), e);
        }
    }

    @Override
    public byte[] encode(T value) {
        byte[] plain = codec.encode(value);
        return compressor == null || plain.length < compression.thresholdBytes() || plain.length > MAX_PLAIN_BYTES
                ? stored(plain)
                : compressed(compressor, plain);
    }

    private byte[] compressed(BlockCompressor compressor, byte[] plain) {
        int header = ID_BYTES + Varint.sizeBytes(plain.length);
        byte[] target = new byte[header + compressor.maxCompressedBytes(plain.length)];
        target[0] = compression.algorithm().id();
        Varint.write(plain.length, target, ID_BYTES);
        int end = header + compressor.compress(plain, target, header);
        return end < ID_BYTES + plain.length ? Arrays.copyOf(target, end) : stored(plain);
    }

    private static byte[] stored(byte[] plain) {
        byte[] target = new byte[ID_BYTES + plain.length];
        target[0] = CompressionAlgorithm.NONE.id();
        System.arraycopy(plain, 0, target, ID_BYTES, plain.length);
        return target;
    }

    @Override
    public T decode(byte[] source, int offset, int length) {
        if (length < ID_BYTES) {
            throw new DecodeException("a payload without a byte for its compression", null);
        }
        CompressionAlgorithm algorithm = CompressionAlgorithm.of(source[offset]);
        BlockCompressor decompressor = load(algorithm);
        return decompressor == null
                ? codec.decode(source, offset + ID_BYTES, length - ID_BYTES)
                : codec.decode(decompress(decompressor, source, offset + ID_BYTES, offset + length));
    }

    private static @Nullable BlockCompressor load(CompressionAlgorithm algorithm) {
        try {
            return algorithm.load();
        } catch (LinkageError e) {
            throw new DecodeException(algorithm.cure(), e);
        }
    }

    private static byte[] decompress(BlockCompressor decompressor, byte[] source, int offset, int end) {
        int plainBytes = Varint.read(source, offset, end);
        if (plainBytes > MAX_PLAIN_BYTES) {
            throw new DecodeException(
                    "a payload of " + plainBytes + " bytes before compression, above " + MAX_PLAIN_BYTES, null);
        }
        int block = offset + Varint.sizeBytes(plainBytes);
        byte[] plain = new byte[plainBytes];
        int got = fill(decompressor, source, block, end - block, plain);
        if (got != plainBytes) {
            throw new DecodeException("a block of " + got + " bytes where " + plainBytes + " are announced", null);
        }
        return plain;
    }

    private static int fill(BlockCompressor decompressor, byte[] source, int offset, int length, byte[] plain) {
        try {
            return decompressor.decompress(source, offset, length, plain);
        } catch (RuntimeException e) {
            throw new DecodeException("a damaged block of " + length + " bytes", e);
        }
    }
}
