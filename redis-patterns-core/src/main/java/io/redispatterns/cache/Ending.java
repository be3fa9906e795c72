package io.redispatterns.cache;

import io.redispatterns.key.Ttl;
import java.time.Duration;
import java.util.List;

/** What a lease ends with. */
sealed interface Ending {

    Lease lease();

    /**
     * With a new entry.
     *
     * @param tags that the entry has
     */
    record Fill(@Override Lease lease, byte[] entry, Ttl life, List<String> tags) implements Ending {}

    /**
     * Without.
     *
     * @param pause for how long nobody is to load, or zero
     * @param removes whether an old value is to be removed
     */
    record Release(@Override Lease lease, Duration pause, boolean removes) implements Ending {

        /** For a lease that was given back unused. */
        static Release unused(Lease lease) {
            return new Release(lease, Duration.ZERO, false);
        }
    }
}
