package io.redispatterns.cache;

/**
 * The generations that an entry must not be older than.
 *
 * @param removed below it an entry counts as removed
 * @param expired below it an entry counts as expired
 */
record Bounds(long removed, long expired) {

    static final Bounds NONE = new Bounds(0, 0);

    /** For what cannot be read at all. */
    static final Bounds EVERYTHING = new Bounds(Long.MAX_VALUE, Long.MAX_VALUE);

    /** What holds if both hold. */
    Bounds and(Bounds other) {
        return new Bounds(Math.max(removed, other.removed), Math.max(expired, other.expired));
    }

    /** These bounds, and besides that an entry of a generation counts as removed. */
    Bounds removing(long generation) {
        return new Bounds(Math.max(removed, generation + 1), expired);
    }
}
