package io.redispatterns.engine.command.hash;

import io.redispatterns.engine.command.ArgReader;
import io.redispatterns.engine.command.CommandException;
import io.redispatterns.engine.command.Errors;
import io.redispatterns.engine.command.Invocation;
import io.redispatterns.engine.util.Bytes;
import org.jspecify.annotations.Nullable;

/** How the expiry of a field is given: counted from now or from 1970, in seconds or in milliseconds. */
enum TimeForm {
    EX(1000, true),
    PX(1, true),
    EXAT(1000, false),
    PXAT(1, false);

    /** The latest expiry: Redis keeps two bits of the 48 that it has for other ends. */
    private static final long MAX_MILLIS = (1L << 46) - 1;

    private final int unitMillis;
    private final boolean fromNow;

    TimeForm(int unitMillis, boolean fromNow) {
        this.unitMillis = unitMillis;
        this.fromNow = fromNow;
    }

    /** Returns the form that a word names, or null. */
    static @Nullable TimeForm named(byte[] word) {
        for (TimeForm form : values()) {
            if (Bytes.equalsIgnoreCase(word, form.name())) {
                return form;
            }
        }
        return null;
    }

    /**
     * Returns the time that a word means, in milliseconds since 1970.
     *
     * @throws CommandException when it is no integer, negative or too far
     */
    long read(Invocation in, byte[] word) {
        long given = ArgReader.toLong(word);
        if (given < 0) {
            throw Errors.of("ERR invalid expire time, must be >= 0");
        }
        long base = base(in);
        if (given > MAX_MILLIS / unitMillis || given * unitMillis > MAX_MILLIS - base) {
            throw Errors.invalidExpire(in.command().name());
        }
        return given * unitMillis + base;
    }

    /** Tells a time in this form, seconds being rounded up. */
    long tell(Invocation in, long epochMillis) {
        return (epochMillis - base(in) + unitMillis - 1) / unitMillis;
    }

    private long base(Invocation in) {
        return fromNow ? in.now() : 0;
    }
}
