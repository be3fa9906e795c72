package io.redispatterns.spring.autoconfigure.metrics;

import io.micrometer.core.instrument.binder.MeterBinder;
import io.redispatterns.spring.cache.CacheRegistry;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Meters for every cache, those made later too. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnClass(MeterBinder.class)
public class CacheMetersConfiguration {

    @Bean
    @ConditionalOnMissingBean(name = "redisPatternsCacheMeters")
    MeterBinder redisPatternsCacheMeters(CacheRegistry caches) {
        return registry -> caches.watch((name, cache) -> new CacheMeters(name, cache).bindTo(registry));
    }
}
