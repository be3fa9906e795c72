package io.redispatterns.spring.autoconfigure;

import io.redispatterns.spring.cache.CacheSettings;
import io.redispatterns.spring.warming.WarmingSettings;
import io.redispatterns.spring.writebehind.WriteBehindSettings;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.NestedConfigurationProperty;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The settings of the patterns.
 *
 * @param namespace First segment of every key. By default spring.application.name in lower case, or "app".
 * @param backend What the data is kept in. By default a Redis server if spring.data.redis.* or a connection bean points
 *     to one, else the engine in this process.
 * @param commandTimeout How long a reply of the Redis server is waited for. By default spring.data.redis.timeout, or 1
 *     second.
 * @param circuitBreaker When calls to a failing Redis server are stopped.
 * @param embedded The engine in this process.
 * @param cache The caches.
 * @param writeBehind The write-behinds.
 */
@ConfigurationProperties("redis-patterns")
public record RedisPatternsProperties(
        @Nullable String namespace,
        @Nullable Backend backend,
        @Nullable Duration commandTimeout,
        @DefaultValue CircuitBreaker circuitBreaker,
        @DefaultValue Embedded embedded,
        @DefaultValue Cache cache,
        @DefaultValue WriteBehinds writeBehind) {

    /**
     * When calls to a failing Redis server are stopped.
     *
     * @param enabled Whether they are stopped at all.
     * @param failureRateThreshold Percentage of failed calls in the window that opens the circuit.
     * @param slidingWindowSize Number of last calls that are looked at.
     * @param minimumCalls Number of calls needed before the rate counts.
     * @param openDuration How long calls are refused before some are let through again.
     * @param probes Number of calls let through to find out whether Redis is back.
     */
    public record CircuitBreaker(
            @DefaultValue("true") boolean enabled,
            @DefaultValue("50") float failureRateThreshold,
            @DefaultValue("20") int slidingWindowSize,
            @DefaultValue("5") int minimumCalls,
            @DefaultValue("5s") Duration openDuration,
            @DefaultValue("3") int probes) {}

    /**
     * The engine in this process.
     *
     * @param directives Directives of the engine under their names in redis.conf, such as maxmemory.
     */
    public record Embedded(@DefaultValue Map<String, String> directives) {}

    /**
     * The write-behinds.
     *
     * @param defaults What holds for every write-behind.
     * @param named What holds for single write-behinds, by name.
     */
    public record WriteBehinds(
            @DefaultValue @NestedConfigurationProperty WriteBehindSettings defaults,
            Map<String, WriteBehindSettings> named) {

        public WriteBehinds {
            named = named == null ? Map.of() : Map.copyOf(named);
        }
    }

    /**
     * The caches.
     *
     * @param responseHeader Response header that says HIT if every cache read of a request found its entry, else MISS,
     *     such as X-Cache. Not sent by default.
     * @param syncCacheable Whether Spring's @Cacheable methods load once for all callers, as with sync = true, wherever
     *     that is possible.
     * @param defaults What holds for every cache.
     * @param caches What holds for single caches, by name; wins over their annotations.
     * @param warming What holds for single warmings, by name; wins over their annotations.
     */
    public record Cache(
            @Nullable String responseHeader,
            @DefaultValue("true") boolean syncCacheable,
            @DefaultValue @NestedConfigurationProperty CacheSettings defaults,
            Map<String, CacheSettings> caches,
            Map<String, WarmingSettings> warming) {

        public Cache {
            caches = caches == null ? Map.of() : Map.copyOf(caches);
            warming = warming == null ? Map.of() : Map.copyOf(warming);
        }
    }
}
