package io.redispatterns.engine.script;

import io.redispatterns.engine.lua.NumberFormat;
import io.redispatterns.engine.util.Bytes;

/** A number of Lua as an argument of a command: C's {@code %.17g}, which loses nothing. */
final class ArgumentNumber {

    private static final int DIGITS = 17;
    /** From here on there is an exponent. */
    private static final double MIN_SCIENTIFIC = 1e17;

    private ArgumentNumber() {}

    static byte[] bytes(double number) {
        long whole = (long) number;
        boolean isPlain = whole == number && whole != 0 && Math.abs(number) < MIN_SCIENTIFIC;
        return isPlain ? Bytes.of(whole) : NumberFormat.bytes(number, DIGITS);
    }
}
