package io.redispatterns.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.awaitility.Awaitility.await;

import io.redispatterns.cache.CacheLookup.Hit;
import io.redispatterns.cache.CacheLookup.Miss;
import io.redispatterns.cache.CacheLookup.Stale;
import io.redispatterns.codec.StringCodec;
import io.redispatterns.key.KeySpace;
import io.redispatterns.redis.Command;
import io.redispatterns.redis.RedisGateway;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What callers get when loads fail, take long or have something to say, on every gateway. */
abstract class FailSafeContract {

    private static final Duration TTL = Duration.ofMillis(300);
    private static final Duration LONG = Duration.ofMinutes(5);
    private static final FailSafeConfig AN_HOUR =
            FailSafeConfig.of(Duration.ofHours(1)).withThrottle(Duration.ZERO);
    private static final EarlyRefresh AT_ONCE = EarlyRefresh.threshold(0.001);
    private static final Duration DUE = Duration.ofMillis(50);
    private static final Executor BUSY = task -> {
        throw new RejectedExecutionException("busy, as the test wants");
    };

    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final CountDownLatch release = new CountDownLatch(1);
    private RedisGateway gateway;
    private Caches first;
    private Caches second;

    abstract RedisGateway open();

    /** Lets time pass on the clock that the server looks at, by at least this long. */
    abstract void pass(Duration duration);

    @BeforeEach
    void setUp() {
        gateway = open();
        gateway.call(Command.of("FLUSHALL"));
        first = Caches.on(gateway, KeySpace.of("test"), null);
        second = Caches.on(gateway, KeySpace.of("test"), null);
    }

    @AfterEach
    void close() {
        release.countDown();
        threads.shutdownNow();
        first.close();
        second.close();
        gateway.close();
    }

    @Test
    void servesTheOldValueWhenALoadFails() {
        Cache<String> cache = cache(first, failSafe(AN_HOUR));
        cache.put("1", "old");
        pass(TTL);
        assertThat(cache.get("1", failing())).isEqualTo("old");
        assertThat(cache.lookup("1")).isEqualTo(new Stale<>("old"));
        assertThat(cache.stats().servedStale()).isEqualTo(1);
        assertThat(cache.get("1", id -> "new")).isEqualTo("new");
        assertThat(cache.lookup("1")).isEqualTo(new Hit<>("new"));
    }

    @Test
    void servesNoOldValueWithoutFailSafe() {
        Cache<String> cache = cache(first, CacheConfig.custom().ttl(LONG).build());
        cache.put("1", "old");
        cache.expireAll(List.of("1"));
        assertThatThrownBy(() -> cache.get("1", failing())).isInstanceOf(IOException.class);
    }

    @Test
    void servesNothingAfterTheLongestAge() {
        Cache<String> cache = cache(first, failSafe(FailSafeConfig.of(Duration.ofMillis(200))));
        cache.put("1", "old");
        pass(TTL.plusMillis(201));
        await().until(() -> cache.lookup("1") instanceof Miss);
        assertThatThrownBy(() -> cache.get("1", failing())).isInstanceOf(IOException.class);
    }

    @Test
    void keepsToTheLongestAgeOfItsOwnConfiguration() {
        cache(first, failSafe(AN_HOUR)).put("1", "old");
        Cache<String> stricter = cache(second, failSafe(FailSafeConfig.of(Duration.ofMillis(100))));
        pass(TTL.plusMillis(101));
        assertThatThrownBy(() -> stricter.get("1", failing())).isInstanceOf(IOException.class);
    }

    @Test
    void triesOnceInAThrottleInTheWholeApplication() {
        Duration throttle = Duration.ofMillis(800);
        CacheConfig config = failSafe(AN_HOUR.withThrottle(throttle));
        Cache<String> cache = cache(first, config);
        Cache<String> other = cache(second, config);
        cache.put("1", "old");
        pass(TTL);
        assertThat(cache.get("1", failing())).isEqualTo("old");
        AtomicInteger loads = new AtomicInteger();
        for (Cache<String> each : List.of(cache, other)) {
            assertThat(each.get("1", id -> "load " + loads.incrementAndGet())).isEqualTo("old");
        }
        assertThat(loads).hasValue(0);
        pass(throttle);
        assertThat(other.get("1", id -> "load " + loads.incrementAndGet())).isEqualTo("load 1");
    }

