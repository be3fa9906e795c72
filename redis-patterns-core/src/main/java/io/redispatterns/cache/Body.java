package io.redispatterns.cache;

import org.jspecify.annotations.Nullable;

/**
 * What an entry has behind its header.
 *
 * @param bytes the payload of a value, or what stands for its chunks; null if there is no value
 * @param isChunked whether the payload is in chunks
 */
record Body(byte @Nullable [] bytes, boolean isChunked) {

    /** The bytes of the entry. */
    byte[] entry(Envelope.Facts facts) {
        if (bytes == null) {
            return Envelope.ofNoValue(facts);
        }
        return isChunked ? Envelope.ofChunks(facts, bytes) : Envelope.ofValue(facts, bytes);
    }
}
