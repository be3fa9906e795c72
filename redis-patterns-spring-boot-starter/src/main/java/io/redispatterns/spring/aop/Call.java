package io.redispatterns.spring.aop;

import org.jspecify.annotations.Nullable;

/**
 * A call of an annotated method, as expressions see it.
 *
 * @param target the object behind the proxy
 * @param args the arguments
 * @param result what the method gave, or null before it did
 */
record Call(
        @Nullable Object target,
        @Nullable Object[] args,
        @Nullable Object result) {

    Call(@Nullable Object target, @Nullable Object[] args) {
        this(target, args, null);
    }

    /** This call when it has given a result. */
    Call withResult(@Nullable Object given) {
        return new Call(target, args, given);
    }
}
