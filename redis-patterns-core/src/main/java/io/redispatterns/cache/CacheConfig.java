package io.redispatterns.cache;

import io.redispatterns.key.Ttl;
import io.redispatterns.key.TtlPolicy;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How a cache behaves.
 *
 * @param ttl how long values stay fresh
 * @param lease how processes agree on who loads
 * @param failSafe what callers get when a load fails
 * @param load how long loads may take and how many there may be
 * @param earlyRefresh when a value is loaded anew while it is still fresh
 * @param near whether copies are kept in this process
 * @param refreshAhead which entries are kept fresh whether somebody reads them then or not
 * @param size how large values may be and how large ones are stored
 * @param tagIndex whether it is noted which entries have a tag, so that they can be listed; costs a round trip for each load of
 *     entries with tags
 * @param scanCount how many keys one step looks at that frees the space of invalidated entries, from 1 to 100,000
 */
public record CacheConfig(
        TtlPolicy ttl,
        LeaseConfig lease,
        FailSafeConfig failSafe,
        LoadConfig load,
        EarlyRefresh earlyRefresh,
        NearCacheConfig near,
        RefreshAheadConfig refreshAhead,
        ValueSizeConfig size,
        boolean tagIndex,
        int scanCount) {

    private static final int MAX_SCAN_COUNT = 100_000;

    public CacheConfig {
        Ttl.of(ttl.max().plus(failSafe.maxStale()));
        if (scanCount < 1 || scanCount > MAX_SCAN_COUNT) {
            throw new IllegalArgumentException("a scan count is from 1 to " + MAX_SCAN_COUNT + ", not " + scanCount);
        }
    }

    /**
     * Values are fresh for 10 minutes less up to a tenth of it, nulls are not kept, failures reach the callers, nothing is
     * refreshed early, no copies are kept in this process, the entries of a tag cannot be listed, and 1,000 keys are looked at in a step.
     */
    public static CacheConfig ofDefaults() {
        return new CacheConfig(
                TtlPolicy.of(Duration.ofMinutes(10)),
                LeaseConfig.ofDefaults(),
                FailSafeConfig.off(),
                LoadConfig.ofDefaults(),
                EarlyRefresh.never(),
                NearCacheConfig.off(),
                RefreshAheadConfig.off(),
                ValueSizeConfig.ofDefaults(),
                false,
                1_000);
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
        private LeaseConfig lease;
        private FailSafeConfig failSafe;
        private LoadConfig load;
        private EarlyRefresh earlyRefresh;
        private NearCacheConfig near;
        private RefreshAheadConfig refreshAhead;
        private ValueSizeConfig size;
        private boolean tagIndex;
        private int scanCount;

        private Builder(CacheConfig config) {
            this.ttl = config.ttl;
            this.lease = config.lease;
            this.failSafe = config.failSafe;
            this.load = config.load;
            this.earlyRefresh = config.earlyRefresh;
            this.near = config.near;
            this.refreshAhead = config.refreshAhead;
            this.size = config.size;
            this.tagIndex = config.tagIndex;
            this.scanCount = config.scanCount;
        }

        /** How long values stay fresh, as a whole. */
        public Builder ttl(TtlPolicy ttl) {
            this.ttl = ttl;
            return this;
        }

        /** The longest time that a value stays fresh. */
        public Builder ttl(Duration ttl) {
            return ttl(this.ttl.withTtl(ttl));
        }

        /** The fraction of that time that may be taken off at random, from 0 to below 1. */
        public Builder jitter(double jitter) {
            return ttl(ttl.withJitter(jitter));
        }

        /** The longest life of a kept null; null for not keeping any. */
        public Builder negativeTtl(@Nullable Duration negativeTtl) {
            return ttl(ttl.withNegativeTtl(negativeTtl));
        }

        /** How processes agree on who loads. */
        public Builder lease(LeaseConfig lease) {
            this.lease = lease;
            return this;
        }

        /** What callers get when a load fails. */
        public Builder failSafe(FailSafeConfig failSafe) {
            this.failSafe = failSafe;
            return this;
        }

        /** How long loads may take and how many there may be. */
        public Builder load(LoadConfig load) {
            this.load = load;
            return this;
        }

        /** When a value is loaded anew while it is still fresh. */
        public Builder earlyRefresh(EarlyRefresh earlyRefresh) {
            this.earlyRefresh = earlyRefresh;
            return this;
        }

        /** Whether copies are kept in this process. */
        public Builder near(NearCacheConfig near) {
            this.near = near;
            return this;
        }

        /** Which entries are kept fresh whether somebody reads them then or not. */
        public Builder refreshAhead(RefreshAheadConfig refreshAhead) {
            this.refreshAhead = refreshAhead;
            return this;
        }

        /** How large values may be and how large ones are stored. */
        public Builder size(ValueSizeConfig size) {
            this.size = size;
            return this;
        }

        /** Whether it is noted which entries have a tag. */
        public Builder tagIndex(boolean tagIndex) {
            this.tagIndex = tagIndex;
            return this;
        }

        /** How many keys one step looks at that frees the space of invalidated entries. */
        public Builder scanCount(int scanCount) {
            this.scanCount = scanCount;
            return this;
        }

        /** The configuration. */
        public CacheConfig build() {
            return new CacheConfig(
                    ttl, lease, failSafe, load, earlyRefresh, near, refreshAhead, size, tagIndex, scanCount);
        }
    }
}
