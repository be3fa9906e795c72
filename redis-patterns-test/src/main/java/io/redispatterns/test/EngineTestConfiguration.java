package io.redispatterns.test;

import io.redispatterns.engine.util.ManualTimeSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The clock of the tests, which the starter gives to the engine. */
@Configuration(proxyBeanMethods = false)
class EngineTestConfiguration {

    @Bean
    ManualTimeSource redisPatternsTestTime() {
        return new ManualTimeSource();
    }
}
