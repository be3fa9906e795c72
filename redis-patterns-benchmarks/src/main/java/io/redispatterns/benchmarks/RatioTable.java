package io.redispatterns.benchmarks;

import static io.redispatterns.benchmarks.Medians.median;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What rounds have measured of the engine and of its rival, line by line: the medians, and the median of the rounds' ratios. */
final class RatioTable {

    private final Map<String, List<Double>> ours = new LinkedHashMap<>();
    private final Map<String, List<Double>> theirs = new LinkedHashMap<>();

    void ours(String line, double value) {
        ours.computeIfAbsent(line, key -> new ArrayList<>()).add(value);
    }

    void theirs(String line, double value) {
        theirs.computeIfAbsent(line, key -> new ArrayList<>()).add(value);
    }

    void print(String unit) {
        System.out.println("| test | engine, " + unit + " | redis-server, " + unit + " | ratio |");
        System.out.println("|---|---:|---:|---:|");
        ours.forEach((line, values) -> {
            List<Double> rival = theirs.getOrDefault(line, List.of());
            double[] ratios = new double[Math.min(values.size(), rival.size())];
            Arrays.setAll(ratios, i -> values.get(i) / rival.get(i));
            System.out.printf(
                    Locale.ROOT,
                    "| %s | %,.0f | %,.0f | %.2f |%n",
                    line,
                    median(values),
                    median(rival),
                    median(ratios));
        });
    }
}
