package io.redispatterns.benchmarks.cache;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.springframework.boot.Banner;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

/** Who caches. All of them keep the value as JSON written by Jackson, on a real Redis over loopback unless they say otherwise. */
public enum Contender {

    /** {@code @Cached} with a near cache in front. */
    CACHED_NEAR(false),

    /** {@code @Cached} on the embedded engine, without Redis. */
    CACHED_EMBEDDED(false),

    /** {@code @Cached}. */
    CACHED_REDIS(true),

    /** Spring's {@code @Cacheable(sync = true)} with Caffeine, which keeps objects, without Redis. */
    CACHEABLE_CAFFEINE(false),

    /** Spring's {@code @Cacheable} with Boot's Redis cache. */
    CACHEABLE_REDIS(true),

    /** Spring's {@code @Cacheable(sync = true)} with Boot's Redis cache. */
    CACHEABLE_REDIS_SYNC(true),

    /** JetCache's {@code @Cached} with protection against penetration, Caffeine in front. */
    JETCACHE_TWO_LEVEL(false),

    /** JetCache's {@code @Cached} with protection against penetration. */
    JETCACHE_REMOTE(true),

    /** Spring's {@code @Cacheable(sync = true)} with Redisson's cache manager. */
    REDISSON_CACHEABLE(true),

    /** Redisson's map with a local copy; there is no annotation for it. */
    REDISSON_LOCAL_MAP(false),

    /** A GET with Lettuce and Jackson, which is what every remote hit does at least. */
    LETTUCE(true);

    private static final int NEAR_ENTRIES = 10_000;

    private final boolean remote;

    Contender(boolean remote) {
        this.remote = remote;
    }

    /** Whether its hits come from Redis. */
    boolean isRemote() {
        return remote;
    }

    /**
     * Starts the contender's application.
     *
     * @param port of the Redis on 127.0.0.1
     * @param source what the contender caches
     * @param ttl how long entries live, where that can be set
     * @param more properties, which win
     * @return the application, with a {@link Places}
     */
    ConfigurableApplicationContext start(int port, Source source, Duration ttl, List<String> more) {
        List<String> properties = new ArrayList<>(properties());
        properties.add("spring.data.redis.host=127.0.0.1");
        properties.add("spring.data.redis.port=" + port);
        properties.add("benchmark.ttl=" + ttl.toMillis() + "ms");
        properties.add("logging.level.root=warn");
        properties.addAll(more);
        return new SpringApplicationBuilder(application())
                .web(WebApplicationType.NONE)
                .bannerMode(Banner.Mode.OFF)
                .properties(properties.toArray(String[]::new))
                .initializers(context -> context.getBeanFactory().registerSingleton("source", source))
                .run();
    }

    private Class<?> application() {
        return switch (this) {
            case CACHED_NEAR, CACHED_EMBEDDED, CACHED_REDIS -> CachedApplication.class;
            case CACHEABLE_REDIS -> CacheableApplications.Unsynchronized.class;
            case CACHEABLE_CAFFEINE, CACHEABLE_REDIS_SYNC -> CacheableApplications.Synchronized.class;
            case JETCACHE_TWO_LEVEL -> JetCacheApplications.TwoLevel.class;
            case JETCACHE_REMOTE -> JetCacheApplications.Remote.class;
            case REDISSON_CACHEABLE -> RedissonApplications.OnCacheable.class;
            case REDISSON_LOCAL_MAP -> RedissonApplications.LocalMap.class;
            case LETTUCE -> LettuceApplication.class;
        };
    }

    private List<String> properties() {
        return switch (this) {
            case CACHED_NEAR -> NearCache.properties(NEAR_ENTRIES);
            case CACHED_EMBEDDED -> List.of("redis-patterns.backend=embedded");
            case CACHED_REDIS -> List.of("redis-patterns.backend=redis");
            case CACHEABLE_CAFFEINE ->
                List.of(
                        "spring.cache.type=caffeine",
                        "spring.cache.caffeine.spec=maximumSize=10000,expireAfterWrite=1h");
            case CACHEABLE_REDIS, CACHEABLE_REDIS_SYNC -> List.of("spring.cache.type=redis");
            case JETCACHE_TWO_LEVEL, JETCACHE_REMOTE, REDISSON_CACHEABLE, REDISSON_LOCAL_MAP, LETTUCE -> List.of();
        };
    }
}
