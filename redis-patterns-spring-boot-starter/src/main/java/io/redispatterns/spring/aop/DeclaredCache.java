package io.redispatterns.spring.aop;

import io.redispatterns.cache.Cache;
import io.redispatterns.cache.LoadContext;
import io.redispatterns.codec.DecodeException;
import io.redispatterns.redis.GatewayException;
import io.redispatterns.spring.cache.CacheRegistry;
import io.redispatterns.spring.cache.CacheSettings;
import io.redispatterns.writebehind.Pending;
import java.lang.reflect.Type;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;

/** A cache as all of its annotated methods together declare it; opened when it is first needed. */
final class DeclaredCache {

    private final String name;
    private final ObjectProvider<CacheRegistry> registry;
    private final DeclaredWriteBehinds writeBehinds;
    private @Nullable TypeOf typeOf;
    private @Nullable AnnotatedMethod first;
    private CacheSettings said = CacheSettings.NONE;
    private CacheSettings defaults = CacheSettings.NONE;
    private volatile @Nullable Cache<Object> cache;

    /** The type of the values, and the method that says so. */
    private record TypeOf(Type type, AnnotatedMethod method) {}

    DeclaredCache(String name, ObjectProvider<CacheRegistry> registry, DeclaredWriteBehinds writeBehinds) {
        this.name = name;
        this.registry = registry;
        this.writeBehinds = writeBehinds;
    }

    /**
     * What is accepted for ids and maybe not in the database yet; empty if nothing of this cache is written behind. To be asked
     * before the database. If Redis does not tell, what the database has may be old, and is not kept.
     */
    Map<String, Pending<Object>> pending(Map<String, ? extends LoadContext<?>> contexts) {
        DeclaredWriteBehind writes = writeBehinds.find(name);
        if (writes == null) {
            return Map.of();
        }
        try {
            return writes.pending(List.copyOf(contexts.keySet()));
        } catch (GatewayException | DecodeException e) {
            contexts.values().forEach(LoadContext::doNotKeep);
            return Map.of();
        }
    }

    /**
     * Adds what one method says. Fails if that contradicts another one, or comes too late.
     *
     * @param type of the values, or null if the method leaves that to others
     * @param settings of the annotation
     * @param defaultSettings of the method's class
     */
    synchronized void declare(
            AnnotatedMethod method, @Nullable Type type, CacheSettings settings, CacheSettings defaultSettings) {
        if (type != null) {
            declareType(method, type);
        }
        CacheSettings before = settings();
        said = merged(method, said, settings);
        defaults = merged(method, defaults, defaultSettings);
        if (cache != null && !before.equals(settings())) {
            throw method.mistake(
                    "it changes the settings of cache " + name + ", which is in use already",
                    "Set them as redis-patterns.cache.caches." + name + ".ttl and so on, or do not call cached methods"
                            + " before the application has started.");
        }
        if (first == null) {
            first = method;
        }
    }

    private void declareType(AnnotatedMethod method, Type type) {
        TypeOf known = typeOf;
        if (known == null) {
            typeOf = new TypeOf(type, method);
        } else if (!known.type().getTypeName().equals(type.getTypeName())) {
            throw method.mistake(
                    "cache " + name + " keeps values of " + known.type().getTypeName() + " for " + known.method()
                            + ", not of " + type.getTypeName(),
                    "Give the two methods caches of different names.");
        }
    }

    private CacheSettings merged(AnnotatedMethod method, CacheSettings one, CacheSettings other) {
        String differences = String.join(", ", one.differences(other));
        if (!differences.isEmpty()) {
            throw method.mistake(
                    differences + " of cache " + name + " differs from what " + first + " says",
                    "Write it on one of them only, or set it as redis-patterns.cache.caches." + name
                            + ".ttl and so on.");
        }
        return one.orElse(other);
    }

    private CacheSettings settings() {
        return said.orElse(defaults);
    }

    Cache<Object> cache() {
        Cache<Object> open = cache;
        return open != null ? open : open();
    }

    private synchronized Cache<Object> open() {
        Cache<Object> open = cache;
        if (open == null) {
            open = registry.getObject().typed(name, type(), settings());
            cache = open;
        }
        return open;
    }

    private Type type() {
        TypeOf known = typeOf;
        AnnotatedMethod asking = first;
        if (known == null && asking != null) {
            throw asking.mistake(
                    "nothing says of what type the values of cache " + name + " are",
                    "Let the value be the method's result or a parameter, or give the cache a @Cached method.");
        }
        return known == null ? Object.class : known.type();
    }
}
