package io.redispatterns.spring.cache;

import io.redispatterns.cache.CacheConfig;
import io.redispatterns.spring.RedisPatternsConfigurationException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What has been said about a cache in one place. Null means that nothing was said.
 *
 * @param ttl how long values are kept
 * @param negativeTtl how long it is kept that there is no value, zero for not at all
 * @param jitter the fraction of a life that may be taken off at random
 */
public record CacheSettings(
        @Nullable Duration ttl,
        @Nullable Duration negativeTtl,
        @Nullable Double jitter) {

    /** Nothing is said. */
    public static final CacheSettings NONE = new CacheSettings(null, null, null);

    /** These settings, and the others for what they leave open. */
    CacheSettings orElse(CacheSettings others) {
        return new CacheSettings(
                ttl != null ? ttl : others.ttl,
                negativeTtl != null ? negativeTtl : others.negativeTtl,
                jitter != null ? jitter : others.jitter);
    }

    /** These settings, with nulls kept as long as values if nothing was said about them. */
    CacheSettings keepingNulls(Duration defaultTtl) {
        return negativeTtl != null ? this : new CacheSettings(ttl, ttl != null ? ttl : defaultTtl, jitter);
    }

    /**
     * The configuration of a cache, with the core's defaults for what is still open.
     *
     * @param place where the settings are from, for the message if they cannot be
     */
    CacheConfig toConfig(String place) {
        try {
            CacheConfig.Builder config = CacheConfig.custom();
            if (ttl != null) {
                config.ttl(ttl);
            }
            if (negativeTtl != null) {
                config.negativeTtl(negativeTtl.isZero() ? null : negativeTtl);
            }
            if (jitter != null) {
                config.jitter(jitter);
            }
            return config.build();
        } catch (IllegalArgumentException e) {
            throw new RedisPatternsConfigurationException(
                    place + ": " + e.getMessage(),
                    "Correct redis-patterns.cache.defaults, redis-patterns.cache.caches.<name> or the @Cached methods.",
                    e);
        }
    }
}
