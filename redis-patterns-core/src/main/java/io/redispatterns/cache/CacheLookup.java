package io.redispatterns.cache;

import org.jspecify.annotations.Nullable;

/**
 * What a read without loading has found.
 *
 * @param <V> the type of the values
 */
public sealed interface CacheLookup<V> {

    /** A stored value. */
    record Hit<V>(V value) implements CacheLookup<V> {}

    /**
     * A value past its ttl, or made stale by an invalidation, that is kept for when loading a new one fails.
     *
     * @param value null if it is the knowledge that there is none
     */
    record Stale<V>(@Nullable V value) implements CacheLookup<V> {}

    /** The stored knowledge that there is no value. */
    record CachedNull<V>() implements CacheLookup<V> {}

    /** Nothing stored, or nothing that can be read. */
    record Miss<V>() implements CacheLookup<V> {}

    /** Redis did not answer: nothing is known. */
    record Failed<V>(RuntimeException cause) implements CacheLookup<V> {}
}
