package io.redispatterns.benchmarks.cache;

import io.redispatterns.RedisPatterns;
import io.redispatterns.benchmarks.RedisServerProcess;
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
import java.util.concurrent.TimeUnit;
import java.util.zip.GZIPInputStream;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * Accesses that were recorded in production, replayed in order through {@code @Cached} on a real Redis, with near caches of several
 * sizes in front. Prints how many loads were saved, how many accesses a copy in the process answered, and how many commands Redis was sent.
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
                "| trace | near cache | accesses | loads | loads saved | answered by a copy | Redis commands each | µs each |");
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
            System.out.printf(Locale.ROOT, "| `%s` | %,d ", file.getFileName(), size);
            long nearHits = nearHits(context.getBean(RedisPatterns.class));
            print(
                    accesses.length,
                    source.takeLoads(),
                    nearHits,
                    redis.info("stats", "total_commands_processed"),
                    micros);
        }
    }

    private static long nearHits(RedisPatterns patterns) {
        return patterns.caches().stream()
                .mapToLong(cache -> cache.stats().nearHits())
                .sum();
    }

    private static void print(double accesses, int loads, long nearHits, long commands, long micros) {
        System.out.printf(
                Locale.ROOT,
                "| %,.0f | %,d | %.1f %% | %.1f %% | %.2f | %.1f |%n",
                accesses,
                loads,
                100 * (1 - loads / accesses),
                100 * nearHits / accesses,
                commands / accesses,
                micros / accesses);
    }
}