    @Test
    void pausesAfterAFailureWithoutAnOldValue() {
        Duration pause = Duration.ofMillis(800);
        CacheConfig config = failSafe(FailSafeConfig.off().withFailurePause(pause));
        Cache<String> cache = cache(first, config);
        Cache<String> other = cache(second, config);
        assertThatThrownBy(() -> cache.get("1", failing())).isInstanceOf(IOException.class);
        LoadPausedException paused = (LoadPausedException) catchThrowable(() -> other.get("1", id -> "new"));
        assertThat(paused.retryAfter()).isBetween(Duration.ofMillis(1), pause);
        pass(pause);
        assertThat(other.get("1", id -> "new")).isEqualTo("new");
    }

    @Test
    void pausesAlsoIfTheOldValueIsNotToBeServed() {
        Cache<String> cache = cache(first, failSafe(FailSafeConfig.off().withFailurePause(LONG)));
        cache.put("1", "old", LONG);
        cache.expireAll(List.of("1"));
        assertThatThrownBy(() -> cache.get("1", failing())).isInstanceOf(IOException.class);
        assertThatThrownBy(() -> cache.get("1", id -> "new")).isInstanceOf(LoadPausedException.class);
    }

    @Test
    void servesTheOldValueWhenALoadTakesLongerThanTheSoftTimeout() throws Exception {
        LoadConfig load = LoadConfig.ofDefaults().withSoftTimeout(Duration.ofMillis(20));
        Cache<String> cache =
                cache(first, CacheConfig.from(failSafe(AN_HOUR)).load(load).build());
        cache.put("1", "old");
        pass(TTL);
        Future<String> reader = threads.submit(() -> cache.get("1", held("new")));
        assertThat(reader.get(10, TimeUnit.SECONDS)).isEqualTo("old");
        release.countDown();
        await().until(() -> cache.lookup("1").equals(new Hit<>("new")));
        assertThat(cache.stats().loads()).isEqualTo(1);
    }

    @Test
    void waitsForItsOwnLoadLongerThanForOthers() throws Exception {
        CacheConfig config = CacheConfig.custom()
                .lease(LeaseConfig.ofDefaults().withWaitLimit(Duration.ofMillis(50)))
                .load(LoadConfig.ofDefaults().withSoftTimeout(Duration.ofMillis(20)))
                .build();
        Cache<String> cache = cache(first, config);
        AtomicInteger loads = new AtomicInteger();
        Future<String> reader = threads.submit(() -> cache.get("1", id -> {
            loads.incrementAndGet();
            return held("new").load(id);
        }));
        await().pollDelay(Duration.ofMillis(300)).until(() -> loads.get() > 0);
        assertThat(loads).hasValue(1);
        release.countDown();
        assertThat(reader.get(10, TimeUnit.SECONDS)).isEqualTo("new");
        assertThat(loads).hasValue(1);
    }

    @Test
    void givesUpAfterTheHardTimeoutAndKeepsWhatComesLater() {
        Cache<String> cache = cache(first, hardTimeout(Duration.ofMillis(50)));
        assertThatThrownBy(() -> cache.get("1", held("late")))
                .isInstanceOf(LoadTimeoutException.class)
                .hasMessageContaining("PT0.05S");
        release.countDown();
        await().until(() -> cache.lookup("1").equals(new Hit<>("late")));
    }

    @Test
    void keepsToTheHardTimeoutWhenSomebodyElseLoadsForTooLong() throws Exception {
        CacheConfig config = CacheConfig.from(hardTimeout(Duration.ofMillis(300)))
                .lease(LeaseConfig.ofDefaults().withWaitLimit(Duration.ofMillis(50)))
                .build();
        Cache<String> cache = cache(first, config);
        CountDownLatch started = new CountDownLatch(1);
        Future<String> leader = threads.submit(() -> cache.get("1", id -> {
            started.countDown();
            return held("late").load(id);
        }));
        assertThat(started.await(10, TimeUnit.SECONDS)).isTrue();
        for (Cache<String> each : List.of(cache, cache(second, config))) {
            Future<String> waiter = threads.submit(() -> each.get("1", held("late")));
            assertThatThrownBy(() -> waiter.get(10, TimeUnit.SECONDS)).hasCauseInstanceOf(LoadTimeoutException.class);
        }
        assertThatThrownBy(() -> leader.get(10, TimeUnit.SECONDS)).hasCauseInstanceOf(LoadTimeoutException.class);
    }

