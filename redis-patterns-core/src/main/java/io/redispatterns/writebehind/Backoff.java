package io.redispatterns.writebehind;

import java.time.Duration;
import java.util.random.RandomGenerator;

/** Waits that double from one failure to the next, up to a limit, less a random part of up to a half. */
record Backoff(Duration initial, Duration max) {

    private static final int MAX_DOUBLINGS = 30;

    /** The wait after a number of failures, from 1. */
    Duration after(int failures, RandomGenerator random) {
        long factor = 1L << Math.min(failures - 1, MAX_DOUBLINGS);
        long longest = initial.compareTo(max.dividedBy(factor)) > 0
                ? max.toNanos()
                : initial.multipliedBy(factor).toNanos();
        return Duration.ofNanos(longest - (long) (longest * 0.5 * random.nextDouble()));
    }
}
