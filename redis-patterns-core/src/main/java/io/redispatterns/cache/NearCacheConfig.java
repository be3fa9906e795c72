package io.redispatterns.cache;

import java.time.Duration;

/**
 * Whether and how a cache keeps copies of what it has read in this process, in front of Redis.
 *
 * <p>A copy is dropped as soon as Redis tells that its entry has changed. Should that fail to arrive, because the connection
 * has died without anybody's noticing, copies are served for {@code maxStaleness} at most, and Redis is read after that.
 *
 * @param enabled whether it does
 * @param maxEntries how many copies are kept, those that are asked for most; 0 if their weight is what counts
 * @param maxWeightBytes how much the copies may weigh together, each by the bytes of its entry in Redis and of its id; 0 if
 *     their number is what counts
 * @param ttl how long a copy is used before Redis is asked again; never longer than the entry stays fresh
 * @param maxStaleness for how long a value may be served after it was changed elsewhere, in the worst case; at least 20 ms. A
 *     quarter of it is the time between two questions to Redis, whether everything has been told
 * @param decodesEachTime whether every caller gets a value of its own, decoded for it; else callers share one object, which
 *     they must not change
 */
public record NearCacheConfig(
        boolean enabled,
        long maxEntries,
        long maxWeightBytes,
        Duration ttl,
        Duration maxStaleness,
        boolean decodesEachTime) {

    private static final Duration LEAST_STALENESS = Duration.ofMillis(20);
    private static final Duration LONGEST = Duration.ofDays(365);

    public NearCacheConfig {
        if (maxEntries < 0 || maxWeightBytes < 0 || (maxEntries > 0) == (maxWeightBytes > 0)) {
            throw new IllegalArgumentException(
                    "a near cache is bounded by a number of entries or by a weight in bytes, not by " + maxEntries
                            + " and " + maxWeightBytes);
        }
        if (ttl.compareTo(Duration.ofMillis(1)) < 0 || ttl.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException("the ttl of a near cache is from 1 ms to 365 days, not " + ttl);
        }
        if (maxStaleness.compareTo(LEAST_STALENESS) < 0 || maxStaleness.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException(
                    "the staleness of a near cache is from " + LEAST_STALENESS + " to 365 days, not " + maxStaleness);
        }
    }

    /** No copies. */
    public static NearCacheConfig off() {
        return custom().enabled(false).build();
    }

    /** Up to 10,000 shared copies for a minute, at most 2 seconds stale. */
    public static NearCacheConfig ofDefaults() {
        return new NearCacheConfig(true, 10_000, 0, Duration.ofMinutes(1), Duration.ofSeconds(2), false);
    }

    /** A builder that starts from the defaults. */
    public static Builder custom() {
        return from(ofDefaults());
    }

    /** A builder that starts from another configuration. */
    public static Builder from(NearCacheConfig config) {
        return new Builder(config);
    }

    /** Builds a configuration; not safe for many threads. */
    public static final class Builder {

        private boolean enabled;
        private long maxEntries;
        private long maxWeightBytes;
        private Duration ttl;
        private Duration maxStaleness;
        private boolean decodesEachTime;

        private Builder(NearCacheConfig config) {
            this.enabled = config.enabled;
            this.maxEntries = config.maxEntries;
            this.maxWeightBytes = config.maxWeightBytes;
            this.ttl = config.ttl;
            this.maxStaleness = config.maxStaleness;
            this.decodesEachTime = config.decodesEachTime;
        }

        /** Whether copies are kept. */
        public Builder enabled(boolean enabled) {
            this.enabled = enabled;
            return this;
        }

        /** Bounds the copies by their number. */
        public Builder maxEntries(long maxEntries) {
            this.maxEntries = maxEntries;
            this.maxWeightBytes = 0;
            return this;
        }

        /** Bounds the copies by their weight. */
        public Builder maxWeightBytes(long maxWeightBytes) {
            this.maxWeightBytes = maxWeightBytes;
            this.maxEntries = 0;
            return this;
        }

        /** How long a copy is used. */
        public Builder ttl(Duration ttl) {
            this.ttl = ttl;
            return this;
        }

        /** For how long a value may be served after it was changed elsewhere, in the worst case. */
        public Builder maxStaleness(Duration maxStaleness) {
            this.maxStaleness = maxStaleness;
            return this;
        }

        /** Whether every caller gets a value of its own. */
        public Builder decodesEachTime(boolean decodesEachTime) {
            this.decodesEachTime = decodesEachTime;
            return this;
        }

        /** The configuration. */
        public NearCacheConfig build() {
            return new NearCacheConfig(enabled, maxEntries, maxWeightBytes, ttl, maxStaleness, decodesEachTime);
        }
    }
}
