package io.redispatterns.benchmarks.cache;

import static io.redispatterns.benchmarks.Medians.median;

import io.redispatterns.benchmarks.RedisServerProcess;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * Calls of a cached method that are hits in Redis, of all contenders in one process and in turns of some milliseconds. What the
 * machine does at the moment is then the same for all; from one process to the next a bare GET differs by up to a fifth. Prints the
 * median call of each, and the median of the ratios of the turns to those of {@link Contender#LETTUCE}.
 *
 * <p>{@code java -cp benchmarks.jar io.redispatterns.benchmarks.cache.RemoteHitBenchmark [turns]}, and with {@code taskset -c 0}
 * before it on one core, where it does not matter which threads the kernel puts together.
 */
public final class RemoteHitBenchmark {

    private static final int CALLS = 500;
    private static final int WARMUP_TURNS = 50;

    /** The others are compared with the first. */
    private static final List<Contender> CONTENDERS = List.of(
            Contender.LETTUCE,
            Contender.CACHED_REDIS,
            Contender.CACHEABLE_REDIS,
            Contender.JETCACHE_REMOTE,
            Contender.REDISSON_CACHEABLE);

    private final int turns;
    private final List<Running> all = new ArrayList<>();

    /** A contender whose application runs, and the median of each turn in µs. */
    private record Running(Contender contender, Places places, Source source, double[] medians) {}

    private RemoteHitBenchmark(int turns) {
        this.turns = turns;
    }

    /** Runs the turns. */
    public static void main(String[] args) throws IOException, InterruptedException {
        int turns = args.length > 0 ? Integer.parseInt(args[0]) : 300;
        new RemoteHitBenchmark(turns).run(CONTENDERS);
    }

    /** Starts one contender inside the next, each with a Redis of its own, and measures when all are there. */
    private void run(List<Contender> toStart) throws IOException, InterruptedException {
        if (toStart.isEmpty()) {
            measure();
            return;
        }
        Contender contender = toStart.get(0);
        Source source = new Source(Duration.ZERO);
        try (RedisServerProcess redis = RedisServerProcess.start("redis-server");
                ConfigurableApplicationContext context =
                        contender.start(redis.port(), source, Duration.ofHours(1), List.of())) {
            all.add(new Running(contender, context.getBean(Places.class), source, new double[turns]));
            run(toStart.subList(1, toStart.size()));
        }
    }

    private void measure() {
        for (int turn = 0; turn < WARMUP_TURNS; turn++) {
            all.forEach(one -> turn(one.places()));
        }
        all.forEach(one -> one.source().takeLoads());
        for (int turn = 0; turn < turns; turn++) {
            for (Running one : all) {
                one.medians()[turn] = turn(one.places());
            }
        }
        all.forEach(RemoteHitBenchmark::checkHits);
        System.out.println("| | µs | to `LETTUCE` |");
        System.out.println("|---|---:|---:|");
        double[] bare = all.get(0).medians();
        all.forEach(one -> print(one, bare));
    }

    private static void checkHits(Running one) {
        if (one.source().takeLoads() != 0) {
            throw new IllegalStateException(one.contender() + " did not hit each time");
        }
    }

    /** The median of some calls, in µs. */
    private static double turn(Places called) {
        double[] micros = new double[CALLS];
        for (int i = 0; i < CALLS; i++) {
            long start = System.nanoTime();
            called.find(1);
            micros[i] = (System.nanoTime() - start) / 1e3;
        }
        return median(micros);
    }

    private static void print(Running one, double[] bare) {
        double[] ratios = new double[bare.length];
        Arrays.setAll(ratios, turn -> one.medians()[turn] / bare[turn]);
        System.out.printf(
                Locale.ROOT, "| `%s` | %.1f | %.2f |%n", one.contender(), median(one.medians()), median(ratios));
    }
}
