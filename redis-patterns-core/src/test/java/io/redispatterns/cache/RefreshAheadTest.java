package io.redispatterns.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.lettuce.core.RedisURI;
import io.redispatterns.backend.embedded.EmbeddedGateway;
import io.redispatterns.backend.lettuce.LettuceGateway;
import io.redispatterns.cache.CacheLookup.Hit;
import io.redispatterns.cache.CacheLookup.Miss;
import io.redispatterns.codec.StringCodec;
import io.redispatterns.engine.EngineConfig;
import io.redispatterns.engine.RedisEngine;
import io.redispatterns.engine.testing.RealRedis;
import io.redispatterns.engine.util.ManualTimeSource;
import io.redispatterns.key.KeySpace;
import io.redispatterns.redis.RedisGateway;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Entries that are kept fresh by whoever reads them, in two processes whose time the test moves. */
class RefreshAheadTest {

    private static final long SEED = 4_711;
    private static final Duration TTL = Duration.ofSeconds(10);
    private static final Duration IDLE = Duration.ofMinutes(1);
    private static final RefreshAheadConfig AHEAD = RefreshAheadConfig.of(100).withIdle(IDLE);

    private final ManualTimeSource time = new ManualTimeSource();
    private final RedisEngine engine =
            RedisEngine.open(EngineConfig.custom().time(time).build());
    private final RedisGateway gateway = EmbeddedGateway.on(engine);
    private final SplittableRandom random = new SplittableRandom(SEED);
    private final ManualTimer firstTimer = new ManualTimer(time);
    private final ManualTimer secondTimer = new ManualTimer(time);
    private final Caches first = process(firstTimer);
    private final Caches second = process(secondTimer);
    private final AtomicInteger loads = new AtomicInteger();
    private final Loader<String> counting = id -> "load " + loads.incrementAndGet();

    private Caches process(ManualTimer timer) {
        return Caches.of(gateway, KeySpace.of("test"), Runnable::run, timer, time::nanoTime, () -> random);
    }

    @AfterEach
    void close() {
        first.close();
        second.close();
        gateway.close();
        engine.close();
    }

    private void pass(Duration duration) {
        ManualTimer.pass(time, duration, List.of(firstTimer, secondTimer));
    }

    private static Cache<String> cache(Caches caches, RefreshAheadConfig ahead) {
        CacheConfig config =
                CacheConfig.custom().ttl(TTL).jitter(0).refreshAhead(ahead).build();
        return caches.create("texts", StringCodec.INSTANCE, config);
    }

    @Test
    void loadsOnceInACycleOverAllProcesses() {
        Cache<String> one = cache(first, AHEAD);
        Cache<String> other = cache(second, AHEAD);
        one.get("1", counting);
        other.get("1", counting);
        for (int cycle = 1; cycle <= 5; cycle++) {
            assertThat(loads).as("seed %d", SEED).hasValue(cycle);
            pass(Duration.ofSeconds(7));
            assertThat(loads).as("too early, seed %d", SEED).hasValue(cycle);
            passUntilLoaded(cycle + 1);
            assertThat(one.lookup("1")).isEqualTo(new Hit<>("load " + (cycle + 1)));
        }
    }

    /** The next load is after 8 to 9 seconds, and a tick later at most. */
    private void passUntilLoaded(int count) {
        for (int i = 0; i < 25 && loads.get() < count; i++) {
            pass(Duration.ofMillis(100));
        }
        assertThat(loads).as("seed %d", SEED).hasValue(count);
    }

    @Test
    void stopsSomeTimeAfterTheLastRead() {
        Cache<String> one = cache(first, AHEAD);
        Cache<String> other = cache(second, AHEAD);
        one.get("1", counting);
        pass(Duration.ofSeconds(30));
        other.get("1", counting);
        pass(Duration.ofSeconds(50));
        assertThat(other.lookup("1")).isInstanceOf(Hit.class);
        pass(Duration.ofSeconds(20));
        int last = loads.get();
        assertThat(last).isBetween(8, 12);
        pass(Duration.ofMinutes(2));
        assertThat(loads).hasValue(last);
        assertThat(one.lookup("1")).isInstanceOf(Miss.class);
    }

    @Test
    void goesOnWhenAProcessHasDied() {
        Cache<String> one = cache(first, AHEAD);
        Cache<String> other = cache(second, AHEAD);
        one.get("1", counting);
        other.get("1", counting);
        pass(Duration.ofSeconds(12));
        first.close();
        int before = loads.get();
        pass(Duration.ofSeconds(30));
        assertThat(loads.get()).isBetween(before + 3, before + 4);
        assertThat(other.lookup("1")).isInstanceOf(Hit.class);
    }

