package io.redispatterns.cache;

import java.time.Duration;

/**
 * How the processes of an application agree on who loads an entry.
 *
 * @param ttl how long the right to load stays with a process that does not renew it, because it has died: then another one
 *     loads. A load may take longer, since a living process renews it three times in this time. At least 10 ms
 * @param waitLimit for how long a caller waits for somebody else's load, and for its own to begin. Then it gets the old
 *     value, if there is one, and else loads by itself
 * @param pollInterval how often a waiting process looks for the value; it is told at once in general, and looks in case
 *     the message is lost
 */
public record LeaseConfig(Duration ttl, Duration waitLimit, Duration pollInterval) {

    private static final Duration LEAST_TTL = Duration.ofMillis(10);

    public LeaseConfig {
        if (ttl.compareTo(LEAST_TTL) < 0) {
            throw new IllegalArgumentException("a lease lasts for at least " + LEAST_TTL + ", not " + ttl);
        }
        requirePositive("wait limit", waitLimit);
        requirePositive("poll interval", pollInterval);
    }

    /** A dead process is noticed after 3 seconds, callers wait for 10 seconds, and look every 50 ms. */
    public static LeaseConfig ofDefaults() {
        return new LeaseConfig(Duration.ofSeconds(3), Duration.ofSeconds(10), Duration.ofMillis(50));
    }

    /** With another ttl. */
    public LeaseConfig withTtl(Duration ttl) {
        return new LeaseConfig(ttl, waitLimit, pollInterval);
    }

    /** With another wait limit. */
    public LeaseConfig withWaitLimit(Duration waitLimit) {
        return new LeaseConfig(ttl, waitLimit, pollInterval);
    }

    /** With another poll interval. */
    public LeaseConfig withPollInterval(Duration pollInterval) {
        return new LeaseConfig(ttl, waitLimit, pollInterval);
    }

    private static void requirePositive(String what, Duration duration) {
        if (duration.isZero() || duration.isNegative()) {
            throw new IllegalArgumentException("a " + what + " is above zero, not " + duration);
        }
    }
}
