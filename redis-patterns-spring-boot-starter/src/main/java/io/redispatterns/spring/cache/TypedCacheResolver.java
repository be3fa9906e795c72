package io.redispatterns.spring.cache;

import java.lang.reflect.Method;
import java.lang.reflect.Type;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.aop.support.AopUtils;
import org.springframework.cache.Cache;
import org.springframework.cache.interceptor.BasicOperation;
import org.springframework.cache.interceptor.CacheOperationInvocationContext;
import org.springframework.cache.interceptor.CacheResolver;

/** Gives an annotated method its caches, for values of what the method returns. */
final class TypedCacheResolver implements CacheResolver {

    private record Call(BasicOperation operation, Method method, Class<?> targetClass) {}

    private final RedisPatternsCacheManager manager;
    private final Map<Call, List<Cache>> resolved = new ConcurrentHashMap<>();

    TypedCacheResolver(RedisPatternsCacheManager manager) {
        this.manager = manager;
    }

    @Override
    public Collection<? extends Cache> resolveCaches(CacheOperationInvocationContext<?> context) {
        Call call = new Call(context.getOperation(), context.getMethod(), AopUtils.getTargetClass(context.getTarget()));
        return resolved.computeIfAbsent(call, this::resolve);
    }

    private List<Cache> resolve(Call call) {
        Method specific = AopUtils.getMostSpecificMethod(call.method, call.targetClass);
        Optional<Type> type = Optional.ofNullable(ReturnTypes.keptOf(specific, call.targetClass));
        return call.operation.getCacheNames().stream()
                .map(name -> type.map(given -> manager.getCache(name, given)).orElseGet(() -> manager.getCache(name)))
                .toList();
    }
}
