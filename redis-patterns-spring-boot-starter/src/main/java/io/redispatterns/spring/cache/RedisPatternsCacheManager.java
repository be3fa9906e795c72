package io.redispatterns.spring.cache;

import java.lang.reflect.Method;
import java.lang.reflect.Type;
import java.util.Collection;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import org.springframework.cache.Cache;
import org.springframework.cache.CacheManager;

/**
 * The application's caches for Spring's cache abstraction: {@code @Cacheable}, {@code @CachePut}, {@code @CacheEvict}
 * and programmatic use. A cache is made when its name is first used.
 *
 * <p>Values are stored as JSON without class names, and read as what the annotated method returns; nulls are kept as
 * long as values, unless a negative ttl is set. The caches of {@code @Cached} methods are among these too.
 */
public final class RedisPatternsCacheManager implements CacheManager {

    private record Reader(String name, Type type) {}

    private final CacheRegistry registry;
    private final Map<String, SpringCache> caches = new ConcurrentHashMap<>();
    private final Map<Reader, SpringCache> typed = new ConcurrentHashMap<>();
    private final Executor executor;

    /** A manager of the caches of a registry, of which those with these names are made at once. */
    public RedisPatternsCacheManager(CacheRegistry registry, Collection<String> names, CacheThreads threads) {
        this.registry = registry;
        this.executor = threads.executor();
        names.forEach(registry::forSpring);
    }

    /** The cache of a name, whose values are what was learned from annotated methods, else plain JSON values. */
    @Override
    public Cache getCache(String name) {
        return caches.computeIfAbsent(name, absent -> new SpringCache(name, registry.forSpring(name), null, executor));
    }

    @Override
    public Collection<String> getCacheNames() {
        return registry.names();
    }

    /** The cache of a name for a method that gives values of a type. */
    Cache getCache(String name, Type type) {
        return typed.computeIfAbsent(new Reader(name, type), absent -> {
            NamedCache cache = registry.forSpring(name);
            return new SpringCache(name, cache, type, executor);
        });
    }

    /** Opens a cache, and takes note of what a method of it gives for the readers that name no type. */
    void learn(String name, Method method, Class<?> targetClass) {
        NamedCache cache = registry.forSpring(name);
        Type type = ReturnTypes.keptOf(method, targetClass);
        if (type != null) {
            cache.learn(type);
        }
    }
}
