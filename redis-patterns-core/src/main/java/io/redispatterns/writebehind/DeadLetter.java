package io.redispatterns.writebehind;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An intent that could not be written.
 *
 * @param key what {@link WriteBehind#replay} and {@link WriteBehind#discard} take, such as {@code 3:1763730000000-0}
 * @param id what was to be written
 * @param kind whether that was a value or a removal
 * @param value the value; null for a removal, and if the value cannot be read as one any more
 * @param version the version of the intent
 * @param attempts how often it was tried
 * @param acceptedAt when the oldest intent that it stands for was accepted
 * @param diedAt when it was given up
 * @param cause why
 * @param <V> the type of the value
 */
public record DeadLetter<V>(
        String key,
        String id,
        Kind kind,
        @Nullable V value,
        long version,
        int attempts,
        Instant acceptedAt,
        Instant diedAt,
        String cause) {

    /** What was to be done. */
    public enum Kind {
        PUT,
        REMOVE
    }
}
