package io.redispatterns.spring.autoconfigure;

import io.redispatterns.RedisPatterns;
import io.redispatterns.cache.CacheEventListener;
import io.redispatterns.redis.RedisGateway;
import io.redispatterns.spring.aop.CachingAdviceConfiguration;
import io.redispatterns.spring.cache.CacheRegistry;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.core.env.Environment;
import tools.jackson.databind.json.JsonMapper;

/**
 * Sets up the patterns: a gateway to the engine in this process or to a Redis server, the annotations, and Spring's
 * cache abstraction if the application uses it.
 *
 * <p>It comes before Boot's configuration of Redis, to give that a connection to the engine, and behind that of
 * transactions, to be within them.
 */
@AutoConfiguration(
        beforeName = {
            "org.springframework.boot.data.redis.autoconfigure.DataRedisAutoConfiguration",
            "org.springframework.boot.cache.autoconfigure.CacheAutoConfiguration"
        },
        afterName = {
            "org.springframework.boot.jackson.autoconfigure.JacksonAutoConfiguration",
            "org.springframework.boot.transaction.autoconfigure.TransactionAutoConfiguration"
        })
@EnableConfigurationProperties(RedisPatternsProperties.class)
// The Redis server first: the condition of the engine must not be asked about the connection that the engine brings.
@Import({
    LettuceBackendConfiguration.class,
    EmbeddedBackendConfiguration.class,
    CachingAdviceConfiguration.class,
    SpringCacheConfiguration.class,
})
public final class RedisPatternsAutoConfiguration {

    @Bean
    @ConditionalOnMissingBean
    RedisPatterns redisPatterns(
            RedisGateway gateway,
            RedisPatternsProperties properties,
            Environment environment,
            ObjectProvider<JsonMapper> jsonMapper) {
        return RedisPatterns.on(gateway)
                .namespace(Namespace.of(properties.namespace(), environment.getProperty("spring.application.name")))
                .jsonMapper(jsonMapper.getIfAvailable(JsonMapper::shared))
                .build();
    }

    @Bean
    @ConditionalOnMissingBean
    CacheRegistry redisPatternsCacheRegistry(
            RedisPatterns patterns,
            RedisPatternsProperties properties,
            ObjectProvider<JsonMapper> jsonMapper,
            ObjectProvider<CacheEventListener> listeners) {
        RedisPatternsProperties.Cache cache = properties.cache();
        return new CacheRegistry(
                patterns,
                jsonMapper.getIfAvailable(JsonMapper::shared),
                cache.defaults(),
                cache.caches(),
                listeners.orderedStream().toList());
    }
}
