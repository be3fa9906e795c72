package io.redispatterns.engine.util;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;

/** Doubles as Redis 7.0 writes them in replies: C's {@code %.17g}, and {@code inf}, {@code -inf}, {@code nan}. */
public final class DoubleFormat {

    private static final int DIGITS = 17;
    private static final MathContext ROUNDING = new MathContext(DIGITS, RoundingMode.HALF_EVEN);
    /** Below this, integers have at most 17 digits and doubles hold those that C prints. */
    private static final double MAX_PLAIN_INTEGER = 1e17;
    /** The smallest decimal exponent that C still writes without an exponent. */
    private static final int MIN_PLAIN_EXPONENT = -4;

    private DoubleFormat() {}

    /** Returns the shortest of the decimal forms that C's {@code %.17g} allows: 17 significant digits, zeros at the end left out. */
    public static String toString(double value) {
        if (value == Math.rint(value) && Math.abs(value) < MAX_PLAIN_INTEGER) {
            return value == 0 && 1 / value < 0 ? "-0" : Long.toString((long) value);
        }
        if (Double.isNaN(value)) {
            return "nan";
        }
        if (Double.isInfinite(value)) {
            return value > 0 ? "inf" : "-inf";
        }
        BigDecimal rounded = new BigDecimal(value).round(ROUNDING).stripTrailingZeros();
        int exponent = rounded.precision() - rounded.scale() - 1;
        return exponent < MIN_PLAIN_EXPONENT || exponent >= DIGITS
                ? scientific(rounded, exponent)
                : rounded.toPlainString();
    }

    /** Returns the decimal form of C's {@code %.nf}: so many digits behind the point, rounded from the exact value. */
    public static String fixed(double value, int places) {
        if (!Double.isFinite(value)) {
            return toString(value);
        }
        String digits = new BigDecimal(Math.abs(value))
                .setScale(places, RoundingMode.HALF_EVEN)
                .toPlainString();
        boolean negative = value < 0 || (value == 0 && 1 / value < 0);
        return negative ? "-" + digits : digits;
    }

    /** Returns {@link #toString}, or where {@code fixed} the form with 17 decimal places, zeros at its end left out. */
    public static String toString(double value, boolean fixed) {
        if (!fixed || !Double.isFinite(value)) {
            return toString(value);
        }
        BigDecimal rounded = new BigDecimal(value).setScale(DIGITS, RoundingMode.HALF_EVEN);
        return rounded.signum() == 0 ? "0" : rounded.stripTrailingZeros().toPlainString();
    }

    private static String scientific(BigDecimal number, int exponent) {
        String digits = number.unscaledValue().abs().toString();
        StringBuilder text = new StringBuilder(DIGITS + 8);
        if (number.signum() < 0) {
            text.append('-');
        }
        text.append(digits.charAt(0));
        if (digits.length() > 1) {
            text.append('.').append(digits, 1, digits.length());
        }
        text.append(exponent < 0 ? "e-" : "e+");
        if (Math.abs(exponent) < 10) {
            text.append('0');
        }
        return text.append(Math.abs(exponent)).toString();
    }
}
