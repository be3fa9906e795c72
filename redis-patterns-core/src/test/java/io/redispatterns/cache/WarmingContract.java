package io.redispatterns.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.redispatterns.cache.CacheLookup.Hit;
import io.redispatterns.cache.CacheLookup.Miss;
import io.redispatterns.cache.WarmingProgress.State;
import io.redispatterns.codec.StringCodec;
import io.redispatterns.key.KeySpace;
import io.redispatterns.redis.Command;
import io.redispatterns.redis.RedisGateway;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a warming does on every gateway, with threads and as time goes by. */
abstract class WarmingContract {

    private static final List<String> IDS =
            IntStream.range(0, 100).mapToObj(i -> "id" + i).toList();
    private static final CacheConfig CONFIG = CacheConfig.custom()
            .ttl(Duration.ofMinutes(10))
            .lease(LeaseConfig.ofDefaults().withTtl(Duration.ofMillis(500)))
            .build();
    private static final WarmingConfig FAST =
            WarmingConfig.of("all").withLoadsPerSecond(1_000_000).withBatchSize(10);

    private final Map<String, Integer> loads = new ConcurrentHashMap<>();
    private final Loader<String> counting = id -> {
        loads.merge(id, 1, Integer::sum);
        return "value of " + id;
    };
    private RedisGateway gateway;
    private Caches first;
    private Caches second;

    abstract RedisGateway open();

    @BeforeEach
    void setUp() {
        gateway = open();
        gateway.call(Command.of("FLUSHALL"));
        first = Caches.on(gateway, KeySpace.of("test"), null);
        second = Caches.on(gateway, KeySpace.of("test"), null);
    }

    @AfterEach
    void close() {
        first.close();
        second.close();
        gateway.close();
    }

    private static Cache<String> cache(Caches caches) {
        return caches.create("texts", StringCodec.INSTANCE, CONFIG);
    }

    private static WarmingProgress join(Warming warming) throws Exception {
        return warming.completion().toCompletableFuture().get(30, TimeUnit.SECONDS);
    }

    @Test
    void loadsEveryIdOnce() throws Exception {
        Cache<String> cache = cache(first);
        WarmingProgress done = join(cache.warm(FAST, WarmingSource.of(IDS), counting));
        assertThat(done).isEqualTo(new WarmingProgress(State.DONE, 100, 0, 0, OptionalLong.of(100)));
        assertThat(done.handled()).isEqualTo(100);
        assertThat(loads.keySet()).containsExactlyInAnyOrderElementsOf(IDS);
        assertThat(loads.values()).containsOnly(1);
        assertThat(cache.lookup("id7")).isEqualTo(new Hit<>("value of id7"));
    }

    @Test
    void skipsWhatIsFreshAndGoesOnAfterFailures() throws Exception {
        Cache<String> cache = cache(first);
        IDS.subList(0, 30).forEach(id -> cache.put(id, "fresh"));
        Loader<String> picky = id -> {
            if (id.endsWith("9")) {
                throw new IOException("not this one");
            }
            return counting.load(id);
        };
        WarmingProgress done = join(cache.warm(FAST, WarmingSource.of(IDS::stream), picky));
        assertThat(done).isEqualTo(new WarmingProgress(State.DONE, 63, 7, 30, OptionalLong.empty()));
        assertThat(cache.lookup("id0")).isEqualTo(new Hit<>("fresh"));
        assertThat(cache.lookup("id39")).isInstanceOf(Miss.class);
    }

    @Test
    void isDoneByOneProcessOnceInAnInterval() throws Exception {
        CountDownLatch release = new CountDownLatch(1);
        CountDownLatch started = new CountDownLatch(1);
        Loader<String> held = id -> {
            started.countDown();
            assertThat(release.await(30, TimeUnit.SECONDS)).isTrue();
            return counting.load(id);
        };
        Warming one = cache(first).warm(FAST, WarmingSource.of(IDS), held);
        assertThat(started.await(30, TimeUnit.SECONDS)).isTrue();
        Warming other = cache(second).warm(FAST, WarmingSource.of(IDS), counting);
        await().during(Duration.ofMillis(200)).until(loads::isEmpty);
        assertThat(other.progress().state()).isEqualTo(State.WAITING);
        release.countDown();
        assertThat(join(one).loaded()).isEqualTo(100);
        assertThat(join(other)).isEqualTo(new WarmingProgress(State.DONE, 100, 0, 0, OptionalLong.empty()));
        assertThat(join(cache(second).warm(FAST, WarmingSource.of(IDS), counting))
                        .state())
                .isEqualTo(State.DONE);
        assertThat(loads.values()).containsOnly(1);
    }

