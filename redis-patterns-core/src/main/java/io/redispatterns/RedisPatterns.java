package io.redispatterns;

import io.redispatterns.cache.Cache;
import io.redispatterns.cache.CacheConfig;
import io.redispatterns.cache.Caches;
import io.redispatterns.codec.BytesCodec;
import io.redispatterns.codec.Codec;
import io.redispatterns.codec.JacksonCodec;
import io.redispatterns.key.HashTag;
import io.redispatterns.key.KeySpace;
import io.redispatterns.key.KeyTemplate;
import io.redispatterns.redis.RedisGateway;
import io.redispatterns.writebehind.WriteBehind;
import io.redispatterns.writebehind.WriteBehindConfig;
import io.redispatterns.writebehind.WriteBehinds;
import io.redispatterns.writebehind.Writer;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * The patterns of one application on one Redis.
 *
 * <pre>{@code
 * RedisPatterns patterns = RedisPatterns.on(gateway).namespace("city-guide").build();
 * Cache<City> cities = patterns.cache("cities", City.class, CacheConfig.custom().ttl(ofMinutes(5)).build());
 * City city = cities.get("2267057", id -> repository.find(id));
 * }</pre>
 *
 * <p>Safe for many threads. Keep one for the life of the application.
 */
public final class RedisPatterns implements AutoCloseable {

    private final RedisGateway gateway;
    private final boolean closesGateway;
    private final KeySpace keySpace;
    private final JsonMapper jsonMapper;
    private final Caches cacheFactory;
    private final Map<String, Cache<?>> caches = new ConcurrentSkipListMap<>();
    private final OpenWriteBehinds writeBehinds = new OpenWriteBehinds();

    private RedisPatterns(Builder builder, KeySpace keySpace) {
        this.gateway = builder.gateway;
        this.closesGateway = builder.closesGateway;
        this.jsonMapper = builder.jsonMapper;
        this.keySpace = keySpace;
        this.cacheFactory = Caches.on(gateway, keySpace, builder.executor);
    }

    /** Starts from a gateway, which stays the caller's to close unless {@link Builder#closeGateway} says otherwise. */
    public static Builder on(RedisGateway gateway) {
        return new Builder(gateway);
    }

    /** Makes a cache whose values are stored as JSON. */
    public <V> Cache<V> cache(String name, Class<V> type, CacheConfig config) {
        return cache(name, JacksonCodec.of(jsonMapper, type), config);
    }

    /**
     * Makes a cache. Its keys are {@code namespace:cache:name:id}.
     *
     * @throws IllegalArgumentException if there is a cache of that name, or the name is not 1 to 64 characters of
     *     {@code a-z 0-9 . _ -}
     */
    public <V> Cache<V> cache(String name, Codec<V> codec, CacheConfig config) {
        Cache<V> cache = cacheFactory.create(name, codec, config);
        if (caches.putIfAbsent(name, cache) != null) {
            throw new IllegalArgumentException("a cache named " + name + " exists already");
        }
        return cache;
    }

    /**
     * A cache to remove entries by that another application fills: as {@link #cache(String, Codec, CacheConfig)}, but it is
     * not among the {@link #caches()}, and there may be others of its name.
     */
    public Cache<?> foreignCache(String name) {
        return cacheFactory.create(name, BytesCodec.INSTANCE, CacheConfig.ofDefaults());
    }

    /** Makes a write-behind whose values are stored as JSON; else as the other method of this name. */
    public <V> WriteBehind<V> writeBehind(String name, Class<V> type, Writer<V> writer, WriteBehindConfig config) {
        return writeBehind(name, JacksonCodec.of(jsonMapper, type), writer, config);
    }

    /**
     * Makes a write-behind; its keys are {@code namespace:writebehind:name:…}. It is closed by {@link #close()}, unless that
     * was done before.
     *
     * @throws IllegalStateException if the instances in Redis have another number of shards, or this is closed
     */
    public <V> WriteBehind<V> writeBehind(String name, Codec<V> codec, Writer<V> writer, WriteBehindConfig config) {
        writeBehinds.requireOpen();
        KeyTemplate keys = keySpace.template("writebehind", name, HashTag.ID);
        return writeBehinds.add(WriteBehinds.open(gateway, keys, codec, writer, config, writeBehinds::remove));
    }

    /** The cache of a name, or null if there is none. */
    public @Nullable Cache<?> findCache(String name) {
        return caches.get(name);
    }

    /** Every cache, sorted by name. */
    public List<Cache<?>> caches() {
        return List.copyOf(caches.values());
    }

    /** Every write-behind that is not closed, sorted by name. */
    public List<WriteBehind<?>> writeBehinds() {
        return writeBehinds.list();
    }

    /** The keys in use. */
    public KeySpace keySpace() {
        return keySpace;
    }

    /** The gateway that everything goes through. */
    public RedisGateway gateway() {
        return gateway;
    }

    /**
     * Closes the write-behinds, all at once, each of which writes what it can within its
     * {@link WriteBehindConfig#closeTimeout()}; stops what else is done in the background; and closes the gateway if it was
     * handed over. A second call does nothing.
     */
    @Override
    public void close() {
        writeBehinds.close();
        cacheFactory.close();
        if (closesGateway) {
            gateway.close();
        }
    }

    /** Builds the patterns of an application; not safe for many threads. */
    public static final class Builder {

        private final RedisGateway gateway;
        private @Nullable String namespace;
        private JsonMapper jsonMapper = JsonMapper.shared();
        private boolean closesGateway;
        private @Nullable Executor executor;

        private Builder(RedisGateway gateway) {
            this.gateway = gateway;
        }

        /** The first segment of every key, such as the application's name. Required. */
        public Builder namespace(String namespace) {
            this.namespace = namespace;
            return this;
        }

        /** The mapper for values stored as JSON. */
        public Builder jsonMapper(JsonMapper jsonMapper) {
            this.jsonMapper = jsonMapper;
            return this;
        }

        /** Runs loads in the background. By default up to 256 threads of their own. */
        public Builder executor(Executor executor) {
            this.executor = executor;
            return this;
        }

        /** Whether {@link RedisPatterns#close()} closes the gateway too. It does not by default. */
        public Builder closeGateway(boolean closesGateway) {
            this.closesGateway = closesGateway;
            return this;
        }

        /**
         * The patterns.
         *
         * @throws IllegalStateException if no namespace was given
         */
        public RedisPatterns build() {
            if (namespace == null) {
                throw new IllegalStateException("a namespace is needed: it keeps the keys of applications apart");
            }
            return new RedisPatterns(this, KeySpace.of(namespace));
        }
    }
}
