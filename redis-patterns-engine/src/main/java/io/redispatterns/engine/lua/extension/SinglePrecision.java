package io.redispatterns.engine.lua.extension;

/** Doubles to floats and back as the processor does it for C: what is not a number keeps its sign and the bits that fit. */
final class SinglePrecision {

    private static final int LOST_BITS = 29;
    private static final int FRACTION = 0x7f_ffff;
    private static final long DOUBLE_NAN = 0x7ff8_0000_0000_0000L;
    private static final int FLOAT_NAN = 0x7fc0_0000;

    private SinglePrecision() {}

    /** Returns the bits of the nearest float. */
    static int narrow(double number) {
        if (!Double.isNaN(number)) {
            return Float.floatToRawIntBits((float) number);
        }
        long bits = Double.doubleToRawLongBits(number);
        return ((int) (bits >> Integer.SIZE) & Integer.MIN_VALUE) | FLOAT_NAN | ((int) (bits >> LOST_BITS) & FRACTION);
    }

    /** Returns the number that a float's bits are. */
    static double widen(int bits) {
        float number = Float.intBitsToFloat(bits);
        if (!Float.isNaN(number)) {
            return number;
        }
        long sign = ((long) bits << Integer.SIZE) & Long.MIN_VALUE;
        return Double.longBitsToDouble(sign | DOUBLE_NAN | ((long) (bits & FRACTION) << LOST_BITS));
    }
}
