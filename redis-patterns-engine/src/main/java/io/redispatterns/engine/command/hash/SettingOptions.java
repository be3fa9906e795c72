package io.redispatterns.engine.command.hash;

import io.redispatterns.engine.command.CommandException;
import io.redispatterns.engine.command.Errors;
import io.redispatterns.engine.command.Invocation;
import io.redispatterns.engine.type.HashValue;
import io.redispatterns.engine.util.Bytes;
import io.redispatterns.engine.util.Numbers;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What HSETEX is told in front of the fields.
 *
 * @param condition which of the fields have to be there already
 * @param keepsExpiry whether fields expire when they would have
 * @param timeAt which word is the time at which the fields expire, or 0
 * @param when that time, in milliseconds since 1970
 * @param firstField which word is the first field
 */
record SettingOptions(Condition condition, boolean keepsExpiry, int timeAt, long when, int firstField) {

    private static final byte[] PXAT = Bytes.of("PXAT");

    enum Condition {
        NONE,
        FNX,
        FXX
    }

    /**
     * Reads the options and checks the number of fields.
     *
     * @throws CommandException when an option is unknown or breaks its rule
     */
    static SettingOptions parse(Invocation in) {
        return new Parser(in).parse();
    }

    private static final class Parser {

        private final Invocation in;
        private int at = 2;
        private Condition condition = Condition.NONE;
        private boolean keepsExpiry;
        private int timeAt;
        private long when;

        Parser(Invocation in) {
            this.in = in;
        }

        SettingOptions parse() {
            while (!Bytes.equalsIgnoreCase(in.arg(at), "FIELDS")) {
                option();
                if (++at == in.argc()) {
                    throw Errors.syntax();
                }
            }
            return new SettingOptions(condition, keepsExpiry, timeAt, when, firstField());
        }

        private void option() {
            String word = Bytes.text(in.arg(at));
            TimeForm form = TimeForm.named(in.arg(at));
            if (form != null) {
                time(form);
                return;
            }
            switch (word.toUpperCase(Locale.ROOT)) {
                case "KEEPTTL" -> {
                    requireNoExpiration();
                    keepsExpiry = true;
                }
                case "FNX" -> condition(Condition.FNX);
                case "FXX" -> condition(Condition.FXX);
                default -> throw Errors.of("ERR unknown argument: " + word);
            }
        }

        private void time(TimeForm form) {
            requireNoExpiration();
            if (at + 1 == in.argc()) {
                throw Errors.of("ERR missing expire time");
            }
            timeAt = ++at;
            when = form.read(in, in.arg(timeAt));
        }

        private void requireNoExpiration() {
            if (keepsExpiry || timeAt > 0) {
                throw Errors.of("ERR Only one of EX, PX, EXAT, PXAT or KEEPTTL arguments can be specified");
            }
        }

        private void condition(Condition wanted) {
            if (condition != Condition.NONE) {
                throw Errors.of("ERR Only one of FXX or FNX arguments can be specified");
            }
            condition = wanted;
        }

        private int firstField() {
            int words = in.argc() - at - 2;
            if (words < 2) {
                throw Errors.wrongArity(in.command().name());
            }
            Long number = Numbers.parseLong(in.arg(at + 1));
            if (number == null || number < 1 || number > Integer.MAX_VALUE) {
                throw Errors.of("ERR invalid number of fields");
            }
            if (words != 2 * number) {
                throw Errors.wrongArity(in.command().name());
            }
            return at + 2;
        }
    }

    boolean isTimed() {
        return timeAt > 0;
    }

    /** Whether the fields may be set in a hash that is there, or that is not. */
    boolean allows(Invocation in, @Nullable HashValue hash) {
        if (condition == Condition.NONE) {
            return true;
        }
        for (int i = firstField; i < in.argc(); i += 2) {
            boolean there = hash != null && hash.contains(in.arg(i));
            if (there != (condition == Condition.FXX)) {
                return false;
            }
        }
        return true;
    }

    /** Returns the call with its time in milliseconds since 1970. */
    byte[][] withTime(Invocation in) {
        byte[][] words = new byte[in.argc()][];
        for (int i = 0; i < words.length; i++) {
            words[i] = in.arg(i);
        }
        words[timeAt - 1] = PXAT;
        words[timeAt] = Bytes.of(when);
        return words;
    }
}
