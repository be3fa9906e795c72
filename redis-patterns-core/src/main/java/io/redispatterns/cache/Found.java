package io.redispatterns.cache;

import org.jspecify.annotations.Nullable;

/** What a read of an entry has found. */
sealed interface Found<V> {

    /** The lease on the entry, or {@link Envelope#NO_TOKEN}. */
    default long token() {
        return Envelope.NO_TOKEN;
    }

    /**
     * A value, or the knowledge that there is none.
     *
     * @param value null if it is known that there is none
     * @param envelope what else is known
     * @param freshMillis for how long it stays fresh; not above 0 if it is stale; {@link Long#MAX_VALUE} if it is fresh
     *     until it is gone and nobody has asked when that is
     */
    record Value<V>(@Nullable V value, Envelope envelope, long freshMillis, Seen seen) implements Found<V> {

        boolean isFresh() {
            return freshMillis > 0;
        }

        @Override
        public long token() {
            return envelope.token();
        }
    }

    /** Nothing that could be served, but maybe a lease. */
    record Nothing<V>(@Override long token, Seen seen) implements Found<V> {}

    /** Redis did not answer. */
    record Unknown<V>(RuntimeException cause) implements Found<V> {}

    /**
     * What the reader knew of invalidations.
     *
     * @param marks where the generations stood
     * @param bounds what an entry has to keep to, by what is known so far
     */
    record Seen(Marks marks, Bounds bounds) {

        Seen with(Bounds more) {
            return new Seen(marks, bounds.and(more));
        }
    }
}
