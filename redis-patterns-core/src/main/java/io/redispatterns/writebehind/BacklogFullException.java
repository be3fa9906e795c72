package io.redispatterns.writebehind;

/** An intent that was refused because too much is pending already. Nothing has changed. */
public final class BacklogFullException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** What there is too much of. */
    public enum Bound {
        /** Ids with a pending intent; the limit is the shard's share. */
        MAX_PENDING,

        /** The age of the shard's oldest pending intent, in milliseconds. */
        MAX_AGE
    }

    private final Bound bound;
    private final long limit;
    private final long actual;

    BacklogFullException(String name, int shard, Bound bound, long limit, long actual) {
        super("write-behind " + name + " is full: "
                + switch (bound) {
                    case MAX_PENDING ->
                        "shard " + shard + " has " + actual + " pending ids, its share of max pending is " + limit;
                    case MAX_AGE ->
                        "the oldest intent of shard " + shard + " is " + actual + " ms old, max age is " + limit
                                + " ms";
                });
        this.bound = bound;
        this.limit = limit;
        this.actual = actual;
    }

    /** What there is too much of. */
    public Bound bound() {
        return bound;
    }

    /** How much there may be. */
    public long limit() {
        return limit;
    }

    /** How much there is. */
    public long actual() {
        return actual;
    }
}
