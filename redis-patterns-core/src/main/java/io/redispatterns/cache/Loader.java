package io.redispatterns.cache;

import org.jspecify.annotations.Nullable;

/**
 * The source that a cache stands in front of.
 *
 * @param <V> the type of the values
 */
@FunctionalInterface
public interface Loader<V> {

    /**
     * The value of an id.
     *
     * @return null if there is none
     * @throws Exception whatever went wrong; the callers of the cache get it unchanged
     */
    @Nullable
    V load(String id) throws Exception;
}
