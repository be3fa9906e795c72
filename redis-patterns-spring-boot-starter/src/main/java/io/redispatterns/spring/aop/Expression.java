package io.redispatterns.spring.aop;

import org.jspecify.annotations.Nullable;

/** A text of an annotation that is computed for each call. */
interface Expression {

    /** Its value for a call. */
    @Nullable
    Object valueFor(Call call);

    /** Whether it needs what the method gives. */
    boolean usesResult();
}
