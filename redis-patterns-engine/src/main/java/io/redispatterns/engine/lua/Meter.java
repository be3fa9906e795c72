package io.redispatterns.engine.lua;

/** What counts the steps of a computation that may be long, and ends it with an exception when it takes too many. */
@FunctionalInterface
interface Meter {

    /** Counts steps that were made; called every few thousand of them and at the end of each part of the work. */
    void spend(int steps);
}
