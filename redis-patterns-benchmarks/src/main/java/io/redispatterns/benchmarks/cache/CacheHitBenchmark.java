package io.redispatterns.benchmarks.cache;

import io.redispatterns.benchmarks.RedisServerProcess;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;
import org.springframework.context.ConfigurableApplicationContext;

/** A call of a cached method that is always a hit. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(2)
public class CacheHitBenchmark {

    private static final int CALLS = 1_000;

    /** Who caches in this run. */
    @Param({
        "CACHED_NEAR",
        "CACHEABLE_CAFFEINE",
        "JETCACHE_TWO_LEVEL",
        "REDISSON_LOCAL_MAP",
        "CACHED_EMBEDDED",
        "LETTUCE",
        "CACHED_REDIS",
        "CACHEABLE_REDIS",
        "JETCACHE_REMOTE",
        "REDISSON_CACHEABLE"
    })
    public Contender contender;

    private RedisServerProcess redis;
    private ConfigurableApplicationContext context;
    private Places places;

    /** Starts a real Redis and the contender's application, and fails if its hits do not come from where they should. */
    @Setup
    public void start() throws IOException, InterruptedException {
        redis = RedisServerProcess.start("redis-server");
        try {
            Source source = new Source(Duration.ZERO);
            context = contender.start(redis.port(), source, Duration.ofHours(1), List.of());
            places = context.getBean(Places.class);
            checkHits(source);
        } catch (RuntimeException e) {
            redis.close();
            throw e;
        }
    }

    private void checkHits(Source source) throws IOException, InterruptedException {
        hit();
        hit();
        long before = commands();
        for (int i = 0; i < CALLS; i++) {
            hit();
        }
        long each = (commands() - before) / CALLS;
        if (source.takeLoads() != 1 || contender.isRemote() != each > 0) {
            throw new IllegalStateException(contender + " does not hit as it should: " + each + " commands a call");
        }
    }

    private long commands() throws IOException, InterruptedException {
        return redis.info("stats", "total_commands_processed");
    }

    /** Stops what was started. */
    @TearDown
    public void stop() {
        context.close();
        redis.close();
    }

    /** One hit. */
    @Benchmark
    public Place hit() {
        return places.find(1);
    }
}
