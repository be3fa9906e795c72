package io.redispatterns.spring.autoconfigure;

import io.lettuce.core.RedisClient;
import io.redispatterns.backend.lettuce.LettuceConfig;
import io.redispatterns.backend.lettuce.LettuceGateway;
import io.redispatterns.redis.RedisGateway;
import io.redispatterns.resilience.CircuitBreakerConfig;
import io.redispatterns.resilience.CircuitBreakingGateway;
import io.redispatterns.spring.RedisPatternsConfigurationException;
import java.time.Duration;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.data.redis.autoconfigure.DataRedisConnectionDetails;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.data.redis.connection.RedisConnectionFactory;

/**
 * A Redis server, by a client of our own with the settings of Boot's. A client of our own goes on while the context is
 * paused, and rejects commands at once while there is no connection.
 */
@Configuration(proxyBeanMethods = false)
@ConditionalOnBackend(Backend.REDIS)
@ConditionalOnClass({RedisClient.class, RedisConnectionFactory.class, DataRedisConnectionDetails.class})
@ConditionalOnMissingBean(RedisGateway.class)
class LettuceBackendConfiguration {

    @Bean
    RedisGateway redisPatternsGateway(
            RedisPatternsProperties properties,
            ObjectProvider<RedisConnectionFactory> factories,
            ObjectProvider<DataRedisConnectionDetails> details) {
        RedisServer server = RedisServer.of(factories.getIfUnique(), details.getIfAvailable());
        LettuceConfig config = LettuceConfig.custom()
                .commandTimeout(commandTimeout(properties, server))
                .closesClient(true)
                .build();
        RedisGateway gateway = LettuceGateway.on(server.client(), server.uri(), config);
        server.warnIfSilent(gateway);
        RedisPatternsProperties.CircuitBreaker breaker = properties.circuitBreaker();
        return breaker.enabled() ? new CircuitBreakingGateway(gateway, circuit(breaker)) : gateway;
    }

    private static Duration commandTimeout(RedisPatternsProperties properties, RedisServer server) {
        Duration set = properties.commandTimeout();
        if (set != null && (set.isZero() || set.isNegative())) {
            throw new RedisPatternsConfigurationException(
                    "redis-patterns.command-timeout is above zero, not " + set, "Correct the property, or remove it.");
        }
        return set != null ? set : server.timeoutOr(LettuceConfig.ofDefaults().commandTimeout());
    }

    private static CircuitBreakerConfig circuit(RedisPatternsProperties.CircuitBreaker breaker) {
        try {
            return new CircuitBreakerConfig(
                    breaker.failureRateThreshold(),
                    breaker.slidingWindowSize(),
                    breaker.minimumCalls(),
                    breaker.openDuration(),
                    breaker.probes());
        } catch (IllegalArgumentException e) {
            throw new RedisPatternsConfigurationException(
                    "redis-patterns.circuit-breaker: " + e.getMessage(), "Correct the property, or remove it.", e);
        }
    }
}
