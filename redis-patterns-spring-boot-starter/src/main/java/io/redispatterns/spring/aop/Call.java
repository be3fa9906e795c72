package io.redispatterns.spring.aop;

import org.jspecify.annotations.Nullable;

/**
 * A call of an annotated method, as expressions see it.
 *
 * @param target the object behind the proxy
 * @param args the arguments
 * @param result what the method gave, or null before it did
 * @param element which of a collection of keys it is about, or null
 * @param error what the method threw, or null
 */
record Call(
        @Nullable Object target,
        @Nullable Object[] args,
        @Nullable Object result,
        @Nullable Object element,
        @Nullable Throwable error) {

    Call(@Nullable Object target, @Nullable Object[] args) {
        this(target, args, null, null, null);
    }

    /** This call when it has given a result. */
    Call withResult(@Nullable Object given) {
        return new Call(target, args, given, element, error);
    }

    /** This call as far as it is about one element of a collection of keys. */
    Call withElement(@Nullable Object one) {
        return new Call(target, args, result, one, error);
    }

    /** This call when it has failed. */
    Call withError(Throwable thrown) {
        return new Call(target, args, result, element, thrown);
    }

    /** The value of a variable that is no parameter; null if there is none. */
    @Nullable
    Object variable(String name) {
        return switch (name) {
            case Scope.RESULT -> result;
            case Scope.ELEMENT -> element;
            case Scope.ERROR -> error;
            default -> null;
        };
    }
}
