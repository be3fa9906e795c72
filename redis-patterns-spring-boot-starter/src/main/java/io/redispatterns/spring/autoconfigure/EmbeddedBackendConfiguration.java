package io.redispatterns.spring.autoconfigure;

import io.lettuce.core.RedisClient;
import io.lettuce.core.resource.ClientResources;
import io.redispatterns.backend.embedded.EmbeddedGateway;
import io.redispatterns.engine.EngineConfig;
import io.redispatterns.engine.RedisEngine;
import io.redispatterns.engine.config.ConfigException;
import io.redispatterns.engine.util.TimeSource;
import io.redispatterns.redis.RedisGateway;
import io.redispatterns.spring.RedisPatternsConfigurationException;
import io.redispatterns.spring.autoconfigure.embedded.EmbeddedConnectionFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.data.redis.connection.RedisConnectionFactory;

/** The engine in this process. It lives as long as the context, also while that is paused. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnBackend(Backend.EMBEDDED)
class EmbeddedBackendConfiguration {

    @Bean
    @ConditionalOnMissingBean
    RedisEngine redisPatternsEngine(RedisPatternsProperties properties, ObjectProvider<TimeSource> time) {
        try {
            EngineConfig.Builder config = EngineConfig.custom().time(time.getIfAvailable(TimeSource::system));
            properties.embedded().directives().forEach(config::set);
            return RedisEngine.open(config.build());
        } catch (ConfigException e) {
            throw new RedisPatternsConfigurationException(
                    "redis-patterns.embedded.directives: " + e.getMessage(),
                    "Correct or remove the directive; names and values are those of redis.conf.",
                    e);
        }
    }

    @Bean
    @ConditionalOnMissingBean
    RedisGateway redisPatternsGateway(RedisEngine engine) {
        return EmbeddedGateway.on(engine);
    }

    /** Spring Data on the engine, for all that uses a {@link RedisConnectionFactory}. */
    @Configuration(proxyBeanMethods = false)
    @ConditionalOnClass({RedisClient.class, RedisConnectionFactory.class})
    @ConditionalOnMissingBean(RedisConnectionFactory.class)
    static class SpringDataConfiguration {

        @Bean
        EmbeddedConnectionFactory redisConnectionFactory(
                RedisEngine engine, ObjectProvider<ClientResources> resources) {
            return new EmbeddedConnectionFactory(engine, resources.getIfAvailable());
        }
    }
}
