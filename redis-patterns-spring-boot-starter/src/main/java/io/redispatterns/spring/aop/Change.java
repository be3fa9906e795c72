package io.redispatterns.spring.aop;

import org.jspecify.annotations.Nullable;

/**
 * What is done around one call of a method that changes what a cache is about: first {@link #begin}; then, if the method
 * gives a result, {@link #returned} and after the commit {@link #committed}; else {@link #failed}.
 */
interface Change {

    /** Before the method runs. May block. */
    void begin();

    /** When it has given a result, which is a value here, not a future. May block. */
    void returned(@Nullable Object value);

    /** When what the method did is committed. May block. */
    void committed();

    /** When the method has thrown or what it did is rolled back. May block. */
    void failed();
}
