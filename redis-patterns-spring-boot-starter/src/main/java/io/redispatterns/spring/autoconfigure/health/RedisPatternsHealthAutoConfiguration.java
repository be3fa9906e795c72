package io.redispatterns.spring.autoconfigure.health;

import io.redispatterns.engine.RedisEngine;
import io.redispatterns.redis.RedisGateway;
import io.redispatterns.spring.autoconfigure.RedisPatternsAutoConfiguration;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.health.autoconfigure.contributor.ConditionalOnEnabledHealthIndicator;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.annotation.Bean;

/** The part {@code redisPatterns} of the application's health. */
@AutoConfiguration(after = RedisPatternsAutoConfiguration.class)
@ConditionalOnClass({HealthIndicator.class, ConditionalOnEnabledHealthIndicator.class})
@ConditionalOnEnabledHealthIndicator("redispatterns")
@ConditionalOnBean(RedisGateway.class)
public final class RedisPatternsHealthAutoConfiguration {

    @Bean
    @ConditionalOnMissingBean(name = "redisPatternsHealthIndicator")
    HealthIndicator redisPatternsHealthIndicator(RedisGateway gateway, ObjectProvider<RedisEngine> engine) {
        return new RedisPatternsHealthIndicator(gateway, engine.getIfAvailable() == null ? "redis" : "embedded");
    }
}
