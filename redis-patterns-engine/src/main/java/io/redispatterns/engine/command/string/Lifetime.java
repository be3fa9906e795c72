package io.redispatterns.engine.command.string;

import io.redispatterns.engine.command.ArgReader;
import io.redispatterns.engine.command.CommandException;
import io.redispatterns.engine.command.Errors;
import io.redispatterns.engine.command.Invocation;
import io.redispatterns.engine.util.Bytes;
import java.util.List;

/**
 * What the options of SET and GETEX say about a key's expiry: nothing, a moment or a duration, or one word. Different ones exclude
 * each other; the same one may come again, and the last counts.
 *
 * @param kind what is said
 * @param time the time as it was given; empty for a kind without one
 */
record Lifetime(Kind kind, byte[] time) {

    /** The ways to say it, under the words of the commands. */
    enum Kind {
        UNSAID,
        EX,
        PX,
        EXAT,
        PXAT,
        KEEPTTL,
        PERSIST
    }

    static final Lifetime UNSAID = new Lifetime(Kind.UNSAID, Bytes.EMPTY);

    private static final List<Kind> TIMED = List.of(Kind.EX, Kind.PX, Kind.EXAT, Kind.PXAT);

    /**
     * Reads one option.
     *
     * @param lone the word without a time that the command knows
     * @throws CommandException "syntax error" when the next word is no such option or contradicts what was said before
     */
    Lifetime then(ArgReader words, Kind lone) {
        if (words.accept(lone.name())) {
            return then(lone, Bytes.EMPTY);
        }
        for (Kind timed : TIMED) {
            if (words.acceptWith(timed.name(), 1)) {
                return then(timed, words.next());
            }
        }
        throw Errors.syntax();
    }

    private Lifetime then(Kind next, byte[] nextTime) {
        if (kind != Kind.UNSAID && kind != next) {
            throw Errors.syntax();
        }
        return new Lifetime(next, nextTime);
    }

    boolean is(Kind other) {
        return kind == other;
    }

    /** Whether a time was given. */
    boolean isTimed() {
        return TIMED.contains(kind);
    }

    /** Whether a moment was given, not a duration. */
    boolean isMoment() {
        return kind == Kind.EXAT || kind == Kind.PXAT;
    }

    /**
     * Returns when the key expires, in milliseconds since 1970.
     *
     * @throws CommandException when the time is no integer, not positive, or too far away
     */
    long deadline(Invocation in) {
        long given = ArgReader.toLong(time);
        boolean seconds = kind == Kind.EX || kind == Kind.EXAT;
        if (given <= 0 || (seconds && given > Long.MAX_VALUE / 1000)) {
            throw Errors.invalidExpire(in.command().name());
        }
        long millis = seconds ? given * 1000 : given;
        long deadline = isMoment() ? millis : millis + in.now();
        if (deadline <= 0) {
            throw Errors.invalidExpire(in.command().name());
        }
        return deadline;
    }
}
