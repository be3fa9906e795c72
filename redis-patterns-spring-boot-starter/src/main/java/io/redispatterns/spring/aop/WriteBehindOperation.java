package io.redispatterns.spring.aop;

/**
 * What {@code @WriteBehind} on a method means.
 *
 * @param writes where its writes go
 * @param key which entry a call is about
 * @param remove whether it is removed
 */
record WriteBehindOperation(DeclaredWriteBehind writes, KeyExpression key, boolean remove) {}
