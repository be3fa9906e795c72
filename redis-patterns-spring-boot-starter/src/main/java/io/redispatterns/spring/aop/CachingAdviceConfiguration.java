package io.redispatterns.spring.aop;

import io.redispatterns.spring.annotation.CacheInvalidate;
import io.redispatterns.spring.annotation.Cached;
import io.redispatterns.spring.annotation.CachedBulk;
import io.redispatterns.spring.annotation.WriteBehind;
import io.redispatterns.spring.annotation.WriteThrough;
import io.redispatterns.spring.cache.CacheRegistry;
import io.redispatterns.spring.cache.CacheThreads;
import io.redispatterns.spring.warming.WarmingRegistry;
import org.aopalliance.intercept.MethodInterceptor;
import org.springframework.aop.support.DefaultPointcutAdvisor;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.Role;
import org.springframework.core.Ordered;
import org.springframework.util.function.SingletonSupplier;

/** Makes the annotations work on the beans of a context that has a {@link CacheRegistry}. */
@Configuration(proxyBeanMethods = false)
@Role(BeanDefinition.ROLE_INFRASTRUCTURE)
@Import(AutoProxyRegistrar.class)
public class CachingAdviceConfiguration {

    /** Before a transaction begins: a hit needs none, nor does what is written later. */
    private static final int READING_ORDER = Ordered.LOWEST_PRECEDENCE - 1;

    /** After it has begun, to wait for its commit: these advisors are registered behind that of transactions. */
    private static final int CHANGING_ORDER = Ordered.LOWEST_PRECEDENCE;

    @Bean
    @Role(BeanDefinition.ROLE_INFRASTRUCTURE)
    static DeclaredWriteBehinds redisPatternsDeclaredWriteBehinds(ConfigurableListableBeanFactory beanFactory) {
        return new DeclaredWriteBehinds(beanFactory);
    }

    @Bean
    @Role(BeanDefinition.ROLE_INFRASTRUCTURE)
    static DeclaredCaches redisPatternsDeclaredCaches(
            ObjectProvider<CacheRegistry> registry, DeclaredWriteBehinds redisPatternsDeclaredWriteBehinds) {
        return new DeclaredCaches(registry, redisPatternsDeclaredWriteBehinds);
    }

    @Bean
    @Role(BeanDefinition.ROLE_INFRASTRUCTURE)
    static AnnotationParts redisPatternsAnnotationParts(
            ConfigurableListableBeanFactory beanFactory, DeclaredCaches redisPatternsDeclaredCaches) {
        return new AnnotationParts(
                new AnnotationTexts(beanFactory),
                new ExpressionFactory(beanFactory, beanFactory.getBeanClassLoader()),
                new ProxyCheck(beanFactory),
                redisPatternsDeclaredCaches);
    }

    @Bean
    @Role(BeanDefinition.ROLE_INFRASTRUCTURE)
    static DefaultPointcutAdvisor redisPatternsCachedAdvisor(
            AnnotationParts redisPatternsAnnotationParts, ObjectProvider<CacheThreads> threads) {
        Readings<CachedOperation> readings =
                new Readings<>(Cached.class, new CachedReader(redisPatternsAnnotationParts));
        return advisor(
                readings, new CachedInterceptor(readings, SingletonSupplier.of(threads::getObject)), READING_ORDER);
    }

    @Bean
    @Role(BeanDefinition.ROLE_INFRASTRUCTURE)
    static DefaultPointcutAdvisor redisPatternsCachedBulkAdvisor(
            AnnotationParts redisPatternsAnnotationParts, ObjectProvider<CacheThreads> threads) {
        Readings<BulkOperation> readings =
                new Readings<>(CachedBulk.class, new BulkReader(redisPatternsAnnotationParts));
        return advisor(
                readings, new BulkInterceptor(readings, SingletonSupplier.of(threads::getObject)), READING_ORDER);
    }

    @Bean
    @Role(BeanDefinition.ROLE_INFRASTRUCTURE)
    static DefaultPointcutAdvisor redisPatternsCacheInvalidateAdvisor(
            AnnotationParts redisPatternsAnnotationParts,
            ObjectProvider<CacheRegistry> registry,
            ObjectProvider<CacheThreads> threads) {
        Readings<InvalidateReader.All> readings =
                new Readings<>(CacheInvalidate.class, new InvalidateReader(redisPatternsAnnotationParts));
        MethodInterceptor interceptor = new CacheInvalidateInterceptor(
                readings, SingletonSupplier.of(registry::getObject), SingletonSupplier.of(threads::getObject));
        return advisor(readings, interceptor, CHANGING_ORDER);
    }

    @Bean
    @Role(BeanDefinition.ROLE_INFRASTRUCTURE)
    static DefaultPointcutAdvisor redisPatternsWriteThroughAdvisor(
            AnnotationParts redisPatternsAnnotationParts, ObjectProvider<CacheThreads> threads) {
        Readings<WriteThroughOperation> readings =
                new Readings<>(WriteThrough.class, new WriteThroughReader(redisPatternsAnnotationParts));
        return advisor(
                readings,
                new WriteThroughInterceptor(readings, SingletonSupplier.of(threads::getObject)),
                CHANGING_ORDER);
    }

    @Bean
    @Role(BeanDefinition.ROLE_INFRASTRUCTURE)
    static DefaultPointcutAdvisor redisPatternsWriteBehindAdvisor(
            AnnotationParts redisPatternsAnnotationParts, DeclaredWriteBehinds redisPatternsDeclaredWriteBehinds) {
        Readings<WriteBehindOperation> readings = new Readings<>(
                WriteBehind.class,
                new WriteBehindReader(redisPatternsAnnotationParts, redisPatternsDeclaredWriteBehinds));
        return advisor(readings, new WriteBehindInterceptor(readings), READING_ORDER);
    }

    @Bean
    static DeclaredWarmings redisPatternsDeclaredWarmings(
            ConfigurableListableBeanFactory beanFactory,
            AnnotationParts redisPatternsAnnotationParts,
            ObjectProvider<WarmingRegistry> registry) {
        WarmingReader reader =
                new WarmingReader(redisPatternsAnnotationParts, new CachedReader(redisPatternsAnnotationParts));
        return new DeclaredWarmings(beanFactory, reader, registry);
    }

    private static DefaultPointcutAdvisor advisor(Readings<?> readings, MethodInterceptor interceptor, int order) {
        DefaultPointcutAdvisor advisor = new DefaultPointcutAdvisor(readings.pointcut(), interceptor);
        advisor.setOrder(order);
        return advisor;
    }
}
