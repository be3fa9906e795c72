package io.redispatterns.spring.aop;

import org.jspecify.annotations.Nullable;

/**
 * What {@code @WriteThrough} on a method means.
 *
 * @param cache the cache
 * @param result what the method gives
 * @param key which entry a call is about
 * @param store what is stored, or null for the result
 * @param condition whether a call is about an entry at all
 * @param keeping how it is kept
 */
record WriteThroughOperation(
        DeclaredCache cache,
        ResultType result,
        KeyExpression key,
        @Nullable Expression store,
        Condition condition,
        Keeping keeping) {}
