package io.redispatterns.spring.cache;

import io.redispatterns.spring.transaction.AfterCommit;
import java.lang.reflect.Method;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.springframework.cache.interceptor.CacheOperation;
import org.springframework.cache.interceptor.CacheOperationSource;
import org.springframework.cache.interceptor.CacheableOperation;
import org.springframework.core.KotlinDetector;
import org.springframework.core.MethodClassKey;
import org.springframework.core.ReactiveAdapterRegistry;
import org.springframework.util.StringUtils;

/**
 * Has {@code @Cacheable} methods load as if they were declared with {@code sync = true}, where Spring allows for that: those
 * with this one operation on one cache and without {@code unless}, that give their results at once.
 *
 * <p>Not within a transaction that may write: what such a method reads may never be committed, so that it is put into the
 * cache after the commit, as Spring does.
 */
final class SynchronizedCacheables implements CacheOperationSource {

    private final CacheOperationSource declared;
    private final Map<MethodClassKey, Collection<CacheOperation>> known = new ConcurrentHashMap<>();

    SynchronizedCacheables(CacheOperationSource declared) {
        this.declared = declared;
    }

    /** Whether an operation is on the application's default caches. */
    static boolean isOurs(CacheOperation operation) {
        return !StringUtils.hasText(operation.getCacheManager()) && !StringUtils.hasText(operation.getCacheResolver());
    }

    @Override
    public boolean isCandidateClass(Class<?> targetClass) {
        return declared.isCandidateClass(targetClass);
    }

    @Override
    public boolean hasCacheOperations(Method method, @Nullable Class<?> targetClass) {
        return declared.hasCacheOperations(method, targetClass);
    }

    @Override
    public @Nullable Collection<CacheOperation> getCacheOperations(Method method, @Nullable Class<?> targetClass) {
        Collection<CacheOperation> operations = declared.getCacheOperations(method, targetClass);
        if (operations == null || operations.size() != 1 || AfterCommit.isOfWrites()) {
            return operations;
        }
        return known.computeIfAbsent(
                new MethodClassKey(method, targetClass), absent -> synchronizedIfPossible(method, operations));
    }

    private static Collection<CacheOperation> synchronizedIfPossible(
            Method method, Collection<CacheOperation> operations) {
        return operations.iterator().next() instanceof CacheableOperation cacheable
                        && isPossible(cacheable)
                        && givesAtOnce(method)
                ? List.of(synchronizedOf(cacheable))
                : operations;
    }

    private static boolean isPossible(CacheableOperation operation) {
        return isOurs(operation)
                && operation.getCacheNames().size() == 1
                && !StringUtils.hasText(operation.getUnless());
    }

    private static boolean givesAtOnce(Method method) {
        Class<?> type = method.getReturnType();
        return !CompletableFuture.class.isAssignableFrom(type)
                && ReactiveAdapterRegistry.getSharedInstance().getAdapter(type) == null
                && !KotlinDetector.isSuspendingFunction(method);
    }

    private static CacheOperation synchronizedOf(CacheableOperation operation) {
        CacheableOperation.Builder builder = new CacheableOperation.Builder();
        builder.setName(operation.toString());
        builder.setCacheNames(operation.getCacheNames().toArray(String[]::new));
        builder.setKey(operation.getKey());
        builder.setKeyGenerator(operation.getKeyGenerator());
        builder.setCondition(operation.getCondition());
        builder.setSync(true);
        return builder.build();
    }
}
