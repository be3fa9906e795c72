package io.redispatterns.cache;

import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/** How long calls took, in whole milliseconds. */
final class Latencies {

    private final ConcurrentSkipListMap<Long, Long> countByMillis = new ConcurrentSkipListMap<>();

    void add(long nanos) {
        countByMillis.merge(TimeUnit.NANOSECONDS.toMillis(nanos), 1L, Long::sum);
    }

    void addAll(Latencies others) {
        others.countByMillis.forEach((millis, count) -> countByMillis.merge(millis, count, Long::sum));
    }

    long count() {
        return countByMillis.values().stream().mapToLong(Long::longValue).sum();
    }

    /** The time within which a fraction of the calls ended. */
    long millis(double fraction) {
        long rest = (long) Math.ceil(count() * fraction);
        for (Map.Entry<Long, Long> entry : countByMillis.entrySet()) {
            rest -= entry.getValue();
            if (rest <= 0) {
                return entry.getKey();
            }
        }
        return countByMillis.lastKey();
    }

    String line() {
        return countByMillis.entrySet().stream()
                .map(entry -> entry.getKey() + ":" + entry.getValue())
                .collect(Collectors.joining(","));
    }

    static Latencies parse(String line) {
        Latencies latencies = new Latencies();
        for (String pair : line.split(",")) {
            String[] numbers = pair.split(":");
            latencies.countByMillis.put(Long.parseLong(numbers[0]), Long.parseLong(numbers[1]));
        }
        return latencies;
    }

    @Override
    public String toString() {
        return "%,d calls, p50 %d ms, p99 %d ms, max %d ms".formatted(count(), millis(0.5), millis(0.99), millis(1));
    }
}
