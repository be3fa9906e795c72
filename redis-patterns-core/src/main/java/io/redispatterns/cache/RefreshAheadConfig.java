package io.redispatterns.cache;

import java.time.Duration;

/**
 * Which entries are loaded anew before their time is over, whether somebody reads them then or not.
 *
 * @param maxKeys how many entries each process cares for, those that it reads often and lately; 0 for none, up to 100,000
 * @param after the part of the time that a value is fresh after which it is loaded anew, between 0 and 1
 * @param jitter the part of the rest that may pass before that at random, from 0 to below 1
 * @param idle for how long after its last read an entry is cared for
 * @param parallelism how many entries a process loads at once for this
 */
public record RefreshAheadConfig(int maxKeys, double after, double jitter, Duration idle, int parallelism) {

    private static final int MOST_KEYS = 100_000;

    public RefreshAheadConfig {
        if (maxKeys < 0 || maxKeys > MOST_KEYS) {
            throw new IllegalArgumentException("from 0 to " + MOST_KEYS + " keys are kept fresh, not " + maxKeys);
        }
        if (!(after > 0 && after < 1)) {
            throw new IllegalArgumentException("a value is refreshed after a part between 0 and 1, not " + after);
        }
        if (!(jitter >= 0 && jitter < 1)) {
            throw new IllegalArgumentException("a jitter is a fraction from 0 to below 1, not " + jitter);
        }
        if (idle.isZero() || idle.isNegative()) {
            throw new IllegalArgumentException("an idle time is above zero, not " + idle);
        }
        if (parallelism < 1) {
            throw new IllegalArgumentException("a parallelism is at least 1, not " + parallelism);
        }
    }

    /** Nothing is loaded before somebody asks for it. */
    public static RefreshAheadConfig off() {
        return of(0);
    }

    /**
     * So many entries are loaded anew after 80 to 90 % of the time that they are fresh, until 10 minutes after their last
     * read, 16 at once.
     */
    public static RefreshAheadConfig of(int maxKeys) {
        return new RefreshAheadConfig(maxKeys, 0.8, 0.5, Duration.ofMinutes(10), 16);
    }

    /** With another part of the fresh time. */
    public RefreshAheadConfig withAfter(double after) {
        return new RefreshAheadConfig(maxKeys, after, jitter, idle, parallelism);
    }

    /** With another jitter. */
    public RefreshAheadConfig withJitter(double jitter) {
        return new RefreshAheadConfig(maxKeys, after, jitter, idle, parallelism);
    }

    /** With another time after the last read. */
    public RefreshAheadConfig withIdle(Duration idle) {
        return new RefreshAheadConfig(maxKeys, after, jitter, idle, parallelism);
    }

    /** With another number of loads at once. */
    public RefreshAheadConfig withParallelism(int parallelism) {
        return new RefreshAheadConfig(maxKeys, after, jitter, idle, parallelism);
    }

    /** Whether any entry is cared for. */
    boolean isOn() {
        return maxKeys > 0;
    }
}
