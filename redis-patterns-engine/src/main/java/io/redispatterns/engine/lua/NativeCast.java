package io.redispatterns.engine.lua;

/** A double made an integer as C code on x86-64 does it where {@link LuaNumber#toLong} does not: by the processor's rules. */
final class NativeCast {

    private static final double TWO_TO_63 = 0x1p63;
    private static final double TWO_TO_31 = 0x1p31;

    private NativeCast() {}

    /** The cast to {@code unsigned long long}: negative numbers wrap around, those of 2^64 and more are 0. */
    static long toUnsignedLong(double number) {
        return number >= TWO_TO_63 ? LuaNumber.toLong(number - TWO_TO_63) ^ Long.MIN_VALUE : LuaNumber.toLong(number);
    }

    /** The cast to {@code int}: the smallest one where the number does not fit. */
    static int toInt(double number) {
        return number > -TWO_TO_31 - 1 && number < TWO_TO_31 ? (int) number : Integer.MIN_VALUE;
    }
}
