package io.redispatterns.spring.cache;

import io.redispatterns.RedisPatterns;
import io.redispatterns.cache.Cache;
import io.redispatterns.cache.CacheConfig;
import io.redispatterns.cache.CacheEventListener;
import io.redispatterns.codec.Codec;
import io.redispatterns.spring.RedisPatternsConfigurationException;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiConsumer;
import java.util.function.Function;
import tools.jackson.databind.json.JsonMapper;

/**
 * The caches of an application by name, each made when it is first asked for. What is said about a cache by its name
 * wins over what its methods say, and that over the defaults.
 *
 * <p>Safe for many threads.
 */
public final class CacheRegistry {

    private final RedisPatterns patterns;
    private final JsonMapper jsonMapper;
    private final CacheSettings defaults;
    private final Map<String, CacheSettings> named;
    private final List<CacheEventListener> listeners;
    private final Map<String, NamedCache> caches = new ConcurrentHashMap<>();
    private final Map<String, Cache<?>> foreign = new ConcurrentHashMap<>();
    private final List<BiConsumer<String, Cache<?>>> watchers = new ArrayList<>();

    /**
     * A registry without caches.
     *
     * @param defaults what is said of all caches
     * @param named what is said of single caches
     * @param listeners who is told of the events of every cache
     * @throws RedisPatternsConfigurationException if a setting cannot be
     */
    public CacheRegistry(
            RedisPatterns patterns,
            JsonMapper jsonMapper,
            CacheSettings defaults,
            Map<String, CacheSettings> named,
            List<CacheEventListener> listeners) {
        this.patterns = patterns;
        this.jsonMapper = jsonMapper;
        this.defaults = defaults;
        this.named = Map.copyOf(named);
        this.listeners = List.copyOf(listeners);
        checkSettings();
    }

    private void checkSettings() {
        defaults.toConfig("redis-patterns.cache.defaults");
        named.forEach((name, own) -> {
            String place = "redis-patterns.cache.caches." + name;
            CacheSettings all = settings(name, CacheSettings.NONE);
            own.requireEffect(all, place);
            all.toConfig(place);
        });
    }

    /** Whether a name can be that of a {@link #typed} cache: 1 to 64 characters of {@code a-z 0-9 . _ -}. */
    public static boolean isOwnName(String name) {
        return KeyName.isSegment(name);
    }

    /**
     * The cache of a name whose values are all of one type.
     *
     * @param declared what its methods say about it
     */
    public Cache<Object> typed(String name, Type type, CacheSettings declared) {
        NamedCache cache = open(name, absent -> {
            CacheSettings settings = settings(name, declared);
            Codec<Object> codec = settings.codec(jsonMapper, type, place(name));
            return new TypedCache(make(name, codec, settings, settings.toConfig(place(name))));
        });
        if (cache instanceof TypedCache typed) {
            return typed.core();
        }
        throw new RedisPatternsConfigurationException(
                "cache " + name + " is that of a @Cached method, and was used through Spring's CacheManager before",
                "Give the two uses caches of different names.");
    }

    /** The cache of a name to remove entries of, even if it is another application that fills it. */
    public Cache<?> forInvalidation(String name) {
        NamedCache cache = caches.get(name);
        return cache != null
                ? cache.core()
                : foreign.computeIfAbsent(name, absent -> patterns.foreignCache(KeyName.of(absent)));
    }

    /** The names of the caches made so far, sorted. */
    public Set<String> names() {
        return new TreeSet<>(caches.keySet());
    }

    /** Tells of each cache by its name: of those that there are, and of each one made later. */
    public synchronized void watch(BiConsumer<String, Cache<?>> watcher) {
        watchers.add(watcher);
        caches.forEach((name, cache) -> watcher.accept(name, cache.core()));
    }

    /** The cache of a name as Spring's cache abstraction uses it: a {@link #typed} one or else one of documents. */
    NamedCache forSpring(String name) {
        return open(name, this::documents);
    }

    private DocumentCache documents(String name) {
        CacheSettings settings = settings(name, CacheSettings.NONE);
        CacheConfig config = settings.toConfig(place(name));
        CacheConfig keepingNulls = settings.negativeTtl() != null
                ? config
                : CacheConfig.from(config).negativeTtl(config.ttl().ttl()).build();
        return new DocumentCache(
                make(name, DocumentCodec.INSTANCE, settings, keepingNulls),
                type -> settings.codec(jsonMapper, type, place(name)),
                jsonMapper);
    }

    private CacheSettings settings(String name, CacheSettings declared) {
        return named.getOrDefault(name, CacheSettings.NONE).orElse(declared).orElse(defaults);
    }

    private NamedCache open(String name, Function<String, NamedCache> factory) {
        NamedCache cache = caches.get(name);
        return cache != null ? cache : openLocked(name, factory);
    }

    private synchronized NamedCache openLocked(String name, Function<String, NamedCache> factory) {
        NamedCache present = caches.get(name);
        if (present != null) {
            return present;
        }
        NamedCache made = factory.apply(name);
        caches.put(name, made);
        watchers.forEach(watcher -> watcher.accept(name, made.core()));
        return made;
    }

    private static String place(String name) {
        return "cache " + name;
    }

    private <V> Cache<V> make(String name, Codec<V> codec, CacheSettings settings, CacheConfig config) {
        Cache<V> cache = patterns.cache(KeyName.of(name), settings.compressed(codec, place(name)), config);
        listeners.forEach(cache::addListener);
        return cache;
    }
}
