package io.redispatterns.cache;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** How a flight has ended. */
sealed interface Landing<V> {

    /**
     * With a value.
     *
     * @param askedNanos when Redis was asked last before the value was read or loaded: it has nothing that was invalidated
     *     before that
     * @param loaded whether it comes from the source, and not from Redis, where it was judged by the generations that the
     *     leader had seen
     * @param token of the lease that it was loaded under, if it was
     * @param generation as of which the value was loaded
     * @param tags of the value
     * @param confirmedNanos a time after which Redis has confirmed that nothing had invalidated the value; null if there is
     *     none
     */
    record Landed<V>(
            @Nullable V value,
            long askedNanos,
            boolean loaded,
            long token,
            long generation,
            List<String> tags,
            @Nullable Long confirmedNanos)
            implements Landing<V> {

        /** With what was loaded, or written to the source, under a lease. */
        static <V> Landed<V> underLease(
                Lease lease,
                LoadContext<V> context,
                @Nullable V value,
                long askedNanos,
                @Nullable Long confirmedNanos) {
            return new Landed<>(
                    value, askedNanos, true, lease.token(), lease.generation(), context.tagsOfValue(), confirmedNanos);
        }

        /** Whether the value has all that was invalidated before a caller came, even if he has not looked at the entry. */
        boolean isAsOf(long cameNanos) {
            boolean loadedSince = loaded && askedNanos - cameNanos >= 0;
            return loadedSince || (confirmedNanos != null && confirmedNanos - cameNanos >= 0);
        }
    }

    /**
     * With an exception for everybody.
     *
     * @param stale the old value, which those may rather have whom it can serve
     */
    record Crashed<V>(Throwable cause, @Nullable Landed<V> stale) implements Landing<V> {}

    /** With nothing that says anything to those who waited: they try by themselves. */
    record Abandoned<V>() implements Landing<V> {}

    /** With another process still loading after the time that callers are to wait. */
    record Overdue<V>() implements Landing<V> {}
}
