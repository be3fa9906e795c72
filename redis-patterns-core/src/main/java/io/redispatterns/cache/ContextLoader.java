package io.redispatterns.cache;

import org.jspecify.annotations.Nullable;

/**
 * The source that a cache stands in front of, with a say in how the value is kept.
 *
 * @param <V> the type of the values
 */
@FunctionalInterface
public interface ContextLoader<V> {

    /**
     * The value of an id.
     *
     * @param context what is known of the old value, and where the loader says what it knows of the new one
     * @return null if there is none
     * @throws Exception whatever went wrong; the callers of the cache get it unchanged
     */
    @Nullable
    V load(String id, LoadContext<V> context) throws Exception;
}
