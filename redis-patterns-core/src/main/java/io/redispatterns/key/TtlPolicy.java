package io.redispatterns.key;

import java.time.Duration;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * How long the keys of a pattern live.
 *
 * <p>Jitter spreads the expiry of keys that were written together. It only shortens: with a ttl of 10 minutes and a
 * jitter of 0.1 a key lives for 9 to 10 minutes, so that the ttl stays a promise on how old a value can be.
 *
 * @param ttl the longest life of a value
 * @param jitter the fraction of the ttl, from 0 up to but not including 1, that may be taken off at random
 * @param negativeTtl the longest life of the knowledge that there is no value, or null if that is not kept
 * @param min the shortest life that may be asked for
 * @param max the longest life that may be asked for
 */
public record TtlPolicy(
        Duration ttl, double jitter, @Nullable Duration negativeTtl, Duration min, Duration max) {

    private static final Duration DEFAULT_MIN = Duration.ofMillis(1);
    private static final Duration DEFAULT_MAX = Duration.ofDays(365);
    private static final double DEFAULT_JITTER = 0.1;

    public TtlPolicy {
        Ttl.of(min);
        Ttl.of(max);
        if (min.compareTo(max) > 0) {
            throw new IllegalArgumentException("the smallest ttl, " + min + ", is above the largest, " + max);
        }
        if (!(jitter >= 0 && jitter < 1)) {
            throw new IllegalArgumentException("a jitter is a fraction from 0 to below 1, not " + jitter);
        }
        checkBounds("ttl", ttl, min, max);
        if (negativeTtl != null) {
            checkBounds("negative ttl", negativeTtl, min, max);
        }
    }

    /** A ttl with a jitter of 0.1, without negative entries, for lives from 1 ms to 365 days. */
    public static TtlPolicy of(Duration ttl) {
        return new TtlPolicy(ttl, DEFAULT_JITTER, null, DEFAULT_MIN, DEFAULT_MAX);
    }

    /** This policy with another ttl. */
    public TtlPolicy withTtl(Duration ttl) {
        return new TtlPolicy(ttl, jitter, negativeTtl, min, max);
    }

    /** This policy with another jitter. */
    public TtlPolicy withJitter(double jitter) {
        return new TtlPolicy(ttl, jitter, negativeTtl, min, max);
    }

    /** This policy with another negative ttl; null for keeping no negative entries. */
    public TtlPolicy withNegativeTtl(@Nullable Duration negativeTtl) {
        return new TtlPolicy(ttl, jitter, negativeTtl, min, max);
    }

    /** This policy with other bounds. */
    public TtlPolicy withBounds(Duration min, Duration max) {
        return new TtlPolicy(ttl, jitter, negativeTtl, min, max);
    }

    /** The life of a value just written, with jitter; null if it must not be written: a null without negative ttl. */
    public @Nullable Ttl ttlFor(@Nullable Object value, RandomGenerator random) {
        Duration longest = value == null ? negativeTtl : ttl;
        return longest == null ? null : shortened(longest.toMillis(), random);
    }

    /**
     * A life that the caller chose, without jitter.
     *
     * @throws IllegalArgumentException if it is outside the bounds
     */
    public Ttl ttlOf(Duration chosen) {
        checkBounds("ttl", chosen, min, max);
        return Ttl.of(chosen);
    }

    /** A life that was reckoned, without jitter: what is outside the bounds becomes the nearer of them. */
    public Ttl ttlNearest(Duration reckoned) {
        if (reckoned.compareTo(min) < 0) {
            return Ttl.of(min);
        }
        return Ttl.of(reckoned.compareTo(max) > 0 ? max : reckoned);
    }

    private Ttl shortened(long millis, RandomGenerator random) {
        long off = (long) (millis * jitter * random.nextDouble());
        return new Ttl(Math.max(millis - off, min.toMillis()));
    }

    private static void checkBounds(String what, Duration duration, Duration min, Duration max) {
        if (duration.compareTo(min) < 0 || duration.compareTo(max) > 0) {
            throw new IllegalArgumentException("a " + what + " is from " + min + " to " + max + ", not " + duration);
        }
    }
}
