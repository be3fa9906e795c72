package io.redispatterns.cache;

import io.redispatterns.codec.Codec;
import io.redispatterns.key.KeyTemplate;
import io.redispatterns.redis.RedisGateway;

/** Makes caches. */
public final class Caches {

    private Caches() {}

    /**
     * A cache on a gateway.
     *
     * @param keys the form of its keys; their name is the cache's name
     */
    public static <V> Cache<V> create(RedisGateway gateway, KeyTemplate keys, Codec<V> codec, CacheConfig config) {
        return new RedisCache<>(gateway, keys, codec, config);
    }
}
