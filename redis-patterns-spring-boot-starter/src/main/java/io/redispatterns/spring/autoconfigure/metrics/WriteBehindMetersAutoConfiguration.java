package io.redispatterns.spring.autoconfigure.metrics;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.redispatterns.spring.autoconfigure.RedisPatternsAutoConfiguration;
import io.redispatterns.spring.writebehind.WriteBehindRegistry;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;

/** Meters for every write-behind, those opened later too. */
@AutoConfiguration(after = RedisPatternsAutoConfiguration.class)
@ConditionalOnClass(MeterBinder.class)
@ConditionalOnBean(WriteBehindRegistry.class)
public final class WriteBehindMetersAutoConfiguration {

    @Bean
    @ConditionalOnMissingBean(name = "redisPatternsWriteBehindMeters")
    MeterBinder redisPatternsWriteBehindMeters(WriteBehindRegistry writeBehinds) {
        return registry -> bind(writeBehinds, registry);
    }

    private static void bind(WriteBehindRegistry writeBehinds, MeterRegistry registry) {
        Set<String> bound = ConcurrentHashMap.newKeySet();
        writeBehinds.watch(name -> {
            if (bound.add(name)) {
                new WriteBehindMeters(name, writeBehinds).bindTo(registry);
            }
        });
    }
}
