package io.redispatterns.benchmarks.cache;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/**
 * What came of callers that asked at once.
 *
 * @param loads how often the value was loaded
 * @param waitMicros how long each caller waited, shortest first
 */
record Stampede(int loads, long[] waitMicros) {

    /** Several as one. */
    static Stampede ofAll(List<Stampede> parts) {
        return new Stampede(
                parts.stream().mapToInt(Stampede::loads).sum(),
                parts.stream()
                        .flatMapToLong(part -> Arrays.stream(part.waitMicros))
                        .sorted()
                        .toArray());
    }

    /** How long at most that fraction of the callers waited. */
    double waitMillis(double fraction) {
        int rank = (int) Math.ceil(fraction * waitMicros.length);
        return waitMicros[Math.max(0, rank - 1)] / 1_000.0;
    }

    /** A line of text: loads, then waits. */
    String toLine() {
        return loads + Arrays.stream(waitMicros).mapToObj(wait -> " " + wait).collect(Collectors.joining());
    }

    static Stampede parse(String line) {
        long[] numbers =
                Arrays.stream(line.split(" ")).mapToLong(Long::parseLong).toArray();
        return new Stampede((int) numbers[0], Arrays.copyOfRange(numbers, 1, numbers.length));
    }
}
