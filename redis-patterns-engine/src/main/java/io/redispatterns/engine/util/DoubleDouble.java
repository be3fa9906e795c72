package io.redispatterns.engine.util;

/**
 * A number as the sum of two doubles, the second at most half a last digit of the first: some 106 bits. The algorithms are those
 * of T. J. Dekker, "A floating-point technique for extending the available precision" (1971), with fused multiplication.
 */
record DoubleDouble(double high, double low) {

    static DoubleDouble of(double value) {
        return new DoubleDouble(value, 0);
    }

    /** The exact sum. */
    static DoubleDouble sum(double a, double b) {
        double sum = a + b;
        double ofB = sum - a;
        return new DoubleDouble(sum, (a - (sum - ofB)) + (b - ofB));
    }

    /** The exact product. */
    private static DoubleDouble product(double a, double b) {
        double product = a * b;
        return new DoubleDouble(product, Math.fma(a, b, -product));
    }

    DoubleDouble plus(DoubleDouble other) {
        DoubleDouble sum = sum(high, other.high);
        return sum(sum.high, sum.low + low + other.low);
    }

    DoubleDouble plus(double other) {
        return plus(of(other));
    }

    DoubleDouble minus(DoubleDouble other) {
        return plus(new DoubleDouble(-other.high, -other.low));
    }

    DoubleDouble times(DoubleDouble other) {
        DoubleDouble product = product(high, other.high);
        return sum(product.high, product.low + high * other.low + low * other.high);
    }

    DoubleDouble dividedBy(DoubleDouble divisor) {
        double quotient = high / divisor.high;
        DoubleDouble rest = minus(divisor.times(of(quotient)));
        return sum(quotient, rest.high / divisor.high);
    }

    DoubleDouble squareRoot() {
        double root = Math.sqrt(high);
        DoubleDouble rest = minus(product(root, root));
        return sum(root, rest.high / (2 * root));
    }
}
