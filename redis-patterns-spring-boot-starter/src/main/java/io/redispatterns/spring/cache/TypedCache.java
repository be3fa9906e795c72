package io.redispatterns.spring.cache;

import io.redispatterns.cache.Cache;
import java.lang.reflect.Type;

/** A cache of values of one type, that of {@code @Cached} methods. */
record TypedCache(Cache<Object> core) implements NamedCache {

    @Override
    public Cache<Object> as(Type type) {
        return core;
    }

    @Override
    public Cache<Object> asLearned() {
        return core;
    }

    @Override
    public void learn(Type type) {
        // It knows its type.
    }
}
