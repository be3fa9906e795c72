package io.redispatterns.engine.lua;

/** Functions of C's mathematics that Java has not, or has with another last digit. */
final class NativeMath {

    /** The part of a logarithm that comes from a power of two is added in two pieces, the first exact for any exponent. */
    private static final double LOG10_OF_2_HIGH = 0x1.34413509f6p-2;

    private static final double LOG10_OF_2_LOW = 0x1.9fef311f12b36p-42;
    private static final double LOG10_OF_E = 0x1.bcb7b1526e50ep-2;
    private static final double HALF_LOG_2 = 0x1.62e42fefa39efp-2;
    private static final double MAX_COSH_OF_TWO_TERMS = 22;
    private static final double MAX_EXP = 709;
    private static final int SUBNORMAL_SHIFT = 54;

    private NativeMath() {}

    /** The decimal logarithm, as glibc makes it of the natural one. */
    static double log10(double x) {
        if (!(x > 0 && x <= Double.MAX_VALUE)) {
            return Math.log10(x);
        }
        if (x < Double.MIN_NORMAL) {
            return log10(Math.scalb(x, SUBNORMAL_SHIFT), -SUBNORMAL_SHIFT);
        }
        return log10(x, 0);
    }

    private static double log10(double x, int shift) {
        int exponent = Math.getExponent(x) + shift;
        int power = exponent < 0 ? exponent + 1 : exponent;
        double rest = Math.scalb(x, shift - power);
        return power * LOG10_OF_2_LOW + LOG10_OF_E * Math.log(rest) + power * LOG10_OF_2_HIGH;
    }

    /** The hyperbolic cosine, as glibc makes it of exponentials. */
    static double cosh(double x) {
        double magnitude = Math.abs(x);
        if (magnitude < HALF_LOG_2) {
            double t = StrictMath.expm1(magnitude);
            return 1 + t * t / (2 * (1 + t));
        }
        if (magnitude < MAX_COSH_OF_TWO_TERMS) {
            double t = Math.exp(magnitude);
            return 0.5 * t + 0.5 / t;
        }
        return magnitude < MAX_EXP ? 0.5 * Math.exp(magnitude) : StrictMath.cosh(x);
    }

    /** The number of 0.5 to before 1, with the sign, that {@link #binaryExponent} makes the number of. */
    static double binaryFraction(double x) {
        return x == 0 || !Double.isFinite(x) ? x : Math.scalb(normal(x), -1 - Math.getExponent(normal(x)));
    }

    /** The power of two of a number whose rest is 0.5 to before 1; 0 for 0 and what is not finite. */
    static int binaryExponent(double x) {
        if (x == 0 || !Double.isFinite(x)) {
            return 0;
        }
        return Math.getExponent(normal(x)) + 1 - (Math.abs(x) < Double.MIN_NORMAL ? SUBNORMAL_SHIFT : 0);
    }

    private static double normal(double x) {
        return Math.abs(x) < Double.MIN_NORMAL ? x * 0x1p54 : x;
    }

    /** The number without its fraction. */
    static double whole(double x) {
        return x < 0 || NumberFormat.isNegative(x) ? Math.ceil(x) : Math.floor(x);
    }

    /** The number's fraction, with its sign. */
    static double fraction(double x) {
        return Math.copySign(Double.isInfinite(x) ? 0 : x - whole(x), x);
    }
}
