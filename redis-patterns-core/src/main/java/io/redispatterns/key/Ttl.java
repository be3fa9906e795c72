package io.redispatterns.key;

import java.time.Duration;

/**
 * How long a key lives: a whole number of milliseconds from 1 to those of 10 years. Code that writes keys takes this
 * type, so that a key without an end of life cannot be written.
 */
public record Ttl(long millis) {

    private static final Duration MAX = Duration.ofDays(3650);

    public Ttl {
        if (millis < 1 || millis > MAX.toMillis()) {
            throw new IllegalArgumentException(
                    "a ttl is from 1 ms to " + MAX.toDays() + " days, not " + millis + " ms");
        }
    }

    /**
     * A duration, cut to whole milliseconds.
     *
     * @throws IllegalArgumentException if it is less than a millisecond or more than 10 years
     */
    public static Ttl of(Duration duration) {
        if (duration.compareTo(Duration.ofMillis(1)) < 0 || duration.compareTo(MAX) > 0) {
            throw new IllegalArgumentException("a ttl is from 1 ms to " + MAX.toDays() + " days, not " + duration);
        }
        return new Ttl(duration.toMillis());
    }

    /** The ttl as a duration. */
    public Duration toDuration() {
        return Duration.ofMillis(millis);
    }
}