    @Test
    void isGoneOnWithByAnotherProcessWhereTheDeadOneWas() throws Exception {
        CountDownLatch stuck = new CountDownLatch(1);
        Caches dying = Caches.on(gateway, KeySpace.of("test"), null);
        Warming one = cache(dying).warm(FAST.withParallelism(1), WarmingSource.of(IDS), id -> {
            if (id.equals("id55")) {
                stuck.countDown();
                assertThat(new CountDownLatch(1).await(30, TimeUnit.SECONDS)).isFalse();
            }
            return counting.load(id);
        });
        assertThat(stuck.await(30, TimeUnit.SECONDS)).isTrue();
        assertThat(one.progress().state()).isEqualTo(State.RUNNING);
        dying.close();
        WarmingProgress done = join(cache(second).warm(FAST, WarmingSource.of(IDS), counting));
        assertThat(done.state()).isEqualTo(State.DONE);
        assertThat(done.handled()).isEqualTo(100);
        assertThat(loads.keySet()).containsAll(IDS.subList(0, 55)).containsAll(IDS.subList(60, 100));
        assertThat(loads.values()).containsOnly(1);
    }

    @Test
    void endsForTheWholeApplicationWhenItIsCancelledWhereItRuns() throws Exception {
        CountDownLatch started = new CountDownLatch(1);
        CountDownLatch release = new CountDownLatch(1);
        Warming one = cache(first).warm(FAST, WarmingSource.of(IDS), id -> {
            started.countDown();
            assertThat(release.await(30, TimeUnit.SECONDS)).isTrue();
            return counting.load(id);
        });
        assertThat(started.await(30, TimeUnit.SECONDS)).isTrue();
        one.cancel();
        assertThat(join(one).state()).isEqualTo(State.CANCELLED);
        release.countDown();
        WarmingProgress other = join(cache(second).warm(FAST, WarmingSource.of(IDS), counting));
        assertThat(other.state()).isEqualTo(State.DONE);
        assertThat(loads.size()).isLessThanOrEqualTo(FAST.parallelism());
    }

    @Test
    void isGoneOnWithAtOnceWhereAProcessHasLeftIt() throws Exception {
        CountDownLatch stuck = new CountDownLatch(1);
        CountDownLatch release = new CountDownLatch(1);
        Warming one = cache(first).warm(FAST.withParallelism(1), WarmingSource.of(IDS), id -> {
            if (id.equals("id55")) {
                stuck.countDown();
                assertThat(release.await(30, TimeUnit.SECONDS)).isTrue();
            }
            return counting.load(id);
        });
        assertThat(stuck.await(30, TimeUnit.SECONDS)).isTrue();
        one.leave();
        assertThat(join(one).state()).isEqualTo(State.CANCELLED);
        assertThat(gateway.call(Command.of("HEXISTS")
                                .key("test:cache-state:{texts}:warming-all")
                                .arg("owner"))
                        .asLong())
                .isZero();
        WarmingProgress done = join(cache(second).warm(FAST, WarmingSource.of(IDS), counting));
        release.countDown();
        assertThat(done.state()).isEqualTo(State.DONE);
        assertThat(done.handled()).isEqualTo(100);
        await().until(() -> loads.size() == 100);
        assertThat(loads.values()).containsOnly(1);
    }

    @Test
    void aRepeatingOneTellsOfItsFirstRun() throws Exception {
        WarmingConfig hourly = FAST.repeating();
        Warming one = cache(first).warm(hourly, WarmingSource.of(IDS), counting);
        WarmingProgress done = one.firstRun().toCompletableFuture().get(30, TimeUnit.SECONDS);
        assertThat(done).isEqualTo(new WarmingProgress(State.DONE, 100, 0, 0, OptionalLong.of(100)));
        Warming later = cache(second).warm(hourly, WarmingSource.of(IDS), counting);
        assertThat(later.firstRun()
                        .toCompletableFuture()
                        .get(30, TimeUnit.SECONDS)
                        .state())
                .isEqualTo(State.DONE);
        assertThat(one.completion().toCompletableFuture()).isNotDone();
        later.leave();
        assertThat(join(later).state()).isEqualTo(State.CANCELLED);
        assertThat(loads.values()).containsOnly(1);
    }

    @Test
    void keepsItsStateForATime() throws Exception {
        join(cache(first).warm(FAST, WarmingSource.of(IDS), counting));
        long ttl = gateway.call(Command.of("PTTL").key("test:cache-state:{texts}:warming-all"))
                .asLong();
        assertThat(ttl).isBetween(24 * 3_600_000L, 25 * 3_600_000L);
    }
}
