package io.redispatterns.cache;

import io.redispatterns.key.TtlPolicy;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How a cache behaves.
 *
 * @param ttl how long entries live
 * @param scanCount how many keys one step of {@link Cache#clear()} looks at, from 1 to 100,000
 */
public record CacheConfig(TtlPolicy ttl, int scanCount) {

    private static final int MAX_SCAN_COUNT = 100_000;

    public CacheConfig {
        if (scanCount < 1 || scanCount > MAX_SCAN_COUNT) {
            throw new IllegalArgumentException("a scan count is from 1 to " + MAX_SCAN_COUNT + ", not " + scanCount);
        }
    }

    /** Entries live for 10 minutes less up to a tenth of it, nulls are not kept, clearing looks at 1,000 keys a step. */
    public static CacheConfig ofDefaults() {
        return new CacheConfig(TtlPolicy.of(Duration.ofMinutes(10)), 1_000);
    }

    /** A builder that starts from the defaults. */
    public static Builder custom() {
        return from(ofDefaults());
    }

    /** A builder that starts from another configuration. */
    public static Builder from(CacheConfig config) {
        return new Builder(config);
    }

    /** Builds a configuration. Each setting is checked by itself when it is made; not safe for many threads. */
    public static final class Builder {

        private TtlPolicy ttl;
        private int scanCount;

        private Builder(CacheConfig config) {
            this.ttl = config.ttl;
            this.scanCount = config.scanCount;
        }

        /** How long entries live, as a whole. */
        public Builder ttl(TtlPolicy ttl) {
            this.ttl = ttl;
            return this;
        }

        /** The longest life of a value. */
        public Builder ttl(Duration ttl) {
            return ttl(this.ttl.withTtl(ttl));
        }

        /** The fraction of a life that may be taken off at random, from 0 to below 1. */
        public Builder jitter(double jitter) {
            return ttl(ttl.withJitter(jitter));
        }

        /** The longest life of a kept null; null for not keeping any. */
        public Builder negativeTtl(@Nullable Duration negativeTtl) {
            return ttl(ttl.withNegativeTtl(negativeTtl));
        }

        /** How many keys one step of a clear looks at. */
        public Builder scanCount(int scanCount) {
            this.scanCount = scanCount;
            return this;
        }

        /** The configuration. */
        public CacheConfig build() {
            return new CacheConfig(ttl, scanCount);
        }
    }
}
