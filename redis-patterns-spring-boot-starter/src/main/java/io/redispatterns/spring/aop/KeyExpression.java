package io.redispatterns.spring.aop;

/** What tells the entries of a cache apart: gives the id of the entry that a call is about. */
@FunctionalInterface
interface KeyExpression {

    /**
     * The id.
     *
     * @throws IllegalArgumentException if the call has none: the key is null, or has no text of its own
     */
    String idOf(Call call);
}
