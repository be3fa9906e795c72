package io.redispatterns.codec;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A payload in pieces, for payloads that are better not one value of Redis. Chunks of two payloads that were mixed, by
 * two writers at once or by one that ended halfway, are found out when they are joined.
 *
 * @param manifest how to put the pieces together
 * @param chunks the pieces in their order; one that is missing is left out, and found out when they are joined
 */
public record Chunks(ChunkManifest manifest, List<byte[]> chunks) {

    public Chunks {
        chunks = List.copyOf(chunks);
    }

    /**
     * Splits a payload of at least 1 byte into chunks of at most so many bytes.
     *
     * @throws IllegalArgumentException if there would be more than 16,384 of them
     */
    public static Chunks split(byte[] payload, int chunkBytes) {
        ChunkManifest manifest = ChunkManifest.of(payload, chunkBytes);
        List<byte[]> chunks = new ArrayList<>(manifest.chunks());
        for (int i = 0; i < manifest.chunks(); i++) {
            chunks.add(Arrays.copyOfRange(payload, manifest.start(i), manifest.start(i + 1)));
        }
        return new Chunks(manifest, chunks);
    }

    /**
     * Joins the pieces to the payload.
     *
     * @throws DecodeException if they are not all there, not of the right sizes, or not those of the manifest
     */
    public byte[] join() {
        requireSizes();
        byte[] payload = new byte[manifest.payloadBytes()];
        for (int i = 0; i < chunks.size(); i++) {
            System.arraycopy(chunks.get(i), 0, payload, manifest.start(i), chunks.get(i).length);
        }
        if (ChunkManifest.checksum(payload) != manifest.crc32c()) {
            throw new DecodeException("chunks with another checksum than their manifest", null);
        }
        return payload;
    }

    /** Before anything is allocated: what a manifest says may be a lie, what is there is not. */
    private void requireSizes() {
        if (chunks.size() != manifest.chunks()) {
            throw new DecodeException(chunks.size() + " chunks instead of " + manifest.chunks(), null);
        }
        for (int i = 0; i < chunks.size(); i++) {
            int expected = manifest.start(i + 1) - manifest.start(i);
            if (chunks.get(i).length != expected) {
                throw new DecodeException(
                        "chunk " + i + " has " + chunks.get(i).length + " bytes instead of " + expected, null);
            }
        }
    }
}
