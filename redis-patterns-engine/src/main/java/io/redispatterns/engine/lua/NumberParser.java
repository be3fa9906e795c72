package io.redispatterns.engine.lua;

import static io.redispatterns.engine.lua.CharacterClass.digit;
import static io.redispatterns.engine.lua.CharacterClass.isAlphanumeric;
import static io.redispatterns.engine.lua.CharacterClass.isDigit;
import static io.redispatterns.engine.lua.CharacterClass.isHexDigit;
import static io.redispatterns.engine.lua.CharacterClass.isSpace;
import static io.redispatterns.engine.lua.CharacterClass.toLower;

import org.jspecify.annotations.Nullable;

/**
 * Reads numbers as Lua 5.1 does with glibc's {@code strtod} and {@code strtoul}: blanks around them are allowed, hexadecimal ones
 * with fraction and exponent, {@code inf} and {@code nan}. A zero byte ends the text, as it ends C's strings.
 */
public final class NumberParser {

    /** Integers of at most so many digits, in any base up to 16, are exact as longs and as doubles. */
    private static final int MAX_EXACT_DIGITS = 13;

    private static final int NONE = -1;

    private final byte[] bytes;
    private final int end;
    private int at;

    private NumberParser(byte[] bytes, int from, int to) {
        this.bytes = bytes;
        this.at = from;
        this.end = to;
        skipSpace();
    }

    /** Reads the number that the bytes from {@code from} to before {@code to} are; null if they are none. */
    public static @Nullable Double parse(byte[] bytes, int from, int to) {
        NumberParser parser = new NumberParser(bytes, from, to);
        boolean negative = parser.sign();
        Double magnitude = parser.magnitude();
        if (magnitude == null || !parser.endsHere()) {
            return null;
        }
        return negative ? NotANumber.negate(magnitude) : magnitude;
    }

    /**
     * Reads an integer in a base of 2 to 36 as {@code tonumber(text, base)} does, except for base 10: of 64 bits without sign, negative
     * ones wrapped around, larger ones replaced by the largest; null if the bytes are none.
     */
    static @Nullable Double parse(byte[] bytes, int from, int to, int base) {
        NumberParser parser = new NumberParser(bytes, from, to);
        boolean negative = parser.sign();
        if (base == 16 && parser.hexPrefix() && isHexDigit(parser.peek(2))) {
            parser.at += 2;
        }
        if (digit(parser.peek(0)) >= base) {
            return null;
        }
        long value = parser.integer(base, negative);
        return parser.endsHere() ? unsigned(value) : null;
    }

    private long integer(int base, boolean negative) {
        long value = 0;
        boolean tooLarge = false;
        for (; digit(peek(0)) < base; at++) {
            int digit = digit(peek(0));
            tooLarge |= Long.compareUnsigned(value, Long.divideUnsigned(-1L - digit, base)) > 0;
            value = value * base + digit;
        }
        if (tooLarge) {
            return -1;
        }
        return negative ? -value : value;
    }

    /** The nearest double, of two equally near ones the even one. */
    private static double unsigned(long value) {
        return value >= 0 ? value : 2.0 * ((value >>> 1) | (value & 1));
    }

    private @Nullable Double magnitude() {
        if (hexPrefix()) {
            return hexadecimal();
        }
        return isDigit(peek(0)) || peek(0) == '.' ? decimal() : word();
    }

    private @Nullable Double decimal() {
        int start = at;
        int digits = skipDigits(false);
        if (digits <= MAX_EXACT_DIGITS && digits > 0 && peek(0) != '.' && toLower(peek(0)) != 'e') {
            return (double) exact(start, 10);
        }
        digits += skipFraction(false);
        if (digits == 0) {
            return null;
        }
        skipExponent('e');
        return Double.valueOf(text(start));
    }

    /** Without a digit after the prefix the number would end at the {@code x}, which no text may go on with. */
    private @Nullable Double hexadecimal() {
        int start = at;
        at += 2;
        int digits = skipDigits(true);
        if (digits <= MAX_EXACT_DIGITS && digits > 0 && peek(0) != '.' && toLower(peek(0)) != 'p') {
            return (double) exact(start + 2, 16);
        }
        digits += skipFraction(true);
        if (digits == 0) {
            return null;
        }
        boolean exponent = skipExponent('p');
        return Double.valueOf(text(start) + (exponent ? "" : "p0"));
    }

    private long exact(int start, int base) {
        long value = 0;
        for (int i = start; i < at; i++) {
            value = value * base + digit(bytes[i] & 0xff);
        }
        return value;
    }

    private int skipDigits(boolean hex) {
        int start = at;
        while (hex ? isHexDigit(peek(0)) : isDigit(peek(0))) {
            at++;
        }
        return at - start;
    }

    private int skipFraction(boolean hex) {
        if (peek(0) != '.') {
            return 0;
        }
        at++;
        return skipDigits(hex);
    }

    private boolean skipExponent(char letter) {
        int sign = peek(1) == '+' || peek(1) == '-' ? 1 : 0;
        if (toLower(peek(0)) != letter || !isDigit(peek(1 + sign))) {
            return false;
        }
        at += 1 + sign;
        skipDigits(false);
        return true;
    }

    private @Nullable Double word() {
        if (skipWord("infinity") || skipWord("inf")) {
            return Double.POSITIVE_INFINITY;
        }
        if (!skipWord("nan")) {
            return null;
        }
        skipPayload();
        return NotANumber.POSITIVE;
    }

    /** Skips what may follow {@code nan}: letters, digits and underscores in parentheses, that mean nothing. */
    private void skipPayload() {
        int i = 1;
        while (isAlphanumeric(peek(i)) || peek(i) == '_') {
            i++;
        }
        if (peek(0) == '(' && peek(i) == ')') {
            at += i + 1;
        }
    }

    private boolean skipWord(String word) {
        for (int i = 0; i < word.length(); i++) {
            if (toLower(peek(i)) != word.charAt(i)) {
                return false;
            }
        }
        at += word.length();
        return true;
    }

    private boolean hexPrefix() {
        return peek(0) == '0' && toLower(peek(1)) == 'x';
    }

    private boolean sign() {
        boolean negative = peek(0) == '-';
        if (negative || peek(0) == '+') {
            at++;
        }
        return negative;
    }

    private boolean endsHere() {
        skipSpace();
        return peek(0) <= 0;
    }

    private void skipSpace() {
        while (isSpace(peek(0))) {
            at++;
        }
    }

    private int peek(int ahead) {
        return at + ahead < end ? bytes[at + ahead] & 0xff : NONE;
    }

    private String text(int start) {
        return LatinText.of(bytes, start, at);
    }
}
