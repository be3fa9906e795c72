package io.redispatterns.engine.command.generic;

import io.redispatterns.engine.command.ArgReader;
import io.redispatterns.engine.command.CommandException;
import io.redispatterns.engine.command.Errors;

/**
 * What follows the payload of RESTORE.
 *
 * @param replace whether a key that is there gives way
 * @param absolute whether the expiry is a moment
 * @param idleSeconds for how long the key has not been used, or {@link #UNSET}
 * @param frequency how often it is used, or {@link #UNSET}; counted nowhere, as without an LFU policy in Redis
 */
record RestoreOptions(boolean replace, boolean absolute, long idleSeconds, long frequency) {

    /** What was not said. */
    static final long UNSET = -1;

    private static final int MAX_FREQUENCY = 255;
    private static final RestoreOptions NONE = new RestoreOptions(false, false, UNSET, UNSET);

    /**
     * Reads the options.
     *
     * @throws CommandException when one is unknown or out of range, or idle time and frequency are both given
     */
    static RestoreOptions parse(ArgReader words) {
        RestoreOptions options = NONE;
        while (words.hasNext()) {
            options = options.and(words);
        }
        return options;
    }

    private RestoreOptions and(ArgReader words) {
        if (words.accept("REPLACE")) {
            return new RestoreOptions(true, absolute, idleSeconds, frequency);
        }
        if (words.accept("ABSTTL")) {
            return new RestoreOptions(replace, true, idleSeconds, frequency);
        }
        if (frequency == UNSET && words.acceptWith("IDLETIME", 1)) {
            return new RestoreOptions(replace, absolute, idle(words.nextLong()), frequency);
        }
        if (idleSeconds == UNSET && words.acceptWith("FREQ", 1)) {
            return new RestoreOptions(replace, absolute, idleSeconds, frequency(words.nextLong()));
        }
        throw words.syntaxError();
    }

    private static long idle(long seconds) {
        if (seconds < 0) {
            throw Errors.of("ERR Invalid IDLETIME value, must be >= 0");
        }
        return seconds;
    }

    private static long frequency(long frequency) {
        if (frequency < 0 || frequency > MAX_FREQUENCY) {
            throw Errors.of("ERR Invalid FREQ value, must be >= 0 and <= 255");
        }
        return frequency;
    }

    /** When the key was last used, in milliseconds since 1970. */
    long lastAccess(long now) {
        return idleSeconds > now / 1000 ? 0 : now - 1000 * Math.max(0, idleSeconds);
    }
}
