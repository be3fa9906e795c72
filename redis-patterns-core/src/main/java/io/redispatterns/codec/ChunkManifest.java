package io.redispatterns.codec;

import java.nio.ByteBuffer;
import java.util.zip.CRC32C;

/**
 * What is needed to put a payload together again from its chunks. All chunks have the same size but the last, which has
 * the rest.
 *
 * <pre>
 * byte 0       version, 1
 * 1 to 5 bytes size of the payload in bytes, as a varint
 * 1 to 5 bytes size of a chunk in bytes, as a varint
 * 4 bytes      CRC-32C of the payload, the highest byte first
 * </pre>
 *
 * @param payloadBytes the size of the payload, at least 1 byte
 * @param chunkBytes the size of all chunks but the last, at least 1 byte; there are at most 16,384 chunks
 * @param crc32c the CRC-32C of the payload (RFC 3720, appendix B.4)
 */
public record ChunkManifest(int payloadBytes, int chunkBytes, int crc32c) {

    /** So that a damaged manifest cannot make a reader ask for billions of keys. */
    static final int MAX_CHUNKS = 16_384;

    private static final byte VERSION = 1;
    private static final int VERSION_BYTES = 1;

    public ChunkManifest {
        if (payloadBytes < 1 || chunkBytes < 1) {
            throw new IllegalArgumentException(
                    "a payload and its chunks have at least 1 byte, not " + payloadBytes + " and " + chunkBytes);
        }
        if (chunks(payloadBytes, chunkBytes) > MAX_CHUNKS) {
            throw new IllegalArgumentException("a payload has at most " + MAX_CHUNKS + " chunks, not "
                    + chunks(payloadBytes, chunkBytes) + " of " + chunkBytes + " bytes");
        }
    }

    static ChunkManifest of(byte[] payload, int chunkBytes) {
        return new ChunkManifest(payload.length, chunkBytes, checksum(payload));
    }

    static int checksum(byte[] payload) {
        CRC32C crc = new CRC32C();
        crc.update(payload, 0, payload.length);
        return (int) crc.getValue();
    }

    /** How many chunks there are. */
    public int chunks() {
        return chunks(payloadBytes, chunkBytes);
    }

    private static int chunks(int payloadBytes, int chunkBytes) {
        return (payloadBytes - 1) / chunkBytes + 1;
    }

    /** The index in the payload of the first byte of a chunk, or that of the end for the number of chunks. */
    int start(int chunk) {
        return chunk < chunks() ? chunk * chunkBytes : payloadBytes;
    }

    /** The bytes of the manifest. */
    public byte[] encode() {
        int sizes = Varint.sizeBytes(payloadBytes) + Varint.sizeBytes(chunkBytes);
        byte[] bytes = new byte[VERSION_BYTES + sizes + Integer.BYTES];
        bytes[0] = VERSION;
        int at = Varint.write(payloadBytes, bytes, VERSION_BYTES);
        ByteBuffer.wrap(bytes).putInt(Varint.write(chunkBytes, bytes, at), crc32c);
        return bytes;
    }

    /**
     * The manifest whose bytes are {@code length} bytes of an array, from {@code offset} on.
     *
     * @throws DecodeException if they are not those of a manifest that version 1 can read
     */
    public static ChunkManifest decode(byte[] source, int offset, int length) {
        if (length < VERSION_BYTES || source[offset] != VERSION) {
            throw new DecodeException("not a manifest of version " + VERSION + ": " + length + " bytes", null);
        }
        int end = offset + length;
        int payloadAt = offset + VERSION_BYTES;
        int payloadBytes = Varint.read(source, payloadAt, end);
        int chunkAt = payloadAt + Varint.sizeBytes(payloadBytes);
        int chunkBytes = Varint.read(source, chunkAt, end);
        int crcAt = chunkAt + Varint.sizeBytes(chunkBytes);
        if (end - crcAt != Integer.BYTES) {
            throw new DecodeException("a manifest whose length is wrong: " + length + " bytes", null);
        }
        return checked(payloadBytes, chunkBytes, ByteBuffer.wrap(source).getInt(crcAt));
    }

    private static ChunkManifest checked(int payloadBytes, int chunkBytes, int crc32c) {
        try {
            return new ChunkManifest(payloadBytes, chunkBytes, crc32c);
        } catch (IllegalArgumentException e) {
            throw new DecodeException("a manifest that cannot be", e);
        }
    }
}
