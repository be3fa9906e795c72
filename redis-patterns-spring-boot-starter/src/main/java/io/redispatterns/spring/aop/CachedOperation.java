package io.redispatterns.spring.aop;

import org.jspecify.annotations.Nullable;

/**
 * What {@code @Cached} on a method means.
 *
 * @param cache the cache
 * @param result what the method gives
 * @param key which entry a call is about
 * @param condition whether a call is about an entry at all
 * @param keeping how a result is kept
 * @param fallback what callers get in place of a failure, or null if they get the failure
 */
record CachedOperation(
        DeclaredCache cache,
        ResultType result,
        KeyExpression key,
        Condition condition,
        Keeping keeping,
        @Nullable Expression fallback) {}
