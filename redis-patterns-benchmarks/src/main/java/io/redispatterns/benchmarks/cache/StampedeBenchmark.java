package io.redispatterns.benchmarks.cache;

import io.redispatterns.benchmarks.RedisServerProcess;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/**
 * 200 threads ask for one entry that has just expired, in one process and in four, which have loaded others before; loading it
 * takes 50 ms. Prints how often it was loaded, and how long the threads waited.
 *
 * <p>{@code java -cp benchmarks.jar io.redispatterns.benchmarks.cache.StampedeBenchmark [rounds] [contender …]}; a contender is a name
 * of {@link Contender}.
 */
public final class StampedeBenchmark {

    private static final int THREADS = 200;
    private static final List<Integer> PROCESSES = List.of(1, 4);
    private static final int WARMUP_ROUNDS = 10;
    private static final long EXPIRY_MARGIN_MILLIS = 100;
    private static final List<Contender> CONTENDERS = List.of(
            Contender.CACHED_REDIS,
            Contender.CACHED_NEAR,
            Contender.CACHEABLE_REDIS,
            Contender.CACHEABLE_REDIS_SYNC,
            Contender.JETCACHE_REMOTE,
            Contender.JETCACHE_TWO_LEVEL,
            Contender.REDISSON_CACHEABLE);

    private StampedeBenchmark() {}

    /** Runs the rounds. */
    public static void main(String[] args) throws IOException, InterruptedException {
        int rounds = args.length > 0 ? Integer.parseInt(args[0]) : 30;
        List<Contender> contenders = args.length > 1
                ? Arrays.stream(args).skip(1).map(Contender::valueOf).toList()
                : CONTENDERS;
        System.out.println("| who | processes | loads a round | most loads | p50, ms | p99, ms | longest, ms |");
        System.out.println("|---|---:|---:|---:|---:|---:|---:|");
        for (int processes : PROCESSES) {
            for (Contender contender : contenders) {
                run(contender, processes, rounds);
            }
        }
    }

    private static void run(Contender contender, int count, int rounds) throws IOException, InterruptedException {
        List<StampedeProcess> processes = new ArrayList<>();
        try (RedisServerProcess redis = RedisServerProcess.start("redis-server")) {
            try {
                for (int i = 0; i < count; i++) {
                    processes.add(StampedeProcess.start(contender, redis.port(), THREADS / count));
                }
                for (int i = 0; i < WARMUP_ROUNDS; i++) {
                    round(processes);
                }
                List<Stampede> stampedes = new ArrayList<>();
                for (int i = 0; i < rounds; i++) {
                    stampedes.add(round(processes));
                }
                print(contender, count, stampedes);
            } finally {
                processes.forEach(StampedeProcess::close);
            }
        }
    }

    /** One stampede of all processes together, once the entry of the one before has expired. */
    private static Stampede round(List<StampedeProcess> processes) throws IOException, InterruptedException {
        TimeUnit.MILLISECONDS.sleep(StampedeCallers.TTL.toMillis() + EXPIRY_MARGIN_MILLIS);
        for (StampedeProcess process : processes) {
            process.prepare();
        }
        for (StampedeProcess process : processes) {
            process.go();
        }
        List<Stampede> parts = new ArrayList<>();
        for (StampedeProcess process : processes) {
            parts.add(process.result());
        }
        return Stampede.ofAll(parts);
    }

    private static void print(Contender contender, int processes, List<Stampede> stampedes) {
        Stampede all = Stampede.ofAll(stampedes);
        System.out.printf(
                Locale.ROOT,
                "| %s | %d | %.2f | %d | %.1f | %.1f | %.1f |%n",
                contender,
                processes,
                (double) all.loads() / stampedes.size(),
                stampedes.stream().mapToInt(Stampede::loads).max().orElseThrow(),
                all.waitMillis(0.5),
                all.waitMillis(0.99),
                all.waitMillis(1));
    }
}
