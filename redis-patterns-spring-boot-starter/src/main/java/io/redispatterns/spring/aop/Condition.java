package io.redispatterns.spring.aop;

/** Whether a call is one that an annotation means. */
@FunctionalInterface
interface Condition {

    /** Every call. */
    Condition ALWAYS = call -> true;

    /** No call. */
    Condition NEVER = call -> false;

    boolean holds(Call call);
}
