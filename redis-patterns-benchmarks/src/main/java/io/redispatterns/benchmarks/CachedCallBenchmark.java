package io.redispatterns.benchmarks;

import io.redispatterns.spring.annotation.Cached;
import java.io.IOException;
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
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.cache.annotation.Cacheable;
import org.springframework.cache.annotation.EnableCaching;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.data.redis.cache.RedisCacheConfiguration;
import org.springframework.data.redis.serializer.JacksonJsonRedisSerializer;
import org.springframework.data.redis.serializer.RedisSerializationContext.SerializationPair;

/**
 * A call of a cached method that is always a hit, for a record of some 300 bytes of JSON: {@code @Cached} on the embedded engine and
 * on a real Redis, against Spring's {@code @Cacheable} with Boot's Redis cache (JSON too) on the same real Redis over loopback.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(2)
public class CachedCallBenchmark {

    /** Who caches. */
    public enum Contender {
        CACHED_EMBEDDED,
        CACHED_REDIS,
        CACHEABLE_REDIS
    }

    /** Who caches in this run. */
    @Param
    public Contender contender;

    private RedisServerProcess redis;
    private ConfigurableApplicationContext context;
    private Places places;

    /** A record of some 300 bytes as JSON. */
    public record Place(
            long id,
            String name,
            String country,
            String description,
            double longitude,
            double latitude,
            long population,
            List<String> tags) {}

    /** What the contenders cache. */
    public interface Places {
        /** Returns a place. */
        Place find(long id);
    }

    static class CachedPlaces implements Places {
        @Override
        @Cached(cache = "places", key = "#id", ttl = "1h")
        public Place find(long id) {
            return place(id);
        }
    }

    static class CacheablePlaces implements Places {
        @Override
        @Cacheable(cacheNames = "places", key = "#id")
        public Place find(long id) {
            return place(id);
        }
    }

    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    static class CachedApplication {
        @Bean
        Places places() {
            return new CachedPlaces();
        }
    }

    @Configuration(proxyBeanMethods = false)
    @EnableCaching
    @EnableAutoConfiguration(excludeName = "io.redispatterns.spring.autoconfigure.RedisPatternsAutoConfiguration")
    static class CacheableApplication {
        @Bean
        Places places() {
            return new CacheablePlaces();
        }

        @Bean
        RedisCacheConfiguration redisCacheConfiguration() {
            return RedisCacheConfiguration.defaultCacheConfig()
                    .serializeValuesWith(
                            SerializationPair.fromSerializer(new JacksonJsonRedisSerializer<>(Place.class)));
        }
    }

    /** Starts the contender's application, and a real Redis where it needs one. */
    @Setup
    public void start() throws IOException, InterruptedException {
        redis = RedisServerProcess.start("redis-server");
        String backend = contender == Contender.CACHED_EMBEDDED ? "embedded" : "redis";
        Class<?> application =
                contender == Contender.CACHEABLE_REDIS ? CacheableApplication.class : CachedApplication.class;
        try {
            context = run(application, backend);
        } catch (RuntimeException e) {
            redis.close();
            throw e;
        }
        places = context.getBean(Places.class);
        places.find(1);
    }

    private ConfigurableApplicationContext run(Class<?> application, String backend) {
        return new SpringApplicationBuilder(application)
                .properties(
                        "spring.data.redis.port=" + redis.port(),
                        "redis-patterns.backend=" + backend,
                        "spring.cache.type=redis",
                        "logging.level.root=warn")
                .run();
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

    private static Place place(long id) {
        return new Place(
                id,
                "Lisbon",
                "PT",
                "The capital and largest city of Portugal, on seven hills above the estuary of the Tagus; "
                        + "older than Rome, rebuilt after the earthquake of 1755.",
                -9.13333,
                38.71667,
                517_802,
                List.of("capital", "port", "atlantic", "trams"));
    }
}
