package io.redispatterns.engine.util;

import java.math.BigInteger;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Reads one {@link LongDouble} by the grammar of C's {@code strtold}, all of the bytes or none. */
final class LongDoubleReader {

    /** Redis refuses longer texts. */
    private static final int MAX_LENGTH = 5 * 1024 - 1;
    /** Decimal exponents of the first digit beyond these are infinite or 0 for certain. */
    private static final int MAX_DECIMAL_MAGNITUDE = 5000;
    /** The same for powers of two. */
    private static final int MAX_BINARY_MAGNITUDE = 17_000;
    /** Beyond this an exponent's further digits change nothing. */
    private static final int EXPONENT_LIMIT = 1_000_000;

    private static final double LOG10_OF_2 = 0.30103;

    private final byte[] bytes;
    private int at;
    /** The digits that were read, without the point. */
    private final StringBuilder digits = new StringBuilder();

    private int fractionDigits;

    LongDoubleReader(byte[] bytes) {
        this.bytes = bytes;
    }

    @Nullable
    LongDouble read() {
        if (bytes.length > MAX_LENGTH) {
            return null;
        }
        boolean negative = accept('-');
        if (!negative) {
            accept('+');
        }
        if (isWord("inf") || isWord("infinity")) {
            return LongDouble.infinity(negative);
        }
        return acceptHexPrefix() ? read(16, 'p', negative) : read(10, 'e', negative);
    }

    private @Nullable LongDouble read(int radix, char exponentLetter, boolean negative) {
        readDigits(radix);
        if (accept('.')) {
            int whole = digits.length();
            readDigits(radix);
            fractionDigits = digits.length() - whole;
        }
        int exponent = digits.isEmpty() || at == bytes.length ? 0 : readExponent(exponentLetter);
        if (digits.isEmpty() || at < bytes.length) {
            return null;
        }
        BigInteger number = new BigInteger(digits.toString(), radix);
        if (number.signum() == 0) {
            return LongDouble.ZERO;
        }
        BigInteger signed = negative ? number.negate() : number;
        LongDouble value = radix == 16 ? binary(signed, exponent - 4 * fractionDigits) : decimal(signed, exponent);
        return value == null || value.isZero() || !value.isFinite() ? null : value;
    }

    private static @Nullable LongDouble binary(BigInteger number, int exponent) {
        boolean inRange = Math.abs(number.bitLength() + exponent) < MAX_BINARY_MAGNITUDE;
        return inRange ? LongDouble.nearest(number, BigInteger.ONE, exponent) : null;
    }

    private @Nullable LongDouble decimal(BigInteger number, int exponent) {
        int power = exponent - fractionDigits;
        int wholeDigits = power + (int) (number.bitLength() * LOG10_OF_2);
        if (Math.abs(wholeDigits) > MAX_DECIMAL_MAGNITUDE) {
            return null;
        }
        BigInteger factor = BigInteger.TEN.pow(Math.abs(power));
        return power < 0
                ? LongDouble.nearest(number, factor, 0)
                : LongDouble.nearest(number.multiply(factor), BigInteger.ONE, 0);
    }

    private void readDigits(int radix) {
        while (at < bytes.length && Character.digit(bytes[at], radix) >= 0) {
            digits.append((char) bytes[at++]);
        }
    }

    /** Reads the letter, a sign perhaps, and digits; whatever else stands there is left, and so refused. */
    private int readExponent(char letter) {
        int start = at;
        if (!acceptAnyCase(letter)) {
            return 0;
        }
        boolean negative = accept('-');
        if (!negative) {
            accept('+');
        }
        int from = at;
        int exponent = 0;
        while (at < bytes.length && bytes[at] >= '0' && bytes[at] <= '9') {
            exponent = Math.min(EXPONENT_LIMIT, exponent * 10 + bytes[at++] - '0');
        }
        if (at == from) {
            at = start;
        }
        return negative ? -exponent : exponent;
    }

    private boolean isWord(String word) {
        return bytes.length - at == word.length()
                && Bytes.equalsIgnoreCase(Arrays.copyOfRange(bytes, at, bytes.length), word);
    }

    private boolean acceptHexPrefix() {
        boolean hex = at + 1 < bytes.length && bytes[at] == '0' && Bytes.lower(bytes[at + 1]) == 'x';
        if (hex) {
            at += 2;
        }
        return hex;
    }

    private boolean acceptAnyCase(char letter) {
        return at < bytes.length && Bytes.lower(bytes[at]) == letter && ++at > 0;
    }

    private boolean accept(char c) {
        boolean there = at < bytes.length && bytes[at] == c;
        if (there) {
            at++;
        }
        return there;
    }
}
