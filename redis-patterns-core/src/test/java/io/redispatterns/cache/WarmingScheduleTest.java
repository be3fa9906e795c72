package io.redispatterns.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.redispatterns.backend.embedded.EmbeddedGateway;
import io.redispatterns.cache.WarmingProgress.State;
import io.redispatterns.codec.StringCodec;
import io.redispatterns.engine.EngineConfig;
import io.redispatterns.engine.RedisEngine;
import io.redispatterns.engine.util.ManualTimeSource;
import io.redispatterns.key.KeySpace;
import io.redispatterns.redis.FaultyGateway;
import io.redispatterns.redis.RedisGateway;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** When a warming does what, in two processes whose time the test moves. */
class WarmingScheduleTest {

    private static final List<String> IDS =
            IntStream.range(0, 1_000).mapToObj(i -> "id" + i).toList();
    private static final WarmingConfig CONFIG = WarmingConfig.of("all").withLoadsPerSecond(20);

    private final ManualTimeSource time = new ManualTimeSource();
    private final RedisEngine engine =
            RedisEngine.open(EngineConfig.custom().time(time).build());
    private final RedisGateway gateway = EmbeddedGateway.on(engine);
    private final ManualTimer firstTimer = new ManualTimer(time);
    private final ManualTimer secondTimer = new ManualTimer(time);
    private final Caches first = process(firstTimer);
    private final Caches second = process(secondTimer);
    private final AtomicInteger loads = new AtomicInteger();
    private final Loader<String> counting = id -> "load " + loads.incrementAndGet();

    private Caches process(ManualTimer timer) {
        return process(timer, gateway);
    }

