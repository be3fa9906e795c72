package io.redispatterns.engine.command;

import io.redispatterns.engine.util.LongDouble;
import io.redispatterns.engine.util.Numbers;

/** Reads how long a blocking command may wait. */
public final class Timeouts {

    private static final int MILLIS_PER_SECOND = 1000;

    private Timeouts() {}

    /**
     * Reads a number of seconds, perhaps with a fraction, as milliseconds: rounded up, so that only 0 (and what is negative, but rounds
     * up to 0) waits for ever. A number that 64 bits cannot hold counts as negative, as in Redis.
     *
     * @throws CommandException when it is no number or negative
     */
    public static long seconds(byte[] word) {
        LongDouble seconds = LongDouble.parse(word);
        if (seconds == null) {
            throw Errors.of("ERR timeout is not a float or out of range");
        }
        long millis = seconds.times(MILLIS_PER_SECOND).ceiling();
        if (millis < 0 || millis == Long.MAX_VALUE) {
            throw Errors.of("ERR timeout is negative");
        }
        return millis;
    }

    /**
     * Reads a timeout in milliseconds.
     *
     * @throws CommandException when it is no integer or negative
     */
    public static long millis(byte[] word) {
        Long millis = Numbers.parseLong(word);
        if (millis == null) {
            throw Errors.of("ERR timeout is not an integer or out of range");
        }
        if (millis < 0) {
            throw Errors.of("ERR timeout is negative");
        }
        return millis;
    }
}
