package io.redispatterns.spring.autoconfigure;

import io.redispatterns.spring.cache.CacheRegistry;
import io.redispatterns.spring.cache.CacheThreads;
import io.redispatterns.spring.cache.RedisPatternsCacheManager;
import io.redispatterns.spring.cache.RepeatableCalls;
import io.redispatterns.spring.cache.TypedCacheResolution;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.cache.autoconfigure.CacheManagerCustomizer;
import org.springframework.boot.cache.autoconfigure.CacheManagerCustomizers;
import org.springframework.boot.cache.autoconfigure.CacheProperties;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.cache.CacheManager;
import org.springframework.cache.interceptor.CacheAspectSupport;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Role;

/**
 * The caches behind {@code @Cacheable} and its like, under the conditions that Boot has for its own: caching is
 * enabled, there is no {@link CacheManager}, and {@code spring.cache.type} is not set or {@code redis}.
 */
@Configuration(proxyBeanMethods = false)
@ConditionalOnClass({CacheManager.class, CacheProperties.class})
@ConditionalOnBean(CacheAspectSupport.class)
@ConditionalOnMissingBean(value = CacheManager.class, name = "cacheResolver")
@ConditionalOnProperty(name = "spring.cache.type", havingValue = "redis", matchIfMissing = true)
@EnableConfigurationProperties(CacheProperties.class)
class SpringCacheConfiguration {

    @Bean
    RedisPatternsCacheManager cacheManager(
            CacheRegistry caches,
            CacheProperties properties,
            CacheThreads threads,
            ObjectProvider<CacheManagerCustomizer<?>> customizers) {
        RedisPatternsCacheManager manager = new RedisPatternsCacheManager(caches, properties.getCacheNames(), threads);
        return new CacheManagerCustomizers(customizers.orderedStream().toList()).customize(manager);
    }

    @Bean
    TypedCacheResolution redisPatternsTypedCacheResolution(
            RedisPatternsCacheManager manager,
            ConfigurableListableBeanFactory beanFactory,
            ObjectProvider<CacheAspectSupport> aspects,
            RedisPatternsProperties properties) {
        return new TypedCacheResolution(
                manager, beanFactory, aspects, properties.cache().syncCacheable());
    }

    @Bean
    @Role(BeanDefinition.ROLE_INFRASTRUCTURE)
    static RepeatableCalls redisPatternsRepeatableCalls() {
        return new RepeatableCalls();
    }
}
