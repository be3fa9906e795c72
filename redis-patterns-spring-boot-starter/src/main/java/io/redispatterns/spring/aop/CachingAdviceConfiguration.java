package io.redispatterns.spring.aop;

import io.redispatterns.spring.annotation.CacheInvalidate;
import io.redispatterns.spring.annotation.Cached;
import io.redispatterns.spring.cache.CacheRegistry;
import org.springframework.aop.support.DefaultPointcutAdvisor;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.Role;
import org.springframework.core.Ordered;

/** Makes the annotations work on the beans of a context that has a {@link CacheRegistry}. */
@Configuration(proxyBeanMethods = false)
@Role(BeanDefinition.ROLE_INFRASTRUCTURE)
@Import(AutoProxyRegistrar.class)
public class CachingAdviceConfiguration {

    /** Before a transaction begins: a hit needs none. */
    private static final int CACHED_ORDER = Ordered.LOWEST_PRECEDENCE - 1;

    /** After it has begun, to wait for its commit: this advisor is registered behind that of transactions. */
    private static final int INVALIDATE_ORDER = Ordered.LOWEST_PRECEDENCE;

    @Bean
    @Role(BeanDefinition.ROLE_INFRASTRUCTURE)
    static Operations redisPatternsOperations(
            ConfigurableListableBeanFactory beanFactory, ObjectProvider<CacheRegistry> registry) {
        return new Operations(beanFactory, registry);
    }

    @Bean
    @Role(BeanDefinition.ROLE_INFRASTRUCTURE)
    static DefaultPointcutAdvisor redisPatternsCachedAdvisor(Operations redisPatternsOperations) {
        AnnotationPointcut pointcut = new AnnotationPointcut(
                Cached.class, (method, type) -> redisPatternsOperations.cached(method, type) != null);
        DefaultPointcutAdvisor advisor =
                new DefaultPointcutAdvisor(pointcut, new CachedInterceptor(redisPatternsOperations));
        advisor.setOrder(CACHED_ORDER);
        return advisor;
    }

    @Bean
    @Role(BeanDefinition.ROLE_INFRASTRUCTURE)
    static DefaultPointcutAdvisor redisPatternsCacheInvalidateAdvisor(
            Operations redisPatternsOperations, ObjectProvider<CacheRegistry> registry) {
        AnnotationPointcut pointcut = new AnnotationPointcut(
                CacheInvalidate.class,
                (method, type) ->
                        !redisPatternsOperations.invalidating(method, type).isEmpty());
        DefaultPointcutAdvisor advisor =
                new DefaultPointcutAdvisor(pointcut, new CacheInvalidateInterceptor(redisPatternsOperations, registry));
        advisor.setOrder(INVALIDATE_ORDER);
        return advisor;
    }
}
