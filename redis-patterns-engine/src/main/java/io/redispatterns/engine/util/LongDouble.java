package io.redispatterns.engine.util;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * A floating point number with 64 significant bits and an exponent of 15 bits, as Redis on x86-64 computes INCRBYFLOAT and
 * HINCRBYFLOAT: the "80-bit extended" format of the x87 arithmetic unit, each result rounded to the nearest number, of two equally
 * near ones to the even one. Reads what C's {@code strtold} reads and writes as {@code printf("%.17Lf")} does. Immutable.
 *
 * <p>The sign of zero is not kept: it shows nowhere.
 */
public final class LongDouble {

    private static final int SIGNIFICANT_BITS = 64;
    /** The exponent of the last bit of the smallest numbers. */
    private static final int MIN_EXPONENT = -16445;
    /** Numbers from two to this power on are infinite. */
    private static final int MAX_BITS = 16384;
    /** The decimal places that are written. */
    private static final int PLACES = 17;

    private static final BigInteger PLACES_FACTOR = BigInteger.TEN.pow(PLACES);

    /** The number 0. */
    public static final LongDouble ZERO = new LongDouble(BigInteger.ZERO, 0);

    private static final LongDouble INFINITY = new LongDouble(BigInteger.ONE, Integer.MAX_VALUE);
    private static final LongDouble MINUS_INFINITY = new LongDouble(BigInteger.ONE.negate(), Integer.MAX_VALUE);

    /** The value is {@code significand * 2^exponent}; infinite ones have their own exponent. */
    private final BigInteger significand;

    private final int exponent;

    private LongDouble(BigInteger significand, int exponent) {
        this.significand = significand;
        this.exponent = exponent;
    }

    /**
     * Reads a number as Redis does: decimal ({@code -1.5e3}), hexadecimal ({@code 0x1.8p3}) or {@code inf}; no blanks. Null when the
     * bytes are anything else, or a finite number that is too large or too near to 0 to be told from it.
     */
    public static @Nullable LongDouble parse(byte[] bytes) {
        return new LongDoubleReader(bytes).read();
    }

    static LongDouble infinity(boolean negative) {
        return negative ? MINUS_INFINITY : INFINITY;
    }

    /** Returns the number nearest to {@code numerator / denominator * 2^scale}; the denominator is positive. */
    static LongDouble nearest(BigInteger numerator, BigInteger denominator, int scale) {
        BigInteger magnitude = numerator.abs();
        if (magnitude.signum() == 0) {
            return ZERO;
        }
        int bits = magnitude.bitLength() - denominator.bitLength();
        int lowest = Math.max(bits - SIGNIFICANT_BITS, MIN_EXPONENT - scale);
        BigInteger quotient = divide(magnitude, denominator, lowest);
        if (quotient.bitLength() > SIGNIFICANT_BITS) {
            lowest++;
            quotient = divide(magnitude, denominator, lowest);
        }
        int exponent = lowest + scale;
        if (quotient.bitLength() + exponent > MAX_BITS) {
            return infinity(numerator.signum() < 0);
        }
        return new LongDouble(numerator.signum() < 0 ? quotient.negate() : quotient, exponent);
    }

    /** Returns {@code numerator / denominator / 2^exponent}, rounded to an integer, halves to the even one. */
    private static BigInteger divide(BigInteger numerator, BigInteger denominator, int exponent) {
        BigInteger dividend = exponent < 0 ? numerator.shiftLeft(-exponent) : numerator;
        BigInteger divisor = exponent > 0 ? denominator.shiftLeft(exponent) : denominator;
        BigInteger[] result = dividend.divideAndRemainder(divisor);
        int toHalf = result[1].shiftLeft(1).compareTo(divisor);
        boolean up = toHalf > 0 || (toHalf == 0 && result[0].testBit(0));
        return up ? result[0].add(BigInteger.ONE) : result[0];
    }

    /** Whether the number is neither infinite nor the sum of infinities of both signs. */
    public boolean isFinite() {
        return exponent != Integer.MAX_VALUE;
    }

    boolean isZero() {
        return significand.signum() == 0;
    }

    /** Returns the sum, rounded; not finite when one of the numbers is not or when the sum is too large. */
    public LongDouble add(LongDouble other) {
        if (!isFinite() || !other.isFinite()) {
            return isFinite() ? other : this;
        }
        int common = Math.min(exponent, other.exponent);
        BigInteger sum =
                significand.shiftLeft(exponent - common).add(other.significand.shiftLeft(other.exponent - common));
        return nearest(sum, BigInteger.ONE, common);
    }

    /** Returns the product, rounded; not finite when this number is not or when the product is too large. */
    public LongDouble times(int factor) {
        return isFinite() ? nearest(significand.multiply(BigInteger.valueOf(factor)), BigInteger.ONE, exponent) : this;
    }

    /** The smallest integer that is not below the number; the first or last one of 64 bits when it lies outside of them. */
    public long ceiling() {
        boolean negative = significand.signum() < 0;
        if (significand.bitLength() + (long) exponent > Long.SIZE) {
            return negative ? Long.MIN_VALUE : Long.MAX_VALUE;
        }
        BigInteger ceiling =
                exponent < 0 ? significand.negate().shiftRight(-exponent).negate() : significand.shiftLeft(exponent);
        boolean fits = ceiling.bitLength() < Long.SIZE;
        return fits ? ceiling.longValue() : negative ? Long.MIN_VALUE : Long.MAX_VALUE;
    }

    /** The number with 17 decimal places, rounded, without zeros at its end. Only finite numbers have such a text. */
    public byte[] text() {
        if (!isFinite()) {
            throw new IllegalStateException("an infinite number has no digits");
        }
        BigInteger units = divide(significand.abs().multiply(PLACES_FACTOR), BigInteger.ONE, -exponent);
        if (units.signum() == 0) {
            return Bytes.of(0);
        }
        String digits = units.toString();
        String padded = "0".repeat(Math.max(0, PLACES + 1 - digits.length())) + digits;
        int point = padded.length() - PLACES;
        int end = padded.length();
        while (end > point && padded.charAt(end - 1) == '0') {
            end--;
        }
        String sign = significand.signum() < 0 ? "-" : "";
        String fraction = end > point ? "." + padded.substring(point, end) : "";
        return (sign + padded.substring(0, point) + fraction).getBytes(StandardCharsets.US_ASCII);
    }

    @Override
    public String toString() {
        return isFinite() ? new String(text(), StandardCharsets.US_ASCII) : significand.signum() < 0 ? "-inf" : "inf";
    }
}