    private Caches process(ManualTimer timer, RedisGateway redis) {
        SplittableRandom random = new SplittableRandom(1);
        return Caches.of(redis, KeySpace.of("test"), Runnable::run, timer, time::nanoTime, () -> random);
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

    private static Cache<String> cache(Caches caches, Duration ttl) {
        return caches.create(
                "texts",
                StringCodec.INSTANCE,
                CacheConfig.custom().ttl(ttl).jitter(0).build());
    }

    @Test
    void keepsToItsBudget() {
        Warming warming = cache(first, Duration.ofHours(1)).warm(CONFIG, WarmingSource.of(IDS), counting);
        assertThat(loads).hasValue(1);
        for (int second = 1; second <= 10; second++) {
            pass(Duration.ofSeconds(1));
            assertThat(loads.get()).isBetween(20 * second, 20 * second + 1);
        }
        WarmingProgress progress = warming.progress();
        assertThat(progress.state()).isEqualTo(State.RUNNING);
        assertThat(progress.loaded()).isEqualTo(loads.get());
        assertThat(progress.total()).hasValue(1_000);
    }

    @Test
    void spendsNoBudgetOnWhatIsFresh() {
        Cache<String> cache = cache(first, Duration.ofHours(1));
        IDS.subList(0, 990).forEach(id -> cache.put(id, "fresh"));
        Warming warming = cache.warm(CONFIG, WarmingSource.of(IDS), counting);
        pass(Duration.ofSeconds(1));
        assertThat(warming.progress().state()).isEqualTo(State.DONE);
        assertThat(loads).hasValue(10);
    }

    @Test
    void loadsWhatWillNotBeFreshForLongEnough() {
        Cache<String> cache = cache(first, Duration.ofMinutes(10));
        cache.put("id0", "fresh for long enough");
        cache.put("id1", "not fresh for long enough", Duration.ofMinutes(4));
        WarmingConfig config = CONFIG.withMinFresh(Duration.ofMinutes(5));
        cache.warm(config, WarmingSource.of(List.of("id0", "id1")), counting);
        pass(Duration.ofSeconds(1));
        assertThat(loads).hasValue(1);
        assertThat(cache.lookup("id1")).isEqualTo(new CacheLookup.Hit<>("load 1"));
    }

    @Test
    void isRepeatedByWhoeverIsFirst() {
        WarmingConfig hourly = CONFIG.withInterval(Duration.ofMinutes(1)).repeating();
        WarmingSource source = WarmingSource.of(IDS.subList(0, 10));
        cache(first, Duration.ofSeconds(30)).warm(hourly, source, counting);
        Warming other = cache(second, Duration.ofSeconds(30)).warm(hourly, source, counting);
        for (int run = 1; run <= 3; run++) {
            pass(Duration.ofSeconds(50));
            assertThat(loads).hasValue(10 * run);
            pass(Duration.ofSeconds(10));
        }
        first.close();
        pass(Duration.ofMinutes(2));
        assertThat(loads.get()).isGreaterThanOrEqualTo(50);
        assertThat(other.completion().toCompletableFuture()).isNotDone();
        other.cancel();
        assertThat(other.completion().toCompletableFuture()).isDone();
        int last = loads.get();
        pass(Duration.ofMinutes(5));
        assertThat(loads).hasValue(last);
    }

    @Test
    void isGoneOnWithFromTheLastBatchWhenTheRightOfTheDeadHasEnded() {
        WarmingConfig batches = CONFIG.withBatchSize(10);
        cache(first, Duration.ofHours(1)).warm(batches, WarmingSource.of(IDS.subList(0, 100)), counting);
        pass(Duration.ofMillis(1_260));
        assertThat(loads).hasValue(26);
        Warming other =
                cache(second, Duration.ofHours(1)).warm(batches, WarmingSource.of(IDS.subList(0, 100)), counting);
        first.close();
        assertThat(other.progress()).isEqualTo(progress(State.WAITING, 20));
        pass(Duration.ofSeconds(2));
        assertThat(loads).hasValue(26);
        pass(Duration.ofSeconds(6));
        assertThat(other.progress().state()).isEqualTo(State.DONE);
        assertThat(loads).hasValue(100);
        assertThat(other.progress().loaded()).isEqualTo(94);
        assertThat(other.progress().skipped()).isEqualTo(6);
    }

    private static WarmingProgress progress(State state, long loaded) {
        return new WarmingProgress(state, loaded, 0, 0, OptionalLong.empty());
    }

    @Test
    void asksASourceAgainThatFails() {
        AtomicInteger calls = new AtomicInteger();
        WarmingSource flaky = (cursor, size) -> {
            if (calls.incrementAndGet() <= 3) {
                throw new IOException("the database is away");
            }
            return new WarmingSource.Page(List.of("a", "b"), null);
        };
        Warming warming = cache(first, Duration.ofHours(1)).warm(CONFIG, flaky, counting);
        pass(Duration.ofSeconds(5));
        assertThat(warming.progress().state()).isEqualTo(State.RUNNING);
        assertThat(calls).hasValue(3);
        pass(Duration.ofSeconds(3));
        assertThat(warming.progress().state()).isEqualTo(State.DONE);
        assertThat(loads).hasValue(2);
    }

    @Test
    void tellsThatRedisDoesNotAnswer() {
        FaultyGateway redis = new FaultyGateway(gateway, () -> new SplittableRandom(1));
        redis.setDown(true);
        Warming warming = cache(process(firstTimer, redis), Duration.ofHours(1))
                .warm(CONFIG, WarmingSource.of(List.of("a", "b")), counting);
        pass(Duration.ofSeconds(5));
        assertThat(warming.progress().state()).isEqualTo(State.STALLED);
        assertThat(warming.firstRun().toCompletableFuture()).isNotDone();
        redis.setDown(false);
        pass(Duration.ofSeconds(5));
        assertThat(warming.progress().state()).isEqualTo(State.DONE);
        assertThat(warming.firstRun().toCompletableFuture()).isDone();
        redis.setDown(true);
        assertThat(warming.progress().state()).isEqualTo(State.DONE);
    }

    @Test
    void givesUpWhenAnotherProcessHasTheRight() {
        Warming one = cache(first, Duration.ofHours(1)).warm(CONFIG, WarmingSource.of(IDS), counting);
        pass(Duration.ofSeconds(1));
        // As after a stop of this process for longer than its right lasts: no renewal came in time.
        time.advance(Duration.ofSeconds(4));
        Warming other = cache(second, Duration.ofHours(1)).warm(CONFIG, WarmingSource.of(IDS), counting);
        assertThat(other.progress().state()).isEqualTo(State.RUNNING);
        pass(Duration.ofSeconds(2));
        assertThat(one.progress().state()).isEqualTo(State.WAITING);
        int before = loads.get();
        pass(Duration.ofSeconds(1));
        assertThat(loads.get() - before).isBetween(19, 21);
    }

    @Test
    void refusesWhatMakesNoSense() {
        for (Runnable wrong : List.<Runnable>of(
                () -> WarmingConfig.of("All"),
                () -> CONFIG.withInterval(Duration.ZERO),
                () -> CONFIG.withLoadsPerSecond(0),
                () -> CONFIG.withParallelism(0),
                () -> CONFIG.withBatchSize(0),
                () -> CONFIG.withMinFresh(Duration.ofSeconds(-1)))) {
            assertThatThrownBy(wrong::run).isInstanceOf(IllegalArgumentException.class);
        }
    }
}