    @Test
    void letsALoaderDecline() {
        Cache<String> cache = cache(first, failSafe(AN_HOUR));
        assertThatThrownBy(() -> cache.get("1", (id, context) -> context.fail("the shop is closed")))
                .isInstanceOf(LoadDeclinedException.class)
                .hasMessageContaining("the shop is closed");
        assertThat(cache.lookup("1")).isInstanceOf(Miss.class);
        cache.put("1", "old");
        pass(TTL);
        assertThat(cache.get("1", (id, context) -> context.fail("the shop is closed")))
                .isEqualTo("old");
        assertThat(cache.stats().loadFailures()).isEqualTo(2);
    }

    @Test
    void keepsTheValueWithItsTagsForAnotherLifeIfNothingWasModified() {
        Cache<String> cache = cache(first, failSafe(AN_HOUR));
        Instant changed = Instant.parse("2024-02-03T04:05:06Z");
        cache.get(
                "1",
                (id, context) -> value(
                        context.tags("north").etag("v1").lastModified(changed).staleValue(), "first"));
        pass(TTL);
        for (int life = 0; life < 2; life++) {
            assertThat(cache.lookup("1")).isEqualTo(new Stale<>("first"));
            assertThat(cache.get("1", (id, context) -> {
                        assertThat(context.staleValue()).isEqualTo("first");
                        assertThat(context.staleEtag()).isEqualTo("v1");
                        assertThat(context.staleLastModified()).isEqualTo(changed);
                        return context.notModified();
                    }))
                    .isEqualTo("first");
            assertThat(cache.lookup("1")).isEqualTo(new Hit<>("first"));
            pass(TTL);
        }
        cache.invalidateTags(List.of("north"));
        assertThat(cache.lookup("1")).isInstanceOf(Miss.class);
        assertThatThrownBy(() -> cache.get("1", (id, context) -> context.notModified()))
                .isInstanceOf(IllegalStateException.class);
    }

    @Test
    void keepsAValueForTheTimeThatItsLoaderSays() {
        Cache<String> cache = cache(first, CacheConfig.custom().ttl(LONG).build());
        cache.get("1", (id, context) -> value(context.ttl(Duration.ofHours(2)), "two hours"));
        assertThat(ttl("1")).isBetween(7_000_000L, 7_200_000L);
        cache.get("2", (id, context) -> value(context.ttl(Duration.ofDays(4_000)), "the longest that is allowed"));
        assertThat(ttl("2")).isBetween(364L * 86_400_000, 365L * 86_400_000);
        for (Duration none : List.of(Duration.ZERO, Duration.ofSeconds(-5))) {
            assertThat(cache.get("3", (id, context) -> value(context.ttl(none), "over")))
                    .isEqualTo("over");
            assertThat(cache.lookup("3")).isInstanceOf(Miss.class);
        }
    }

    @Test
    void tagsAValueByWhatItIs() {
        Cache<String> cache = cache(first, CacheConfig.custom().ttl(LONG).build());
        for (String city : List.of("oslo", "rome")) {
            cache.get(city, (id, context) -> value(context.tags(id.equals("oslo") ? "norway" : "italy"), id));
        }
        cache.invalidateTags(List.of("norway"));
        assertThat(cache.lookup("oslo")).isInstanceOf(Miss.class);
        assertThat(cache.lookup("rome")).isEqualTo(new Hit<>("rome"));
    }

    @Test
    void givesAValueThatIsNotKeptToThoseWhoAskedOnly() {
        Cache<String> cache = cache(first, failSafe(AN_HOUR));
        cache.put("1", "old");
        pass(TTL);
        assertThat(cache.get("1", (id, context) -> value(context.doNotKeep(), "once")))
                .isEqualTo("once");
        assertThat(cache.lookup("1")).isInstanceOf(Miss.class);
    }

    @Test
    void keepsWhatWasExpiredForFailuresOnly() {
        Cache<String> cache =
                cache(first, CacheConfig.from(failSafe(AN_HOUR)).ttl(LONG).build());
        for (Runnable expire : List.<Runnable>of(
                () -> cache.expireAll(List.of("1")), () -> cache.expireTags(List.of("north")), cache::expireAll)) {
            assertThat(cache.get("1", (id, context) -> value(context.tags("north"), "value")))
                    .isEqualTo("value");
            expire.run();
            assertThat(cache.lookup("1")).isEqualTo(new Stale<>("value"));
            assertThat(cache.get("1", failing())).isEqualTo("value");
            assertThat(cache.get("1", (id, context) -> value(context.tags("north"), "next")))
                    .isEqualTo("next");
            assertThat(cache.lookup("1")).isEqualTo(new Hit<>("next"));
            cache.invalidate("1");
        }
    }

