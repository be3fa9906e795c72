package io.redispatterns.spring.aop;

import org.jspecify.annotations.Nullable;

/**
 * What {@code @CachedBulk} on a method means.
 *
 * @param cache the cache
 * @param delivery how the values come to the caller
 * @param keys the parameter with the keys
 * @param key which entry an element of the keys is about
 * @param values in what the method gives the values
 * @param valueKey which element a value belongs to; null if the method says that itself
 * @param condition whether a call is about entries at all
 * @param keeping how each value is kept
 */
record BulkOperation(
        DeclaredCache cache,
        Delivery delivery,
        KeysParameter keys,
        KeyExpression key,
        BulkValues values,
        @Nullable Expression valueKey,
        Condition condition,
        Keeping keeping) {}
