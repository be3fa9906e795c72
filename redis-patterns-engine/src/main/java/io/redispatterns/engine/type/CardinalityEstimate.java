package io.redispatterns.engine.type;

/**
 * The number of different elements that the registers of a HyperLogLog speak of, by the improved raw estimator of Otmar Ertl, "New
 * cardinality estimation algorithms for HyperLogLog sketches" (2017), algorithm 6. The order of the operations is Redis's, so that
 * the result is equal to the last digit.
 */
final class CardinalityEstimate {

    /** The values that a register can show: six bits. */
    static final int REGISTER_VALUES = 64;

    /** The bits of a hash behind those that choose the register. */
    private static final int RANK_BITS = 50;

    /** 1 / (2 ln 2). */
    private static final double ALPHA = 0.7213475204444817;

    private static final double TWO_TO_63 = 0x1p63;

    private CardinalityEstimate() {}

    /** Returns the estimate for registers of which {@code histogram[v]} have the value {@code v}. */
    static long of(int[] histogram) {
        double m = HyperLogLog.REGISTERS;
        double z = m * tau((m - histogram[RANK_BITS + 1]) / m);
        for (int rank = RANK_BITS; rank >= 1; rank--) {
            z += histogram[rank];
            z *= 0.5;
        }
        z += m * sigma(histogram[0] / m);
        double estimate = ALPHA * m * m / z;
        // A number too great has no integer: C's conversion then gives the least.
        return estimate < TWO_TO_63 ? Math.round(estimate) : Long.MIN_VALUE;
    }

    private static double tau(double share) {
        if (share == 0 || share == 1) {
            return 0;
        }
        double x = share;
        double y = 1;
        double z = 1 - x;
        double before;
        do {
            x = Math.sqrt(x);
            before = z;
            y *= 0.5;
            z -= (1 - x) * (1 - x) * y;
        } while (before != z);
        return z / 3;
    }

    private static double sigma(double share) {
        if (share == 1) {
            return Double.POSITIVE_INFINITY;
        }
        double x = share;
        double y = 1;
        double z = x;
        double before;
        do {
            x *= x;
            before = z;
            z += x * y;
            y += y;
        } while (before != z);
        return z;
    }
}