    @Test
    void refreshesEarlyWithoutDelayingTheReader() {
        for (EarlyRefresh refresh : List.of(AT_ONCE, EarlyRefresh.xFetch(1_000))) {
            Cache<String> cache = cache(first, early(refresh));
            CountDownLatch started = new CountDownLatch(1);
            CountDownLatch go = new CountDownLatch(1);
            Loader<String> loader = id -> {
                started.countDown();
                assertThat(go.await(10, TimeUnit.SECONDS)).isTrue();
                return "new";
            };
            load(cache, "old");
            pass(DUE);
            await().until(() -> {
                assertThat(cache.get("1", loader)).isEqualTo("old");
                return started.getCount() == 0;
            });
            assertThat(cache.get("1", loader)).isEqualTo("old");
            go.countDown();
            await().until(() -> cache.lookup("1").equals(new Hit<>("new")));
            assertThat(cache.stats().loads()).isEqualTo(2);
            cache.invalidate("1");
        }
    }

    @Test
    void hidesFailuresOfEarlyRefreshes() {
        Cache<String> cache = cache(first, early(AT_ONCE));
        load(cache, "old");
        pass(DUE);
        assertThat(cache.get("1", failing())).isEqualTo("old");
        await().until(() -> cache.stats().loadFailures() == 1);
        assertThat(cache.lookup("1")).isEqualTo(new Hit<>("old"));
    }

    @Test
    void readsOnWhenThereIsNoRoomForEarlyRefreshes() {
        try (Caches busy = Caches.on(gateway, KeySpace.of("test"), BUSY)) {
            Cache<String> cache = cache(busy, early(AT_ONCE));
            load(cache, "old");
            pass(DUE);
            assertThat(cache.get("1", id -> "new")).isEqualTo("old");
            assertThat(cache.get("1", id -> "new")).isEqualTo("old");
            assertThat(cache.stats().loads()).isEqualTo(1);
        }
    }

    @Test
    void refreshesAValueThatWasPutAsIfItHadBeenLoaded() {
        Cache<String> cache = cache(first, early(EarlyRefresh.xFetch(1_000)));
        cache.get("other", id -> {
            await().pollDelay(Duration.ofMillis(20)).until(() -> true);
            return "some load that takes a while";
        });
        cache.put("1", "put", Duration.ofSeconds(2));
        assertThat(cache.get("1", id -> "loaded")).isEqualTo("put");
        await().until(() -> {
            cache.get("1", id -> "loaded");
            return cache.lookup("1").equals(new Hit<>("loaded"));
        });
    }

    @Test
    void usesTheCallersThreadIfThereIsNoRoomForALoadWithATimeout() {
        try (Caches busy = Caches.on(gateway, KeySpace.of("test"), BUSY)) {
            Cache<String> cache = cache(busy, hardTimeout(LONG));
            AtomicReference<Thread> loading = new AtomicReference<>();
            cache.get("1", id -> {
                loading.set(Thread.currentThread());
                return "value";
            });
            assertThat(loading).hasValue(Thread.currentThread());
            assertThat(cache.lookup("1")).isEqualTo(new Hit<>("value"));
        }
    }

    @Test
    void goesOnLoadingForOthersWhenTheFirstCallerGivesUp() throws Exception {
        Cache<String> cache = cache(first, hardTimeout(LONG));
        AtomicReference<Throwable> thrown = new AtomicReference<>();
        Thread impatient = new Thread(() -> thrown.set(catchThrowable(() -> cache.get("1", held("value")))));
        impatient.start();
        await().until(() -> impatient.getState() == Thread.State.TIMED_WAITING);
        Future<String> patient = threads.submit(() -> cache.get("1", id -> "another load"));
        await().until(() -> Flight.waiting() == 2);
        impatient.interrupt();
        impatient.join(10_000);
        assertThat(thrown.get()).isInstanceOf(LoadInterruptedException.class);
        release.countDown();
        assertThat(patient.get(10, TimeUnit.SECONDS)).isEqualTo("value");
    }

