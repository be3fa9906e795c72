package io.redispatterns.spring.aop;

import io.redispatterns.cache.Cache;
import io.redispatterns.spring.cache.CacheRegistry;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;

/** A cached operation together with its cache, which is opened when it is first needed. */
final class OpenCache {

    private final CachedOperation operation;
    private final ObjectProvider<CacheRegistry> registry;
    private volatile @Nullable Cache<Object> cache;

    OpenCache(CachedOperation operation, ObjectProvider<CacheRegistry> registry) {
        this.operation = operation;
        this.registry = registry;
    }

    CachedOperation operation() {
        return operation;
    }

    Cache<Object> cache() {
        Cache<Object> open = cache;
        if (open == null) {
            open = registry.getObject()
                    .typed(operation.cache(), operation.result().type(), operation.settings());
            cache = open;
        }
        return open;
    }
}
