package io.redispatterns.cache;

import java.util.concurrent.ThreadLocalRandom;

/**
 * The right to load an entry and to write what was loaded, as long as it stands: Rajesh Nishtala et al., "Scaling
 * Memcache at Facebook", NSDI 2013. It ends with the write, with any invalidation or write by others, and if its holder
 * dies.
 *
 * @param id of the entry
 * @param token who holds it
 * @param generation as of which the holder loads
 */
record Lease(String id, long token, long generation) {

    static Lease draw(String id, long generation) {
        long token;
        do {
            token = ThreadLocalRandom.current().nextLong();
        } while (token == Envelope.NO_TOKEN || token == Envelope.FAILED_TOKEN);
        return new Lease(id, token, generation);
    }

    byte[] tokenBytes() {
        byte[] bytes = new byte[Long.BYTES];
        for (int i = 0; i < Long.BYTES; i++) {
            bytes[i] = (byte) (token >>> (Long.SIZE - Byte.SIZE * (i + 1)));
        }
        return bytes;
    }
}
