package io.redispatterns.spring.aop;

import org.jspecify.annotations.Nullable;

/**
 * What one {@code @CacheInvalidate} on a method means.
 *
 * @param cache the name of the cache
 * @param key which entry a call is about, or null if it is about all
 * @param condition whether a call is about an entry at all
 */
record InvalidateOperation(String cache, @Nullable KeyExpression key, Condition condition) {}
