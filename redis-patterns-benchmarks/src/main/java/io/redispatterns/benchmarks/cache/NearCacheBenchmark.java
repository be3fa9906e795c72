package io.redispatterns.benchmarks.cache;

import com.github.benmanes.caffeine.cache.Caffeine;
import io.redispatterns.RedisPatterns;
import io.redispatterns.backend.embedded.EmbeddedGateway;
import io.redispatterns.cache.Cache;
import io.redispatterns.cache.CacheConfig;
import io.redispatterns.cache.ContextLoader;
import io.redispatterns.cache.EarlyRefresh;
import io.redispatterns.cache.NearCacheConfig;
import io.redispatterns.codec.StringCodec;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** What the checks of a near cache cost: a hit beside one of the Caffeine that it stands on. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(2)
public class NearCacheBenchmark {

    /** A power of two. */
    private static final int IDS = 1_024;

    private static final long WARM_UP_NANOS = TimeUnit.SECONDS.toNanos(10);

    private final String[] ids = new String[IDS];
    private final ContextLoader<String> loader = (id, context) -> "value of " + id;
    private com.github.benmanes.caffeine.cache.Cache<String, String> caffeine;
    private RedisPatterns patterns;
    private Cache<String> cache;
    private Cache<String> refreshed;
    private int next;

    /** Fills the caches, and fails if the near caches do not answer. */
    @Setup
    public void fill() {
        caffeine = Caffeine.newBuilder().maximumSize(10_000).build();
        patterns = RedisPatterns.on(EmbeddedGateway.open())
                .namespace("benchmark")
                .closeGateway(true)
                .build();
        NearCacheConfig near = NearCacheConfig.custom().ttl(Duration.ofHours(1)).build();
        CacheConfig.Builder config =
                CacheConfig.custom().ttl(Duration.ofHours(1)).near(near);
        cache = patterns.cache("plain", StringCodec.INSTANCE, config.build());
        refreshed = patterns.cache(
                "refreshed",
                StringCodec.INSTANCE,
                config.earlyRefresh(EarlyRefresh.xFetch(1)).build());
        for (int i = 0; i < IDS; i++) {
            ids[i] = "place:" + i;
            caffeine.put(ids[i], "value of " + ids[i]);
        }
        warmUp(cache);
        warmUp(refreshed);
    }

    private void warmUp(Cache<String> filled) {
        long end = System.nanoTime() + WARM_UP_NANOS;
        long before;
        do {
            if (System.nanoTime() - end > 0) {
                throw new IllegalStateException("the near cache does not answer: " + filled.stats());
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(10));
            before = filled.stats().nearHits();
            for (String id : ids) {
                filled.get(id, loader);
            }
        } while (filled.stats().nearHits() - before < IDS);
    }

    /** Ends it. */
    @TearDown
    public void close() {
        patterns.close();
    }

    private String id() {
        return ids[next++ & (IDS - 1)];
    }

    /** A hit of Caffeine alone. */
    @Benchmark
    public @Nullable String caffeine() {
        return caffeine.getIfPresent(id());
    }

    /** A hit of a near cache. */
    @Benchmark
    public @Nullable String near() {
        return cache.get(id(), loader);
    }

    /** A hit of a near cache, with the draw of an early refresh. */
    @Benchmark
    public @Nullable String nearWithEarlyRefresh() {
        return refreshed.get(id(), loader);
    }
}
