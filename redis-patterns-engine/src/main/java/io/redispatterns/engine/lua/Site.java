package io.redispatterns.engine.lua;

import org.jspecify.annotations.Nullable;

/** A place in a chunk that may fail, and what it deals with. */
interface Site {

    /** The line. */
    int line();

    /** What the function that is called here is known as, such as {@code global 'f'}; null when it has no name or nothing is called. */
    default @Nullable Name callee() {
        return null;
    }
}
