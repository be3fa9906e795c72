package io.redispatterns.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.withinPercentage;

import io.redispatterns.backend.embedded.EmbeddedGateway;
import io.redispatterns.cache.EarlyRefresh.XFetch;
import io.redispatterns.codec.StringCodec;
import io.redispatterns.engine.EngineConfig;
import io.redispatterns.engine.RedisEngine;
import io.redispatterns.engine.util.ManualTimeSource;
import io.redispatterns.key.KeySpace;
import io.redispatterns.redis.RedisGateway;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The statistics of {@link XFetch}. With reads that come at random, {@code n} a second, and loads that take {@code δ}, those
 * that decide to load come at the rate {@code n exp(-r / (β δ))} when {@code r} is left. It follows that the first one comes
 * {@code β δ (ln(n β δ) + 0.577)} before the end on average, and that {@code exp(1/β)} of them come until it has loaded.
 */
class XFetchTest {

    private static final long SEED = 20_150_408;
    private static final double EULER_GAMMA = 0.577_215_664_9;
    private static final double READS_A_SECOND = 200;
    private static final Duration LOAD_TIME = Duration.ofSeconds(1);

    /** What one life of a value has seen. */
    private record Cycle(int loads, double earlySeconds) {}

    @ParameterizedTest
    @ValueSource(doubles = {0.5, 1, 2})
    void loadsAsOftenAndAsEarlyAsTheFormulasSay(double beta) {
        // The loads of a cycle scatter by less than their mean: the error of the average is below 0.95 %, and 5 % are
        // more than 5 standard deviations. The earliness scatters by 1.28 β δ, at most a third of its mean: 5 % are
        // more than 15.
        int cycles = 10_000;
        SplittableRandom random = new SplittableRandom(SEED);
        double loads = 0;
        double early = 0;
        for (int i = 0; i < cycles; i++) {
            Cycle cycle = cycle(new XFetch(beta), random);
            loads += cycle.loads();
            early += cycle.earlySeconds();
        }
        assertThat(loads / cycles)
                .as("loads in a cycle, seed %d", SEED)
                .isCloseTo(Math.exp(1 / beta), withinPercentage(5));
        assertThat(early / cycles)
                .as("seconds before the end, seed %d", SEED)
                .isCloseTo(beta * (Math.log(READS_A_SECOND * beta) + EULER_GAMMA), withinPercentage(5));
    }

    /** Reads without a lease, from when a load is improbable (one in 3,000 cycles) until the first load has ended. */
    private static Cycle cycle(XFetch xFetch, RandomGenerator random) {
        double left = xFetch.beta() * (Math.log(READS_A_SECOND * xFetch.beta()) + 8);
        double loadedAt = Double.NEGATIVE_INFINITY;
        int loads = 0;
        while (true) {
            left -= gap(random);
            if (left < loadedAt) {
                return new Cycle(loads, loadedAt + LOAD_TIME.toSeconds());
            }
            if (left <= 0 || isDue(xFetch, left, random)) {
                loadedAt = loads == 0 ? left - LOAD_TIME.toSeconds() : loadedAt;
                loads++;
            }
        }
    }

    private static boolean isDue(XFetch xFetch, double leftSeconds, RandomGenerator random) {
        return xFetch.isDue(Math.round(leftSeconds * 1_000), 60_000, LOAD_TIME.toNanos() / 1_000, random);
    }

