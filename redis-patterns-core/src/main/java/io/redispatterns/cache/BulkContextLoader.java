package io.redispatterns.cache;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The source that a cache stands in front of, asked for many values at once, with a say in how each of them is kept.
 *
 * @param <V> the type of the values
 */
@FunctionalInterface
public interface BulkContextLoader<V> {

    /**
     * The values of ids.
     *
     * @param ids at least one, without repetition
     * @param contexts for each id what is known of its old value, and where the loader says what it knows of the new one
     * @return the values by id; an id that is not among them, or has null, has no value
     * @throws Exception whatever went wrong; the callers of the cache get it unchanged
     */
    Map<String, ? extends @Nullable V> loadAll(List<String> ids, Map<String, LoadContext<V>> contexts) throws Exception;
}
