package io.redispatterns.engine.lua.syntax;

/** From the text of a number in a chunk to its value, as C's {@code strtod} reads it. */
final class Numeral {

    /** What a text that is no number gives: no number that can be written is NaN. */
    static final double MALFORMED = Double.NaN;

    /** So many decimal digits are an exact {@code double}, whatever they are. */
    private static final int EXACT_DIGITS = 15;

    private final String text;
    private int at;

    private Numeral(String text) {
        this.text = text;
    }

    /**
     * Returns the value of a text that begins with a digit or a point and goes on with letters, digits, points and a sign. It ends
     * at a zero byte.
     */
    static double valueOf(String token) {
        int zero = token.indexOf('\0');
        String text = zero < 0 ? token : token.substring(0, zero);
        long small = small(text);
        if (small >= 0) {
            return small;
        }
        Numeral numeral = new Numeral(text);
        return text.length() > 1 && (text.charAt(1) | 0x20) == 'x' ? numeral.hexadecimal() : numeral.decimal();
    }

    private static long small(String text) {
        if (text.length() > EXACT_DIGITS) {
            return -1;
        }
        long value = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c < '0' || c > '9') {
                return -1;
            }
            value = 10 * value + c - '0';
        }
        return value;
    }

    private double decimal() {
        int digits = digits(10);
        if (at('.')) {
            digits += digits(10);
        }
        boolean exponent = !at('e') || (sign() && digits(10) > 0);
        return digits > 0 && exponent && isAtEnd() ? Double.parseDouble(text) : MALFORMED;
    }

    private double hexadecimal() {
        at = 2;
        int digits = digits(16);
        boolean binary = at('p');
        boolean exponent = !binary || digits(10) > 0;
        if (text.charAt(0) != '0' || digits == 0 || !exponent || !isAtEnd()) {
            return MALFORMED;
        }
        return Double.parseDouble(binary ? text : text + "p0");
    }

    private int digits(int radix) {
        int from = at;
        while (at < text.length() && Character.digit(text.charAt(at), radix) >= 0) {
            at++;
        }
        return at - from;
    }

    private boolean sign() {
        if (at < text.length() && (text.charAt(at) == '+' || text.charAt(at) == '-')) {
            at++;
        }
        return true;
    }

    /** Moves over a point, or over a letter in either case. */
    private boolean at(char wanted) {
        boolean there = !isAtEnd() && (text.charAt(at) | 0x20) == (wanted | 0x20);
        if (there) {
            at++;
        }
        return there;
    }

    private boolean isAtEnd() {
        return at == text.length();
    }
}
