package io.redispatterns.cache;

import java.time.Duration;

/**
 * How a cache is warmed.
 *
 * @param name tells the warmings of a cache apart, 1 to 64 characters of {@code a-z 0-9 . _ -}
 * @param interval from the beginning of one run to the earliest beginning of the next, whichever process does it
 * @param repeats whether there is a next run after the interval, or the warming is over after one
 * @param loadsPerSecond how many loads begin in a second at most
 * @param parallelism how many loads run at once
 * @param batchSize how many ids are looked at together; after each batch the place is noted in Redis, 1 to 10,000
 * @param minFresh an entry that stays fresh for longer is skipped
 */
public record WarmingConfig(
        String name,
        Duration interval,
        boolean repeats,
        double loadsPerSecond,
        int parallelism,
        int batchSize,
        Duration minFresh) {

    private static final int MOST_IDS = 10_000;
    private static final Duration LONGEST_INTERVAL = Duration.ofDays(365);

    public WarmingConfig {
        if (!name.matches("[a-z0-9._-]{1,64}")) {
            throw new IllegalArgumentException(
                    "a warming's name is 1 to 64 characters of a-z 0-9 . _ -, not \"" + name + "\"");
        }
        if (interval.toMillis() < 1 || interval.compareTo(LONGEST_INTERVAL) > 0) {
            throw new IllegalArgumentException(
                    "a warming's interval is from 1 ms to " + LONGEST_INTERVAL.toDays() + " days, not " + interval);
        }
        if (!(loadsPerSecond > 0)) {
            throw new IllegalArgumentException("loads per second are above 0, not " + loadsPerSecond);
        }
        if (parallelism < 1) {
            throw new IllegalArgumentException("a parallelism is at least 1, not " + parallelism);
        }
        if (batchSize < 1 || batchSize > MOST_IDS) {
            throw new IllegalArgumentException("a batch has from 1 to " + MOST_IDS + " ids, not " + batchSize);
        }
        if (minFresh.isNegative()) {
            throw new IllegalArgumentException("a time to stay fresh is not negative, as " + minFresh + " is");
        }
    }

    /** Once an hour at most, not repeated, 100 loads a second, 4 at once, in batches of 500; what is fresh is skipped. */
    public static WarmingConfig of(String name) {
        return new WarmingConfig(name, Duration.ofHours(1), false, 100, 4, 500, Duration.ZERO);
    }

    /** With another interval. */
    public WarmingConfig withInterval(Duration interval) {
        return new WarmingConfig(name, interval, repeats, loadsPerSecond, parallelism, batchSize, minFresh);
    }

    /** With a run after each interval. */
    public WarmingConfig repeating() {
        return new WarmingConfig(name, interval, true, loadsPerSecond, parallelism, batchSize, minFresh);
    }

    /** With another number of loads a second. */
    public WarmingConfig withLoadsPerSecond(double loadsPerSecond) {
        return new WarmingConfig(name, interval, repeats, loadsPerSecond, parallelism, batchSize, minFresh);
    }

    /** With another number of loads at once. */
    public WarmingConfig withParallelism(int parallelism) {
        return new WarmingConfig(name, interval, repeats, loadsPerSecond, parallelism, batchSize, minFresh);
    }

    /** With other batches. */
    public WarmingConfig withBatchSize(int batchSize) {
        return new WarmingConfig(name, interval, repeats, loadsPerSecond, parallelism, batchSize, minFresh);
    }

    /** With entries loaded too that stay fresh for no longer than this. */
    public WarmingConfig withMinFresh(Duration minFresh) {
        return new WarmingConfig(name, interval, repeats, loadsPerSecond, parallelism, batchSize, minFresh);
    }
}
