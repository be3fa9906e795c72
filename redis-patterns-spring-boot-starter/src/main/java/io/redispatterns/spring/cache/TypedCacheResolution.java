package io.redispatterns.spring.cache;

import java.lang.reflect.Method;
import java.util.Collection;
import org.jspecify.annotations.Nullable;
import org.springframework.aop.framework.autoproxy.AutoProxyUtils;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.cache.interceptor.CacheAspectSupport;
import org.springframework.cache.interceptor.CacheEvictOperation;
import org.springframework.cache.interceptor.CacheOperation;
import org.springframework.cache.interceptor.CacheOperationSource;
import org.springframework.cache.interceptor.CacheResolver;
import org.springframework.cache.interceptor.SimpleCacheResolver;
import org.springframework.util.ReflectionUtils;

/**
 * Puts a resolver that knows the methods' types behind Spring's cache annotations, unless the application has a
 * resolver or a cache manager of its own for them. Its other choices, such as a key generator, stay. The caches that the
 * methods of the beans name are opened on the way, so that they and their types are known from the start.
 */
public final class TypedCacheResolution implements SmartInitializingSingleton {

    private final RedisPatternsCacheManager manager;
    private final ConfigurableListableBeanFactory beanFactory;
    private final ObjectProvider<CacheAspectSupport> aspects;
    private final boolean isSynchronizing;

    /**
     * A resolution for the beans and the cache aspects of a context.
     *
     * @param isSynchronizing whether {@code @Cacheable} methods load once where that is possible, whatever they say
     */
    public TypedCacheResolution(
            RedisPatternsCacheManager manager,
            ConfigurableListableBeanFactory beanFactory,
            ObjectProvider<CacheAspectSupport> aspects,
            boolean isSynchronizing) {
        this.manager = manager;
        this.beanFactory = beanFactory;
        this.aspects = aspects;
        this.isSynchronizing = isSynchronizing;
    }

    @Override
    public void afterSingletonsInstantiated() {
        TypedCacheResolver resolver = new TypedCacheResolver(manager);
        aspects.stream().filter(aspect -> isOpen(aspect.getCacheResolver())).forEach(aspect -> {
            aspect.setCacheResolver(resolver);
            CacheOperationSource source = aspect.getCacheOperationSource();
            if (source != null) {
                openCaches(source);
                aspect.setCacheOperationSource(isSynchronizing ? new SynchronizedCacheables(source) : source);
            }
        });
    }

    private boolean isOpen(@Nullable CacheResolver resolver) {
        return resolver == null
                || (resolver instanceof SimpleCacheResolver simple && simple.getCacheManager() == manager);
    }

    private void openCaches(CacheOperationSource source) {
        for (String bean : beanFactory.getBeanDefinitionNames()) {
            Class<?> type = AutoProxyUtils.determineTargetClass(beanFactory, bean);
            if (type != null && source.isCandidateClass(type)) {
                ReflectionUtils.doWithMethods(
                        type, method -> openCaches(source, method, type), ReflectionUtils.USER_DECLARED_METHODS);
            }
        }
    }

    private void openCaches(CacheOperationSource source, Method method, Class<?> type) {
        Collection<CacheOperation> operations = source.getCacheOperations(method, type);
        if (operations == null) {
            return;
        }
        for (CacheOperation operation : operations) {
            if (!(operation instanceof CacheEvictOperation) && SynchronizedCacheables.isOurs(operation)) {
                operation.getCacheNames().forEach(name -> manager.learn(name, method, type));
            }
        }
    }
}
