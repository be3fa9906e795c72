package io.redispatterns.spring.aop;

import io.redispatterns.spring.cache.CacheRegistry;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.SmartInitializingSingleton;

/** The caches that annotated methods declare, by name. */
final class DeclaredCaches implements SmartInitializingSingleton {

    private final ObjectProvider<CacheRegistry> registry;
    private final DeclaredWriteBehinds writeBehinds;
    private final Map<String, DeclaredCache> byName = new ConcurrentHashMap<>();

    DeclaredCaches(ObjectProvider<CacheRegistry> registry, DeclaredWriteBehinds writeBehinds) {
        this.registry = registry;
        this.writeBehinds = writeBehinds;
    }

    DeclaredCache named(String name) {
        return byName.computeIfAbsent(name, absent -> new DeclaredCache(name, registry, writeBehinds));
    }

    /** Opens the caches, so that a setting of theirs that cannot work stops the start. */
    @Override
    public void afterSingletonsInstantiated() {
        byName.values().forEach(DeclaredCache::cache);
    }
}
