package io.redispatterns.spring.cache;

import io.redispatterns.cache.Cache;
import java.lang.reflect.Type;

/** A cache of an application: one whose values have one type, or one of JSON documents that each reader has a type for. */
sealed interface NamedCache permits TypedCache, DocumentCache {

    /** What does the work, and counts it. */
    Cache<?> core();

    /** The cache for a reader of values of a type; a cache that knows its own type does not mind the reader's. */
    Cache<Object> as(Type type);

    /** The cache for a reader that names no type. */
    Cache<Object> asLearned();

    /** Tells that a method gives values of a type, for the readers that name none. */
    void learn(Type type);
}
