package io.redispatterns.writebehind;

/** What one look at a shard has come to. */
sealed interface Step {

    /** Something was given to the writer, which may have thrown. */
    record Wrote(boolean thrown) implements Step {}

    /** There is nothing to write for some milliseconds, or nothing pending at all if that is -1. */
    record Nothing(long waitMillis) implements Step {}

    /** Another instance has the lease, or nobody. */
    record LeaseLost() implements Step {}
}
