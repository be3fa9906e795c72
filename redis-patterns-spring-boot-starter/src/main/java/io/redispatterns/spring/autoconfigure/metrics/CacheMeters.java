package io.redispatterns.spring.autoconfigure.metrics;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.TimeGauge;
import io.micrometer.core.instrument.binder.cache.CacheMeterBinder;
import io.redispatterns.cache.Cache;
import io.redispatterns.cache.CacheStats;
import java.util.concurrent.TimeUnit;
import java.util.function.ToDoubleFunction;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * The meters of one cache, under the names that caches have in Micrometer: {@code cache.gets}, {@code cache.puts},
 * {@code cache.evictions}, {@code cache.load}, {@code cache.load.duration}; and for what else happens
 * {@code cache.stale.served}, {@code cache.fills.refused}, {@code cache.entries.undecodable},
 * {@code cache.backend.failures}, {@code cache.invalidations.owed}, and {@code cache.near.hits} if it has a near cache. There
 * is no {@code cache.size}: Redis does not count the keys of a cache.
 */
final class CacheMeters extends CacheMeterBinder<Cache<?>> {

    CacheMeters(String name, Cache<?> cache) {
        super(cache, name, Tags.of("name", name, "cache.manager", "redisPatterns"));
    }

    @Override
    protected @Nullable Long size() {
        return null;
    }

    @Override
    protected long hitCount() {
        return count(stats -> stats.hits() + stats.negativeHits());
    }

    @Override
    protected Long missCount() {
        return count(CacheStats::misses);
    }

    @Override
    protected Long evictionCount() {
        return count(CacheStats::evictions);
    }

    @Override
    protected long putCount() {
        return count(CacheStats::puts);
    }

    @Override
    protected void bindImplementationSpecificMetrics(MeterRegistry registry) {
        Cache<?> cache = getCache();
        if (cache == null) {
            return;
        }
        TimeGauge.builder(
                        "cache.load.duration",
                        cache,
                        TimeUnit.NANOSECONDS,
                        counted -> counted.stats().totalLoadTime().toNanos())
                .tags(getTagsWithCacheName())
                .description("The time the cache has spent loading new values")
                .register(registry);
        counter("cache.load", "Loads by their outcome", CacheStats::loads, cache, "result", "success")
                .register(registry);
        counter("cache.load", "Loads by their outcome", CacheStats::loadFailures, cache, "result", "failure")
                .register(registry);
        counter(
                        "cache.stale.served",
                        "Old values served because loading failed or took too long",
                        CacheStats::servedStale,
                        cache)
                .register(registry);
        counter(
                        "cache.fills.refused",
                        "Loaded values that an invalidation kept from being stored",
                        CacheStats::superseded,
                        cache)
                .register(registry);
        counter("cache.entries.undecodable", "Entries that could not be read", CacheStats::undecodable, cache)
                .register(registry);
        counter("cache.backend.failures", "Operations that Redis did not do", CacheStats::backendFailures, cache)
                .register(registry);
        Gauge.builder(
                        "cache.invalidations.owed",
                        cache,
                        counted -> counted.stats().owedInvalidations())
                .tags(getTagsWithCacheName())
                .description("Invalidations that Redis has not confirmed yet")
                .register(registry);
        if (cache.config().near().enabled()) {
            counter("cache.near.hits", "Hits without a look at Redis", CacheStats::nearHits, cache)
                    .register(registry);
        }
    }

    private FunctionCounter.Builder<Cache<?>> counter(
            String name, String description, ToDoubleFunction<CacheStats> count, Cache<?> cache, String... tags) {
        return FunctionCounter.<Cache<?>>builder(name, cache, counted -> count.applyAsDouble(counted.stats()))
                .tags(getTagsWithCacheName())
                .tags(tags)
                .description(description);
    }

    private long count(ToLongFunction<CacheStats> part) {
        Cache<?> cache = getCache();
        return cache == null ? 0 : part.applyAsLong(cache.stats());
    }
}
