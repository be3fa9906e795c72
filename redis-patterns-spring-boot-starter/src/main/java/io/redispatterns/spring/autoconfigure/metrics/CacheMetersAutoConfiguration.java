package io.redispatterns.spring.autoconfigure.metrics;

import io.micrometer.core.instrument.binder.MeterBinder;
import io.redispatterns.spring.autoconfigure.RedisPatternsAutoConfiguration;
import io.redispatterns.spring.cache.CacheRegistry;
import io.redispatterns.spring.warming.WarmingRegistry;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;

/** Meters for every cache and warming, those made later too. */
@AutoConfiguration(after = RedisPatternsAutoConfiguration.class)
@ConditionalOnClass(MeterBinder.class)
@ConditionalOnBean(CacheRegistry.class)
public final class CacheMetersAutoConfiguration {

    @Bean
    @ConditionalOnMissingBean(name = "redisPatternsCacheMeters")
    MeterBinder redisPatternsCacheMeters(CacheRegistry caches) {
        return registry -> caches.watch((name, cache) -> new CacheMeters(name, cache).bindTo(registry));
    }

    @Bean
    @ConditionalOnBean(WarmingRegistry.class)
    @ConditionalOnMissingBean(name = "redisPatternsWarmingMeters")
    MeterBinder redisPatternsWarmingMeters(WarmingRegistry warmings) {
        return registry -> warmings.watch(warming -> new WarmingMeters(warming).bindTo(registry));
    }
}
