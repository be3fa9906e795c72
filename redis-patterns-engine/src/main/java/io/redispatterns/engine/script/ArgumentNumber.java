package io.redispatterns.engine.script;

import io.redispatterns.engine.util.Bytes;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;

/** A number of Lua as an argument of a command: C's {@code %.17g}, which loses nothing. */
final class ArgumentNumber {

    private static final int DIGITS = 17;
    private static final MathContext PRECISION = new MathContext(DIGITS, RoundingMode.HALF_EVEN);
    /** From here on there is an exponent. */
    private static final double MIN_SCIENTIFIC = 1e17;
    /** Below this there is an exponent. */
    private static final int LEAST_PLAIN_EXPONENT = -4;

    private ArgumentNumber() {}

    static byte[] bytes(double number) {
        long whole = (long) number;
        boolean isPlain = whole == number && Math.abs(number) < MIN_SCIENTIFIC && (whole != 0 || !isNegative(number));
        return isPlain ? Bytes.of(whole) : Bytes.of(text(number));
    }

    static String text(double number) {
        String sign = isNegative(number) ? "-" : "";
        if (Double.isNaN(number)) {
            return sign + "nan";
        }
        return sign + (Double.isInfinite(number) ? "inf" : number == 0 ? "0" : finite(Math.abs(number)));
    }

    private static boolean isNegative(double number) {
        return Double.doubleToRawLongBits(number) < 0;
    }

    private static String finite(double magnitude) {
        BigDecimal rounded = new BigDecimal(magnitude).round(PRECISION).stripTrailingZeros();
        int exponent = rounded.precision() - rounded.scale() - 1;
        if (exponent >= LEAST_PLAIN_EXPONENT && exponent < DIGITS) {
            return rounded.toPlainString();
        }
        String digits = rounded.unscaledValue().toString();
        String fraction = digits.length() == 1 ? "" : "." + digits.substring(1);
        String power = Integer.toString(Math.abs(exponent));
        return digits.charAt(0) + fraction + (exponent < 0 ? "e-" : "e+") + (power.length() == 1 ? "0" : "") + power;
    }
}
