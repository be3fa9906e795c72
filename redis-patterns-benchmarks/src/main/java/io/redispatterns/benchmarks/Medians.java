package io.redispatterns.benchmarks;

import java.util.Arrays;
import java.util.List;

/** What is told of many rounds: a round that something disturbed does not move it. */
public final class Medians {

    private Medians() {}

    /** The median, of an even number of values the upper one, or not a number if there is none. */
    public static double median(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted.length == 0 ? Double.NaN : sorted[sorted.length / 2];
    }

    /** {@link #median(double[])}. */
    public static double median(List<Double> values) {
        return median(values.stream().mapToDouble(Double::doubleValue).toArray());
    }
}
