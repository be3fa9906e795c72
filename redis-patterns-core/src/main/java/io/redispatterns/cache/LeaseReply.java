package io.redispatterns.cache;

import org.jspecify.annotations.Nullable;

/** The answer to one who wants to load an entry. */
sealed interface LeaseReply<V> {

    /** The entry is fresh: there is nothing to load. */
    record Fresh<V>(Found.Value<V> value) implements LeaseReply<V> {}

    /** The caller has the right. */
    record Granted<V>(Lease lease, Found.@Nullable Value<V> stale) implements LeaseReply<V> {}

    /** Somebody else has it. */
    record Taken<V>(long leftMillis, Found.@Nullable Value<V> stale) implements LeaseReply<V> {}

    /** A load has failed, and nobody is to try again for a while. */
    record Paused<V>(long leftMillis, Found.@Nullable Value<V> stale) implements LeaseReply<V> {}

    /** There is something that the caller cannot use; he knows more now, and may ask again. */
    record Unusable<V>(Found.Seen seen) implements LeaseReply<V> {}

    /** Redis did not answer. */
    record Unknown<V>(RuntimeException cause) implements LeaseReply<V> {}
}
