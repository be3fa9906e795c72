package io.redispatterns.engine.lua;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Locale;

/** Numbers as C's {@code printf} writes them for one directive. */
final class FormattedNumber {

    private static final int DEFAULT_PRECISION = 6;

    private final FormatDirective directive;

    FormattedNumber(FormatDirective directive) {
        this.directive = directive;
    }

    /** The result of {@code %d}, {@code %i}, {@code %u}, {@code %o}, {@code %x} and {@code %X}, of which only the first two have a sign. */
    byte[] integer(double number) {
        boolean signed = directive.conversion() == 'd' || directive.conversion() == 'i';
        return signed ? signed(LuaNumber.toLong(number)) : unsigned(NativeCast.toUnsignedLong(number));
    }

    private byte[] signed(long value) {
        String digits = Long.toString(value);
        boolean negative = value < 0;
        return integer(sign(negative), leastDigits(negative ? digits.substring(1) : digits, value));
    }

    private byte[] unsigned(long value) {
        switch (directive.conversion()) {
            case 'o' -> {
                String digits = leastDigits(Long.toOctalString(value), value);
                return integer("", directive.has('#') && !digits.startsWith("0") ? "0" + digits : digits);
            }
            case 'x' -> {
                return integer(hexPrefix("0x", value), leastDigits(Long.toHexString(value), value));
            }
            case 'X' -> {
                String digits = Long.toHexString(value).toUpperCase(Locale.ROOT);
                return integer(hexPrefix("0X", value), leastDigits(digits, value));
            }
            default -> {
                return integer("", leastDigits(Long.toUnsignedString(value), value));
            }
        }
    }

    private String hexPrefix(String prefix, long value) {
        return directive.has('#') && value != 0 ? prefix : "";
    }

    /** The precision of an integer is its least number of digits; 0 has none if that allows it. */
    private String leastDigits(String digits, long value) {
        if (value == 0 && directive.precision() == 0) {
            return "";
        }
        return "0".repeat(Math.max(0, directive.precision() - digits.length())) + digits;
    }

    private byte[] integer(String prefix, String digits) {
        return padded(prefix, digits, !directive.hasPrecision());
    }

    /** The result of {@code %e}, {@code %f}, {@code %g} and their capitals. */
    byte[] floating(double number) {
        double magnitude = Math.abs(number);
        boolean finite = magnitude <= Double.MAX_VALUE;
        String text = finite ? finite(magnitude) : NumberFormat.notFinite(number);
        boolean capitals = CharacterClass.isUpper(directive.conversion());
        String sign = sign(NumberFormat.isNegative(number));
        return padded(sign, capitals ? text.toUpperCase(Locale.ROOT) : text, finite);
    }

    private String finite(double magnitude) {
        int precision = directive.hasPrecision() ? directive.precision() : DEFAULT_PRECISION;
        boolean point = directive.has('#');
        return switch (CharacterClass.toLower(directive.conversion())) {
            case 'e' -> DecimalDigits.of(magnitude, precision + 1).scientific(point);
            case 'f' -> fixed(magnitude, precision) + (point && precision == 0 ? "." : "");
            default -> general(magnitude, Math.max(1, precision), point);
        };
    }

    private static String fixed(double magnitude, int places) {
        return new BigDecimal(magnitude)
                .setScale(places, RoundingMode.HALF_EVEN)
                .toPlainString();
    }

    private static String general(double magnitude, int precision, boolean point) {
        DecimalDigits digits = DecimalDigits.of(magnitude, precision);
        boolean keepsZeros = point && !isRoundedUpTo(precision, digits, magnitude);
        return (keepsZeros ? digits : digits.stripped()).general(precision, point);
    }

    /** Whether it is the rounding alone that makes a number need an exponent: glibc then drops the zeros in spite of {@code #}. */
    private static boolean isRoundedUpTo(int precision, DecimalDigits digits, double magnitude) {
        return digits.exponent() == precision
                && new BigDecimal(magnitude).compareTo(BigDecimal.ONE.scaleByPowerOfTen(precision)) < 0;
    }

    private String sign(boolean negative) {
        return negative ? "-" : directive.has('+') ? "+" : directive.has(' ') ? " " : "";
    }

    private byte[] padded(String prefix, String digits, boolean mayPadWithZeros) {
        int missing = Math.max(0, directive.width() - prefix.length() - digits.length());
        if (directive.has('-')) {
            return LatinText.bytes(prefix + digits + " ".repeat(missing));
        }
        return directive.has('0') && mayPadWithZeros
                ? LatinText.bytes(prefix + "0".repeat(missing) + digits)
                : LatinText.bytes(" ".repeat(missing) + prefix + digits);
    }
}
