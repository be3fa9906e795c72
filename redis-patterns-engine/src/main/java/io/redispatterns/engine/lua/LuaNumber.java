package io.redispatterns.engine.lua;

/** A number: a double. */
public final class LuaNumber extends LuaValue {

    private static final int SMALLEST_SHARED = -128;
    private static final int LARGEST_SHARED = 1023;
    private static final LuaNumber[] SHARED = new LuaNumber[LARGEST_SHARED - SMALLEST_SHARED + 1];

    static {
        for (int i = 0; i < SHARED.length; i++) {
            SHARED[i] = new LuaNumber(SMALLEST_SHARED + i);
        }
    }

    private final double value;

    LuaNumber(double value) {
        this.value = value;
    }

    /** Returns a number. */
    public static LuaNumber of(double value) {
        int integer = (int) value;
        boolean isShared = integer == value
                && integer >= SMALLEST_SHARED
                && integer <= LARGEST_SHARED
                && (integer != 0 || Double.doubleToRawLongBits(value) == 0);
        return isShared ? SHARED[integer - SMALLEST_SHARED] : new LuaNumber(value);
    }

    /** The number. */
    public double value() {
        return value;
    }

    /** Returns the number as C on 64 bits casts a double to a long: towards zero, the smallest long when it does not fit. */
    public static long toLong(double value) {
        return value >= -0x1p63 && value < 0x1p63 ? (long) value : Long.MIN_VALUE;
    }

    @Override
    public String typeName() {
        return "number";
    }

    @Override
    public boolean rawEquals(LuaValue other) {
        return other instanceof LuaNumber number && number.value == value;
    }

    @Override
    public String toString() {
        return Double.toString(value);
    }
}