    private static double gap(RandomGenerator random) {
        return -Math.log(1 - random.nextDouble()) / READS_A_SECOND;
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.5, 1, 2})
    void loadsOnceInACycleWithTheLease(double beta) {
        ManualTimeSource time = new ManualTimeSource();
        try (RedisEngine engine =
                        RedisEngine.open(EngineConfig.custom().time(time).build());
                RedisGateway gateway = EmbeddedGateway.on(engine);
                Readers readers = new Readers(time, gateway, beta)) {
            readers.run(60);
            assertThat(readers.loadsOfVersion).hasSizeGreaterThanOrEqualTo(60);
            assertThat(readers.loadsOfVersion.values()).as("seed %d", SEED).containsOnly(1);
            // The scatter of the mean of 60 cycles is 1.28 β / 60^½, 0.17 β: 1 β is 6 of these.
            double expected = beta * (Math.log(READS_A_SECOND * beta) + EULER_GAMMA);
            assertThat(readers.meanEarliness()).isBetween(expected - beta, expected + beta);
        }
    }

    /** The readers of two processes, in one thread: while a load takes its time, more of them read. */
    private static final class Readers implements ContextLoader<String>, AutoCloseable {

        private static final Duration TTL = Duration.ofSeconds(25);

        private final SplittableRandom random = new SplittableRandom(SEED);
        private final Map<String, Integer> loadsOfVersion = new HashMap<>();
        private final ManualTimeSource time;
        private final List<Caches> processes;
        private final List<Cache<String>> caches;
        private long storedAt;
        private double earlySeconds;

        Readers(ManualTimeSource time, RedisGateway gateway, double beta) {
            this.time = time;
            CacheConfig config = CacheConfig.custom()
                    .ttl(TTL)
                    .jitter(0)
                    .lease(LeaseConfig.ofDefaults().withTtl(Duration.ofSeconds(10)))
                    .earlyRefresh(EarlyRefresh.xFetch(beta))
                    .build();
            this.processes = List.of(process(gateway), process(gateway));
            this.caches = processes.stream()
                    .map(process -> process.create("versions", StringCodec.INSTANCE, config))
                    .toList();
        }

        private Caches process(RedisGateway gateway) {
            return Caches.of(gateway, KeySpace.of("test"), Runnable::run, time::nanoTime, () -> random);
        }

        @Override
        public void close() {
            processes.forEach(Caches::close);
        }

        void run(int cycles) {
            while (loadsOfVersion.size() < cycles) {
                waitForTheNext();
                read();
            }
        }

        double meanEarliness() {
            return earlySeconds / (loadsOfVersion.size() - 1);
        }

        private void read() {
            assertThat(caches.get(random.nextInt(caches.size())).get("1", this)).isNotNull();
        }

        @Override
        public String load(String id, LoadContext<String> context) {
            String old = context.staleValue() == null ? "0" : context.staleValue();
            loadsOfVersion.merge(old, 1, Integer::sum);
            long start = time.nanoTime();
            if (old.equals("0")) {
                time.advance(LOAD_TIME);
            } else {
                earlySeconds += (TTL.toNanos() - (start - storedAt)) / 1e9;
                waitForTheNext();
                for (; time.nanoTime() - start < LOAD_TIME.toNanos(); waitForTheNext()) {
                    read();
                }
            }
            storedAt = time.nanoTime();
            return Integer.toString(Integer.parseInt(old) + 1);
        }

        private void waitForTheNext() {
            time.advance(Duration.of((long) (gap(random) * 1e6), ChronoUnit.MICROS));
        }
    }

    @Test
    void takesAnUnknownLoadTimeForTheLeastThatCanBeMeasured() {
        RandomGenerator random = new SplittableRandom(SEED);
        XFetch xFetch = new XFetch(1);
        int due = 0;
        for (int i = 0; i < 10_000; i++) {
            due += xFetch.isDue(1, 60_000, 0, random) ? 1 : 0;
        }
        // exp(-1) of them; 0.0048 is a standard deviation.
        assertThat(due / 10_000.0).as("seed %d", SEED).isBetween(0.34, 0.4);
        assertThat(xFetch.isDue(60, 60_000, 0, random)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, -1, Double.NaN, 1_001})
    void refusesABetaOutOfBounds(double beta) {
        assertThatThrownBy(() -> new XFetch(beta))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(String.valueOf(beta));
    }
}
