package io.redispatterns.cache;

import io.redispatterns.key.Ttl;
import java.time.Duration;
import java.util.List;

/** What a lease ends with. */
sealed interface Ending {

    Lease lease();

    /** The tags of what was loaded; none if nothing was. */
    List<String> tags();

    /** With a new entry. */
    record Fill(
            @Override Lease lease,
            byte[] entry,
            Ttl life,
            @Override List<String> tags) implements Ending {}

    /**
     * Without.
     *
     * @param pause for how long nobody is to load, or zero
     * @param removes whether an old value is to be removed
     */
    record Release(
            @Override Lease lease,
            Duration pause,
            boolean removes,
            @Override List<String> tags) implements Ending {

        /** For a lease that was given back unused. */
        static Release unused(Lease lease) {
            return afterFailure(lease, Duration.ZERO);
        }

        /** For a lease under which nothing could be loaded. */
        static Release afterFailure(Lease lease, Duration pause) {
            return new Release(lease, pause, false, List.of());
        }

        /** For a lease whose entry is to be gone, even if something was loaded. */
        static Release removing(Lease lease, List<String> tags) {
            return new Release(lease, Duration.ZERO, true, tags);
        }
    }
}