    @Test
    void goesOnWhenAProcessDiesWhileItLoads() throws Exception {
        CountDownLatch loading = new CountDownLatch(1);
        CountDownLatch end = new CountDownLatch(1);
        ExecutorService threads = Executors.newCachedThreadPool();
        ManualTimer timer = new ManualTimer(time);
        Caches dying = Caches.of(gateway, KeySpace.of("test"), threads, timer, time::nanoTime, () -> random);
        Cache<String> one = cache(dying, AHEAD.withAfter(0.1));
        one.get("1", id -> {
            if (loads.incrementAndGet() > 1) {
                loading.countDown();
                assertThat(end.await(30, TimeUnit.SECONDS)).isTrue();
            }
            return "of the dying";
        });
        ManualTimer.pass(time, Duration.ofSeconds(1), List.of(timer));
        await().until(() -> {
            ManualTimer.pass(time, Duration.ofMillis(100), List.of(timer));
            return loading.getCount() == 0;
        });
        dying.close();
        Cache<String> other = cache(second, AHEAD.withAfter(0.3));
        other.get("1", id -> "of the living");
        pass(LeaseConfig.ofDefaults().ttl().plusSeconds(3));
        assertThat(other.lookup("1")).isEqualTo(new Hit<>("of the living"));
        end.countDown();
        threads.shutdown();
        assertThat(threads.awaitTermination(10, TimeUnit.SECONDS)).isTrue();
        assertThat(other.lookup("1")).as("the late fill is refused").isEqualTo(new Hit<>("of the living"));
    }

    @Test
    void caresForSoManyEntriesOnly() {
        Cache<String> one = cache(first, RefreshAheadConfig.of(10).withIdle(IDLE));
        IntStream.range(0, 50).forEach(i -> one.get(Integer.toString(i), counting));
        assertThat(loads).hasValue(50);
        pass(TTL);
        assertThat(loads.get()).isBetween(51, 60);
    }

    @Test
    void leavesWhatIsGoneToThoseWhoAsk() {
        Cache<String> one = cache(first, AHEAD);
        one.get("1", counting);
        pass(Duration.ofSeconds(5));
        one.invalidate("1");
        pass(Duration.ofSeconds(20));
        assertThat(loads).hasValue(1);
        one.get("1", counting);
        pass(Duration.ofSeconds(9));
        assertThat(loads).hasValue(3);
    }

    @Test
    void usesTheLoaderOfTheLastRead() {
        Cache<String> one = cache(first, AHEAD);
        one.get("1", counting);
        one.get("1", id -> "of the last read");
        pass(Duration.ofSeconds(9).plusMillis(500));
        assertThat(one.lookup("1")).isEqualTo(new Hit<>("of the last read"));
    }

    @Test
    void triesAgainAfterAFailure() {
        Cache<String> one = cache(first, AHEAD);
        one.get("1", id -> {
            if (loads.incrementAndGet() == 2) {
                throw new IOException("the source is away");
            }
            return "load " + loads;
        });
        pass(Duration.ofSeconds(11));
        assertThat(one.lookup("1")).isEqualTo(new Hit<>("load 3"));
        assertThat(one.stats().loadFailures()).isEqualTo(1);
    }

    @Test
    void refusesWhatMakesNoSense() {
        RefreshAheadConfig config = RefreshAheadConfig.of(10);
        for (Runnable wrong : List.<Runnable>of(
                () -> RefreshAheadConfig.of(-1),
                () -> config.withAfter(1),
                () -> config.withJitter(1),
                () -> config.withIdle(Duration.ZERO),
                () -> config.withParallelism(0))) {
            assertThatThrownBy(wrong::run).isInstanceOf(IllegalArgumentException.class);
        }
    }

    /** The same with a server and threads, and so without a say in time. */
    @Nested
    class OnRealRedis {

        @RegisterExtension
        static final RealRedis REDIS = RealRedis.with();

        @Test
        void keepsAnEntryFreshThatTwoProcessesHaveRead() {
            try (RedisGateway redis = LettuceGateway.connect(RedisURI.create(REDIS.uri()));
                    Caches one = Caches.on(redis, KeySpace.of("test"), null);
                    Caches other = Caches.on(redis, KeySpace.of("test"), null)) {
                CacheConfig config = CacheConfig.custom()
                        .ttl(Duration.ofSeconds(1))
                        .jitter(0)
                        .refreshAhead(RefreshAheadConfig.of(10).withAfter(0.3))
                        .build();
                for (Caches each : List.of(one, other)) {
                    each.create("texts", StringCodec.INSTANCE, config).get("1", counting);
                }
                await().until(() -> loads.get() >= 4);
            }
        }
    }
}
