package io.redispatterns.spring.aop;

import java.util.List;

/**
 * What one {@code @CacheInvalidate} on a method means.
 *
 * @param cache the name of the cache
 * @param entries which entries a call is about
 * @param stale whether they are made stale instead of being removed
 * @param before whether they are removed before the method runs too
 * @param condition whether a call is about entries at all
 */
record InvalidateOperation(String cache, Entries entries, boolean stale, boolean before, Condition condition) {

    /** Which entries of a cache. */
    sealed interface Entries {

        /** One. */
        record One(KeyExpression key) implements Entries {}

        /** Those whose keys are the elements of a collection. */
        record Several(Expression keys) implements Entries {}

        /** Those that have any of these tags. */
        record Tagged(List<Expression> tags) implements Entries {}

        /** All. */
        record All() implements Entries {}
    }

    /** Whether all is known before the method runs. */
    boolean canRunBefore() {
        return before && !condition.usesResult() && keyIsKnownBefore();
    }

    private boolean keyIsKnownBefore() {
        return (entries instanceof Entries.One one && !one.key().usesResult())
                || (entries instanceof Entries.Several several
                        && !several.keys().usesResult());
    }
}
