package io.redispatterns.benchmarks.cache;

import io.redispatterns.spring.annotation.Cached;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** {@code @Cached} of this project; the properties say on what. */
@Configuration(proxyBeanMethods = false)
@EnableAutoConfiguration
@Import(CachedApplication.CachedPlaces.class)
class CachedApplication {

    static class CachedPlaces implements Places {

        private final Source source;

        CachedPlaces(Source source) {
            this.source = source;
        }

        @Override
        @Cached(cache = "places", key = "#id", ttl = "${benchmark.ttl}", jitter = "0")
        public Place find(long id) {
            return source.load(id);
        }
    }
}
