package io.redispatterns.engine.lua;

/** The text of a number as Lua makes it of itself, in {@code tostring} and {@code ..}: C's {@code %.14g}. */
public final class NumberFormat {

    private static final int DIGITS = 14;
    /** From here on C writes an exponent. */
    private static final double MIN_SCIENTIFIC = 1e14;

    private NumberFormat() {}

    /** Returns the text's bytes: at most 21. */
    static byte[] bytes(double number) {
        return LatinText.bytes(text(number));
    }

    /** Returns the text's bytes with up to so many digits instead, at most 17: C's {@code %.<digits>g}. */
    public static byte[] bytes(double number, int digits) {
        return LatinText.bytes(general(number, digits));
    }

    static String text(double number) {
        long whole = (long) number;
        if (whole == number && Math.abs(number) < MIN_SCIENTIFIC) {
            return whole == 0 && isNegative(number) ? "-0" : Long.toString(whole);
        }
        return general(number, DIGITS);
    }

    private static String general(double number, int digits) {
        String sign = isNegative(number) ? "-" : "";
        double magnitude = Math.abs(number);
        return magnitude <= Double.MAX_VALUE
                ? sign + DecimalDigits.of(magnitude, digits).stripped().general(digits, false)
                : sign + notFinite(number);
    }

    /** The name, without sign, of an infinite number or of one that is none. */
    static String notFinite(double number) {
        return Double.isNaN(number) ? "nan" : "inf";
    }

    /** Whether the sign bit is set: it counts for 0 and for {@link NotANumber} too. */
    static boolean isNegative(double number) {
        return Double.doubleToRawLongBits(number) < 0;
    }
}
