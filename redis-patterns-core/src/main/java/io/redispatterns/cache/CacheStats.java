package io.redispatterns.cache;

import java.time.Duration;

/**
 * Counts of a cache since it was made. The counts are read one after the other while the cache is in use, so they may
 * be some calls apart.
 *
 * @param hits reads that found a value
 * @param negativeHits reads that found a kept null
 * @param misses reads that found nothing, or nothing readable, or what is past its ttl
 * @param puts entries written
 * @param evictions entries removed or made stale by invalidations of ids, and entries whose space was freed after those of tags
 *     or of the whole cache
 * @param loads completed loads
 * @param loadFailures loads that threw
 * @param totalLoadTime the time of all loads together, failed ones included
 * @param servedStale values past their ttl given to callers, because loading failed or takes too long
 * @param superseded loaded values not written because of an invalidation or a put during the load
 * @param undecodable entries that could not be read as a value; they are among the misses
 * @param backendFailures operations that Redis did not do
 * @param owedInvalidations invalidations that Redis has not confirmed yet, at the moment
 */
public record CacheStats(
        long hits,
        long negativeHits,
        long misses,
        long puts,
        long evictions,
        long loads,
        long loadFailures,
        Duration totalLoadTime,
        long servedStale,
        long superseded,
        long undecodable,
        long backendFailures,
        long owedInvalidations) {

    /** Nothing has been counted. */
    public static final CacheStats NONE = new CacheStats(0, 0, 0, 0, 0, 0, 0, Duration.ZERO, 0, 0, 0, 0, 0);

    /** Reads that Redis answered: hits of both kinds and misses. */
    public long requests() {
        return hits + negativeHits + misses;
    }

    /** The part of the requests that found an entry, from 0 to 1; 1 if there were none. */
    public double hitRate() {
        return requests() == 0 ? 1 : (double) (hits + negativeHits) / requests();
    }
}
