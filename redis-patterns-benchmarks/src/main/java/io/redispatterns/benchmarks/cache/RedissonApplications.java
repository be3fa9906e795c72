package io.redispatterns.benchmarks.cache;

import java.time.Duration;
import java.util.Map;
import org.redisson.Redisson;
import org.redisson.api.RLocalCachedMap;
import org.redisson.api.RedissonClient;
import org.redisson.api.options.LocalCachedMapOptions;
import org.redisson.client.codec.Codec;
import org.redisson.client.codec.LongCodec;
import org.redisson.codec.CompositeCodec;
import org.redisson.config.Config;
import org.redisson.spring.cache.CacheConfig;
import org.redisson.spring.cache.RedissonSpringCacheManager;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.cache.CacheManager;
import org.springframework.cache.annotation.EnableCaching;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** Redisson: its cache manager for Spring's {@code @Cacheable}, or its map with a local copy, which has no annotation. */
final class RedissonApplications {

    private static final Codec CODEC = new CompositeCodec(LongCodec.INSTANCE, new RedissonPlaceCodec());

    private RedissonApplications() {}

    @Configuration(proxyBeanMethods = false)
    @EnableCaching
    @Import({Client.class, CacheableApplications.SynchronizedPlaces.class})
    static class OnCacheable {

        @Bean
        CacheManager cacheManager(RedissonClient client, @Value("${benchmark.ttl}") Duration ttl) {
            Map<String, CacheConfig> caches = Map.of("places", new CacheConfig(ttl.toMillis(), 0));
            return new RedissonSpringCacheManager(client, caches, CODEC);
        }
    }

    @Configuration(proxyBeanMethods = false)
    @Import(Client.class)
    static class LocalMap {

        @Bean
        Places places(RedissonClient client, Source source) {
            RLocalCachedMap<Long, Place> map = client.getLocalCachedMap(
                    LocalCachedMapOptions.<Long, Place>name("places").codec(CODEC));
            return id -> map.computeIfAbsent(id, source::load);
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class Client {

        @Bean(destroyMethod = "shutdown")
        RedissonClient redissonClient(@Value("${spring.data.redis.port}") int port) {
            Config config = new Config();
            config.useSingleServer().setAddress("redis://127.0.0.1:" + port);
            return Redisson.create(config);
        }
    }
}
