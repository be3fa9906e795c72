package io.redispatterns.cache;

import java.time.Duration;

/**
 * What callers get when a load fails.
 *
 * @param maxStale for how long after its ttl a value is kept, to be served if loading a new one fails; zero for not at
 *     all
 * @param throttle after a failed load with an old value to serve: for how long no load is tried, in the whole
 *     application
 * @param failurePause after a failed load without an old value: for how long callers get a {@link LoadPausedException}
 *     instead of a load; zero for not at all
 */
public record FailSafeConfig(Duration maxStale, Duration throttle, Duration failurePause) {

    public FailSafeConfig {
        requireNotNegative("longest time to serve stale values", maxStale);
        requireNotNegative("throttle", throttle);
        requireNotNegative("failure pause", failurePause);
    }

    /** Failures reach the callers, and every call tries anew. */
    public static FailSafeConfig off() {
        return new FailSafeConfig(Duration.ZERO, Duration.ZERO, Duration.ZERO);
    }

    /** Old values are served for so long, and a failed load is tried again after 10 seconds. */
    public static FailSafeConfig of(Duration maxStale) {
        return new FailSafeConfig(maxStale, Duration.ofSeconds(10), Duration.ZERO);
    }

    /** With another throttle. */
    public FailSafeConfig withThrottle(Duration throttle) {
        return new FailSafeConfig(maxStale, throttle, failurePause);
    }

    /** With another pause after failures without an old value. */
    public FailSafeConfig withFailurePause(Duration failurePause) {
        return new FailSafeConfig(maxStale, throttle, failurePause);
    }

    /** Whether old values are served. */
    public boolean servesStale() {
        return !maxStale.isZero();
    }

    /**
     * Whether a value may be served when loading fails. Its entry may live for longer than it should be served: a lease
     * keeps it, or another configuration has written it.
     *
     * @param freshMillis for how long it stays fresh; below 0 for how long it has been stale
     */
    boolean mayServe(long freshMillis) {
        return servesStale() && freshMillis > -maxStale.toMillis();
    }

    private static void requireNotNegative(String what, Duration duration) {
        if (duration.isNegative()) {
            throw new IllegalArgumentException("a " + what + " is not negative, as " + duration + " is");
        }
    }
}
