package io.redispatterns.engine.lua;

/**
 * The two results of arithmetic that are not a number, {@code -nan} and {@code nan}. The sign shows in texts, and the processor
 * decides on it; Java leaves it open, and so it is set here as x86-64 does it for Redis:
 *
 * <ul>
 *   <li>an operation on numbers that has no result ({@code 0/0}, {@code inf-inf}, {@code 1%0}) gives {@code -nan};
 *   <li>an operation on one that is none gives that one back, of two the first;
 *   <li>{@code -x} turns the sign, {@code math.abs} takes it away.
 * </ul>
 *
 * <p>So the result of an operator or function that Java calls NaN is replaced by {@link #of}.
 */
final class NotANumber {

    /** What an operation gives that has no result: written {@code -nan}. */
    static final double MADE = Double.longBitsToDouble(0xfff8_0000_0000_0000L);
    /** The one with a positive sign: written {@code nan}. */
    static final double POSITIVE = Double.longBitsToDouble(0x7ff8_0000_0000_0000L);

    private NotANumber() {}

    /** Returns what an operation on one operand gives whose result is not a number. */
    static double of(double operand) {
        return Double.isNaN(operand) ? operand : MADE;
    }

    /** Returns what an operation on two operands gives whose result is not a number. */
    static double of(double left, double right) {
        return Double.isNaN(left) ? left : of(right);
    }

    /** Returns what C's {@code pow} gives that is not a number: an odd power takes the sign away. */
    static double ofPower(double base, double exponent) {
        boolean isOdd = Math.abs(exponent % 2) == 1;
        return Double.isNaN(base) && isOdd ? POSITIVE : of(base, exponent);
    }

    /** Returns the number with the other sign, whatever it is. */
    static double negate(double number) {
        return Double.longBitsToDouble(Double.doubleToRawLongBits(number) ^ Long.MIN_VALUE);
    }
}