    @Test
    void doesNotTakeAnInterruptForAFailureOfTheSource() throws Exception {
        Cache<String> cache = cache(first, failSafe(FailSafeConfig.off().withFailurePause(LONG)));
        AtomicReference<Throwable> thrown = new AtomicReference<>();
        Thread impatient = new Thread(() -> thrown.set(catchThrowable(() -> cache.get("1", wrappingInterrupts()))));
        impatient.start();
        await().until(() -> impatient.getState() == Thread.State.TIMED_WAITING);
        Future<String> patient = threads.submit(() -> cache.get("1", id -> "value"));
        await().until(() -> Flight.waiting() == 1);
        impatient.interrupt();
        impatient.join(10_000);
        assertThat(thrown.get()).isInstanceOf(UncheckedIOException.class);
        assertThat(patient.get(10, TimeUnit.SECONDS)).isEqualTo("value");
    }

    @Test
    void fallsBackWhenThereIsNothingElse() {
        Cache<String> cache = cache(first, failSafe(AN_HOUR));
        assertThat(cache.get("1", failing(), failure -> "instead of " + failure.getMessage()))
                .isEqualTo("instead of the source is away");
        assertThat(cache.lookup("1")).isInstanceOf(Miss.class);
        assertThat(cache.get("1", id -> "value", failure -> "instead")).isEqualTo("value");
        pass(TTL);
        assertThat(cache.get("1", (id, context) -> context.fail("no"), failure -> "instead"))
                .isEqualTo("value");
    }

    @Test
    void doesNotFallBackForErrorsAndInterrupts() {
        Cache<String> cache = cache(first, failSafe(AN_HOUR));
        AssertionError error = new AssertionError("the virtual machine is broken");
        Loader<String> broken = id -> {
            throw error;
        };
        assertThatThrownBy(() -> cache.get("1", broken, failure -> "instead")).isSameAs(error);
        Loader<String> interrupted = id -> {
            throw new InterruptedException("stop");
        };
        assertThatThrownBy(() -> cache.get("1", interrupted, failure -> "instead"))
                .isInstanceOf(InterruptedException.class);
    }

    @Test
    void sharesAFailureWithThoseWhoWait() throws Exception {
        Cache<String> cache = cache(first, hardTimeout(LONG));
        IllegalStateException failure = new IllegalStateException("no");
        Future<String> leader = threads.submit(() -> cache.get("1", id -> {
            assertThat(release.await(10, TimeUnit.SECONDS)).isTrue();
            throw failure;
        }));
        await().until(() -> Flight.waiting() == 1);
        Future<String> waiter = threads.submit(() -> cache.get("1", id -> "another load"));
        await().until(() -> Flight.waiting() == 2);
        release.countDown();
        for (Future<String> each : List.of(leader, waiter)) {
            assertThatThrownBy(() -> each.get(10, TimeUnit.SECONDS))
                    .isInstanceOf(ExecutionException.class)
                    .cause()
                    .isSameAs(failure);
        }
    }

    private static Cache<String> cache(Caches caches, CacheConfig config) {
        return caches.create("texts", StringCodec.INSTANCE, config);
    }

    private static CacheConfig failSafe(FailSafeConfig failSafe) {
        return CacheConfig.custom().ttl(TTL).jitter(0).failSafe(failSafe).build();
    }

    private static CacheConfig hardTimeout(Duration timeout) {
        return CacheConfig.custom()
                .ttl(LONG)
                .load(LoadConfig.ofDefaults().withHardTimeout(timeout))
                .build();
    }

    private static CacheConfig early(EarlyRefresh refresh) {
        return CacheConfig.custom()
                .ttl(Duration.ofSeconds(20))
                .jitter(0)
                .earlyRefresh(refresh)
                .build();
    }

    /** Loads in a moment that can be measured. */
    private static void load(Cache<String> cache, String value) {
        cache.get("1", id -> {
            await().pollDelay(Duration.ofMillis(20)).until(() -> true);
            return value;
        });
    }

    private static Loader<String> failing() {
        return id -> {
            throw new IOException("the source is away");
        };
    }

    /** A load that ends when the test says so. */
    private Loader<String> held(String value) {
        return id -> {
            assertThat(release.await(10, TimeUnit.SECONDS)).isTrue();
            return value;
        };
    }

    /** A load that does with an interrupt what many drivers do. */
    private Loader<String> wrappingInterrupts() {
        return id -> {
            try {
                return held("value").load(id);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new UncheckedIOException(new InterruptedIOException("cancelled"));
            }
        };
    }

    private static String value(@Nullable Object unused, String value) {
        return value;
    }

    private long ttl(String id) {
        return gateway.call(Command.of("PTTL").key("test:cache:texts:" + id)).asLong();
    }
}
