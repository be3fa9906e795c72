package io.redispatterns.benchmarks.cache;

import io.redispatterns.RedisPatterns;
import io.redispatterns.benchmarks.RedisServerProcess;
import io.redispatterns.cache.CacheStats;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.zip.GZIPInputStream;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * Accesses that were recorded in production, replayed in order through {@code @Cached} on a real Redis, with near caches of several
 * sizes in front. Prints how many loads the caches saved, and who answered the rest.
 *
 * <p>{@code java -cp benchmarks.jar io.redispatterns.benchmarks.cache.TraceBenchmark <sizes> <file> …}; sizes are numbers with commas
 * in between, such as {@code 0,100,1000,10000}; a file has one number a line and is compressed with gzip.
 */
public final class TraceBenchmark {

    private TraceBenchmark() {}

    /** Replays each file with each size. */
    public static void main(String[] args) throws IOException, InterruptedException {
        int[] sizes =
                Arrays.stream(args[0].split(",")).mapToInt(Integer::parseInt).toArray();
        System.out.println(
                "| trace | near cache | accesses | loads | loads saved | near hits | Redis hits | µs each |");
        System.out.println("|---|---:|---:|---:|---:|---:|---:|---:|");
        for (String file : List.of(args).subList(1, args.length)) {
            long[] accesses = read(Path.of(file));
            for (int size : sizes) {
                replay(Path.of(file), accesses, size);
            }
        }
    }

    private static long[] read(Path file) throws IOException {
        try (BufferedReader lines = new BufferedReader(
                new InputStreamReader(new GZIPInputStream(Files.newInputStream(file)), StandardCharsets.US_ASCII))) {
            return lines.lines().mapToLong(Long::parseLong).toArray();
        }
    }

    private static void replay(Path file, long[] accesses, int size) throws IOException, InterruptedException {
        Source source = new Source(Duration.ZERO);
        try (RedisServerProcess redis = RedisServerProcess.start("redis-server");
                ConfigurableApplicationContext context = Contender.CACHED_REDIS.start(
                        redis.port(), source, Duration.ofHours(1), NearCache.properties(size))) {
            Places places = context.getBean(Places.class);
            long start = System.nanoTime();
            for (long id : accesses) {
                places.find(id);
            }
            long micros = TimeUnit.NANOSECONDS.toMicros(System.nanoTime() - start);
            print(file, size, accesses.length, source.takeLoads(), stats(context), (double) micros / accesses.length);
        }
    }

    private static CacheStats stats(ConfigurableApplicationContext context) {
        return Objects.requireNonNull(context.getBean(RedisPatterns.class).findCache("places"))
                .stats();
    }

    private static void print(Path file, int size, int accesses, int loads, CacheStats stats, double micros) {
        System.out.printf(
                Locale.ROOT,
                "| `%s` | %,d | %,d | %,d | %.1f %% | %.1f %% | %.1f %% | %.1f |%n",
                file.getFileName(),
                size,
                accesses,
                loads,
                percent(accesses - loads, accesses),
                percent(0, accesses),
                percent(stats.hits(), accesses),
                micros);
    }

    private static double percent(long part, long whole) {
        return 100.0 * part / whole;
    }
}
