package io.redispatterns.spring.aop;

import io.redispatterns.spring.annotation.CacheInvalidate;
import io.redispatterns.spring.annotation.CacheInvalidations;
import io.redispatterns.spring.annotation.Cached;
import io.redispatterns.spring.cache.CacheRegistry;
import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.aop.support.AopUtils;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.core.annotation.AnnotationUtils;
import org.springframework.util.ClassUtils;

/**
 * What the annotations on methods mean, read and checked when a bean is looked at for proxying, which is at the start
 * of the application.
 */
final class Operations implements SmartInitializingSingleton {

    /** A method as it is called. */
    private record MethodKey(Method method, @Nullable Class<?> targetClass) {}

    private final AnnotationTexts texts;
    private final ExpressionFactory expressions;
    private final ProxyCheck proxies;
    private final ObjectProvider<CacheRegistry> registry;
    private final Map<MethodKey, Optional<OpenCache>> cached = new ConcurrentHashMap<>();
    private final Map<MethodKey, List<InvalidateOperation>> invalidating = new ConcurrentHashMap<>();
    private final Map<String, CachedOperation> firstOfCache = new ConcurrentHashMap<>();

    Operations(ConfigurableListableBeanFactory beanFactory, ObjectProvider<CacheRegistry> registry) {
        this.texts = new AnnotationTexts(beanFactory);
        this.expressions = new ExpressionFactory(beanFactory, beanFactory.getBeanClassLoader());
        this.proxies = new ProxyCheck(beanFactory);
        this.registry = registry;
    }

    /** Whether methods of a class may have annotations of a type. */
    static boolean isCandidate(Class<?> type, Class<? extends Annotation> annotation) {
        return AnnotationUtils.isCandidateClass(type, annotation);
    }

    /** What {@code @Cached} on a method means; null if it has none. */
    @Nullable
    OpenCache cached(Method method, @Nullable Class<?> targetClass) {
        return cached.computeIfAbsent(new MethodKey(method, targetClass), this::readCached)
                .orElse(null);
    }

    /** What every {@code @CacheInvalidate} on a method means; empty if it has none. */
    List<InvalidateOperation> invalidating(Method method, @Nullable Class<?> targetClass) {
        return known(invalidating, new MethodKey(method, targetClass), this::readInvalidating);
    }

    /** Looks before it computes, since looking takes no lock. */
    private static <T> T known(Map<MethodKey, T> map, MethodKey key, Function<MethodKey, T> read) {
        T known = map.get(key);
        return known != null ? known : map.computeIfAbsent(key, read);
    }

    /** Opens the caches, so that a setting of theirs that cannot work stops the start. */
    @Override
    public void afterSingletonsInstantiated() {
        cached.values().forEach(operation -> operation.ifPresent(OpenCache::cache));
    }

    private Optional<OpenCache> readCached(MethodKey key) {
        Method method = specific(key);
        Cached annotation = AnnotatedElementUtils.findMergedAnnotation(method, Cached.class);
        if (annotation == null) {
            return Optional.empty();
        }
        AnnotatedMethod annotated = new AnnotatedMethod(method, targetClass(key), "@Cached");
        proxies.check(annotated);
        CachedOperation operation = operation(annotated, annotation);
        CachedOperation first = firstOfCache.putIfAbsent(operation.cache(), operation);
        if (first != null) {
            operation.checkAgreement(first);
        }
        return Optional.of(new OpenCache(operation, registry));
    }

    private CachedOperation operation(AnnotatedMethod method, Cached annotation) {
        return new CachedOperation(
                method,
                texts.ownCacheName(method, annotation.cache()),
                ResultType.of(method),
                texts.settings(method, annotation),
                expressions.key(method, annotation.key(), false),
                expressions.condition(method, "condition", annotation.condition(), Condition.ALWAYS, false),
                expressions.condition(method, "unless", annotation.unless(), Condition.NEVER, true));
    }

    private List<InvalidateOperation> readInvalidating(MethodKey key) {
        Method method = specific(key);
        Set<CacheInvalidate> annotations = AnnotatedElementUtils.findMergedRepeatableAnnotations(
                method, CacheInvalidate.class, CacheInvalidations.class);
        if (annotations.isEmpty()) {
            return List.of();
        }
        AnnotatedMethod annotated = new AnnotatedMethod(method, targetClass(key), "@CacheInvalidate");
        proxies.check(annotated);
        return annotations.stream()
                .map(annotation -> operation(annotated, annotation))
                .toList();
    }

    private InvalidateOperation operation(AnnotatedMethod method, CacheInvalidate annotation) {
        if (annotation.allEntries() && !annotation.key().isEmpty()) {
            throw method.mistake("it has a key and allEntries", "Remove one of the two.");
        }
        return new InvalidateOperation(
                texts.cacheName(method, annotation.cache()),
                annotation.allEntries() ? null : expressions.key(method, annotation.key(), true),
                expressions.condition(method, "condition", annotation.condition(), Condition.ALWAYS, true));
    }

    private static Method specific(MethodKey key) {
        return AopUtils.getMostSpecificMethod(key.method, key.targetClass);
    }

    private static Class<?> targetClass(MethodKey key) {
        return key.targetClass == null ? key.method.getDeclaringClass() : ClassUtils.getUserClass(key.targetClass);
    }
}
