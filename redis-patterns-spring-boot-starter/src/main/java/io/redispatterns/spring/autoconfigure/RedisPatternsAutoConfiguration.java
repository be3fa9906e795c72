package io.redispatterns.spring.autoconfigure;

import io.redispatterns.RedisPatterns;
import io.redispatterns.cache.CacheEventListener;
import io.redispatterns.redis.RedisGateway;
import io.redispatterns.spring.aop.CachingAdviceConfiguration;
import io.redispatterns.spring.cache.CacheRegistry;
import io.redispatterns.spring.cache.CacheThreads;
import io.redispatterns.spring.warming.WarmingRegistry;
import io.redispatterns.spring.writebehind.WriteBehindRegistry;
import io.redispatterns.writebehind.WriteBehindEventListener;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.thread.Threading;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.core.env.Environment;
import org.springframework.core.task.TaskDecorator;
import org.springframework.core.task.support.CompositeTaskDecorator;
import org.springframework.core.task.support.ContextPropagatingTaskDecorator;
import org.springframework.util.ClassUtils;
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

    private static final String CONTEXT_PROPAGATION = "io.micrometer.context.ContextSnapshot";

    @Bean
    @ConditionalOnMissingBean
    CacheThreads redisPatternsCacheThreads(
            @Qualifier("redisPatternsExecutor") ObjectProvider<Executor> executor,
            ObjectProvider<TaskDecorator> decorators,
            Environment environment) {
        TaskDecorator decorator = new CompositeTaskDecorator(decorators(decorators));
        Executor given = executor.getIfAvailable();
        if (given != null) {
            return CacheThreads.of(given, decorator);
        }
        return Threading.VIRTUAL.isActive(environment)
                ? CacheThreads.virtual(decorator)
                : CacheThreads.pooled(decorator);
    }

    /** Those of the application, and what carries a caller's tracing and logging context into other threads. */
    private static List<TaskDecorator> decorators(ObjectProvider<TaskDecorator> given) {
        List<TaskDecorator> decorators = new ArrayList<>(given.orderedStream().toList());
        boolean isThere = decorators.stream().anyMatch(ContextPropagatingTaskDecorator.class::isInstance);
        if (!isThere && ClassUtils.isPresent(CONTEXT_PROPAGATION, RedisPatterns.class.getClassLoader())) {
            decorators.add(new ContextPropagatingTaskDecorator());
        }
        return decorators;
    }

    @Bean
    @ConditionalOnMissingBean
    RedisPatterns redisPatterns(
            RedisGateway gateway,
            RedisPatternsProperties properties,
            CacheThreads threads,
            Environment environment,
            ObjectProvider<JsonMapper> jsonMapper) {
        return RedisPatterns.on(gateway)
                .namespace(Namespace.of(properties.namespace(), environment.getProperty("spring.application.name")))
                .jsonMapper(jsonMapper.getIfAvailable(JsonMapper::shared))
                .executor(threads.executor())
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

    @Bean
    @ConditionalOnMissingBean
    WarmingRegistry redisPatternsWarmingRegistry(RedisPatternsProperties properties) {
        return new WarmingRegistry(properties.cache().warming());
    }

    @Bean
    @ConditionalOnMissingBean
    WriteBehindRegistry redisPatternsWriteBehindRegistry(
            RedisPatterns patterns,
            RedisPatternsProperties properties,
            ObjectProvider<JsonMapper> jsonMapper,
            ObjectProvider<WriteBehindEventListener> listeners) {
        return new WriteBehindRegistry(
                patterns,
                jsonMapper.getIfAvailable(JsonMapper::shared),
                properties.writeBehind().defaults(),
                properties.writeBehind().named(),
                listeners.orderedStream().toList());
    }
}
