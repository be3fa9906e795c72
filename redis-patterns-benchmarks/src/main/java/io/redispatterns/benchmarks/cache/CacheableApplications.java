package io.redispatterns.benchmarks.cache;

import java.time.Duration;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.cache.annotation.Cacheable;
import org.springframework.cache.annotation.EnableCaching;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.data.redis.cache.RedisCacheConfiguration;
import org.springframework.data.redis.serializer.JacksonJsonRedisSerializer;
import org.springframework.data.redis.serializer.RedisSerializationContext.SerializationPair;

/** Spring's {@code @Cacheable} on the cache manager that Boot makes: by the properties with Caffeine or with Redis. */
final class CacheableApplications {

    private CacheableApplications() {}

    @Configuration(proxyBeanMethods = false)
    @Import({OnBoot.class, UnsynchronizedPlaces.class})
    static class Unsynchronized {}

    @Configuration(proxyBeanMethods = false)
    @Import({OnBoot.class, SynchronizedPlaces.class})
    static class Synchronized {}

    @Configuration(proxyBeanMethods = false)
    @EnableCaching
    @EnableAutoConfiguration(excludeName = "io.redispatterns.spring.autoconfigure.RedisPatternsAutoConfiguration")
    static class OnBoot {

        @Bean
        RedisCacheConfiguration redisCacheConfiguration(@Value("${benchmark.ttl}") Duration ttl) {
            return RedisCacheConfiguration.defaultCacheConfig()
                    .entryTtl(ttl)
                    .serializeValuesWith(
                            SerializationPair.fromSerializer(new JacksonJsonRedisSerializer<>(Place.class)));
        }
    }

    static class UnsynchronizedPlaces implements Places {

        private final Source source;

        UnsynchronizedPlaces(Source source) {
            this.source = source;
        }

        @Override
        @Cacheable(cacheNames = "places", key = "#id")
        public Place find(long id) {
            return source.load(id);
        }
    }

    static class SynchronizedPlaces implements Places {

        private final Source source;

        SynchronizedPlaces(Source source) {
            this.source = source;
        }

        @Override
        @Cacheable(cacheNames = "places", key = "#id", sync = true)
        public Place find(long id) {
            return source.load(id);
        }
    }
}
