package io.redispatterns.engine.lua;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import org.jspecify.annotations.Nullable;

/**
 * The leading decimal digits of a positive finite number or of 0, rounded as C's {@code printf} rounds: from the exact value, of two
 * equally near ones to the even one.
 *
 * @param digits one digit or more; the first is not 0 unless the number is
 * @param exponent the power of ten of the first digit
 */
record DecimalDigits(String digits, int exponent) {

    /** The smallest exponent that C's {@code %g} writes without an exponent. */
    private static final int MIN_PLAIN_EXPONENT = -4;
    /** As many digits as identify any double. */
    private static final int IDENTIFYING_DIGITS = 17;
    /** Rounding to at most so many digits can start from the identifying ones, unless these are close to a half. */
    private static final int MAX_DIGITS_FROM_TEXT = 14;
    /** The text of a normal double is within this many units of its 17th digit: two thirds of them are an error of half a bit. */
    private static final int TEXT_ERROR = 25;

    private static final long[] POWERS = powersOfTen();

    /** Returns the first {@code count} digits of a number. */
    static DecimalDigits of(double magnitude, int count) {
        if (magnitude == 0) {
            return new DecimalDigits("0".repeat(count), 0);
        }
        DecimalDigits quick = count <= MAX_DIGITS_FROM_TEXT && magnitude >= Double.MIN_NORMAL
                ? fromText(Double.toString(magnitude), count)
                : null;
        return quick != null ? quick : exact(new BigDecimal(magnitude), count);
    }

    private static DecimalDigits exact(BigDecimal magnitude, int count) {
        BigDecimal rounded = magnitude.round(new MathContext(count, RoundingMode.HALF_EVEN));
        String digits = rounded.unscaledValue().toString();
        return new DecimalDigits(
                digits + "0".repeat(count - digits.length()), rounded.precision() - rounded.scale() - 1);
    }

    /** Rounds what {@link Double#toString(double)} writes; null when that is too near to a half to tell to which side. */
    private static @Nullable DecimalDigits fromText(String text, int count) {
        int end = text.indexOf('E');
        int exponent = end < 0 ? 0 : Integer.parseInt(text, end + 1, text.length(), 10);
        exponent += text.indexOf('.') - 1;
        String all = text.substring(0, end < 0 ? text.length() : end).replace(".", "");
        int zeros = 0;
        while (all.charAt(zeros) == '0') {
            zeros++;
        }
        int length = all.length() - zeros;
        if (length > IDENTIFYING_DIGITS) {
            return null;
        }
        long value = Long.parseLong(all) * POWERS[IDENTIFYING_DIGITS - length];
        return rounded(value, exponent - zeros, count);
    }

    private static @Nullable DecimalDigits rounded(long value, int exponent, int count) {
        long unit = POWERS[IDENTIFYING_DIGITS - count];
        long aboveHalf = value % unit - unit / 2;
        if (Math.abs(aboveHalf) <= TEXT_ERROR) {
            return null;
        }
        long kept = value / unit + (aboveHalf > 0 ? 1 : 0);
        return kept == POWERS[count]
                ? new DecimalDigits(Long.toString(kept / 10), exponent + 1)
                : new DecimalDigits(Long.toString(kept), exponent);
    }

    private static long[] powersOfTen() {
        long[] powers = new long[IDENTIFYING_DIGITS + 1];
        powers[0] = 1;
        for (int i = 1; i < powers.length; i++) {
            powers[i] = powers[i - 1] * 10;
        }
        return powers;
    }

    /** The same without zeros at the end. */
    DecimalDigits stripped() {
        int end = digits.length();
        while (end > 1 && digits.charAt(end - 1) == '0') {
            end--;
        }
        return new DecimalDigits(digits.substring(0, end), exponent);
    }

    /** The number as {@code %g} of the given precision writes it: with an exponent if it is very large or very near to 0. */
    String general(int precision, boolean point) {
        return exponent < MIN_PLAIN_EXPONENT || exponent >= precision ? scientific(point) : plain(point);
    }

    /** The number with an exponent of two digits or more; {@code point} asks for a decimal point even where nothing follows it. */
    String scientific(boolean point) {
        StringBuilder text = new StringBuilder(digits.length() + 8).append(digits.charAt(0));
        if (point || digits.length() > 1) {
            text.append('.').append(digits, 1, digits.length());
        }
        text.append(exponent < 0 ? "e-" : "e+");
        if (Math.abs(exponent) < 10) {
            text.append('0');
        }
        return text.append(Math.abs(exponent)).toString();
    }

    private String plain(boolean point) {
        StringBuilder text = new StringBuilder(digits.length() + 8);
        if (exponent < 0) {
            return text.append("0.")
                    .append("0".repeat(-exponent - 1))
                    .append(digits)
                    .toString();
        }
        int whole = Math.min(exponent + 1, digits.length());
        text.append(digits, 0, whole).append("0".repeat(exponent + 1 - whole));
        if (point || whole < digits.length()) {
            text.append('.').append(digits, whole, digits.length());
        }
        return text.toString();
    }
}
