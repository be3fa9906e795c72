package io.redispatterns.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.awaitility.Awaitility.await;

import io.redispatterns.cache.CacheLookup.Hit;
import io.redispatterns.key.KeySpace;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** What callers and others get when loads take long, or nobody waits for them, on every gateway. */
abstract class LoadLimitsContract extends LoadingContract {

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
        await().until(() -> Flight.waiting() >= 2);
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
        await().until(() -> Flight.waiting() >= 1);
        impatient.interrupt();
        impatient.join(10_000);
        assertThat(thrown.get()).isInstanceOf(UncheckedIOException.class);
        assertThat(patient.get(10, TimeUnit.SECONDS)).isEqualTo("value");
    }

    @Test
    void doesNotTakeAnInterruptOfALoadOfManyForAFailureOfTheSource() throws Exception {
        CacheConfig config = longLease(FailSafeConfig.off().withFailurePause(LONG));
        Cache<String> cache = cache(first, config);
        AtomicReference<Throwable> thrown = new AtomicReference<>();
        AtomicBoolean flag = new AtomicBoolean();
        CountDownLatch loading = new CountDownLatch(1);
        BulkLoader<String> bulk = ids -> {
            loading.countDown();
            return Map.of("1", wrappingInterrupts().load("1"));
        };
        Thread impatient = new Thread(() -> {
            thrown.set(catchThrowable(() -> cache.getAll(List.of("1", "2"), bulk)));
            flag.set(Thread.currentThread().isInterrupted());
        });
        impatient.start();
        assertThat(loading.await(10, TimeUnit.SECONDS)).isTrue();
        impatient.interrupt();
        impatient.join(10_000);
        assertThat(thrown.get()).isInstanceOf(UncheckedIOException.class);
        assertThat(flag).isTrue();
        Cache<String> other = cache(second, config);
        for (String id : List.of("1", "2")) {
            assertThat(other.get(id, same -> "value")).isEqualTo("value");
            assertThat(other.lookup(id)).as("no lease is left behind").isEqualTo(new Hit<>("value"));
        }
    }

    @Test
    void sharesAFailureWithThoseWhoWait() throws Exception {
        Cache<String> cache = cache(first, hardTimeout(LONG));
        IllegalStateException failure = new IllegalStateException("no");
        Future<String> leader = threads.submit(() -> cache.get("1", id -> {
            assertThat(release.await(10, TimeUnit.SECONDS)).isTrue();
            throw failure;
        }));
        await().until(() -> Flight.waiting() >= 1);
        Future<String> waiter = threads.submit(() -> cache.get("1", id -> "another load"));
        await().until(() -> Flight.waiting() >= 2);
        release.countDown();
        for (Future<String> each : List.of(leader, waiter)) {
            assertThatThrownBy(() -> each.get(10, TimeUnit.SECONDS))
                    .isInstanceOf(ExecutionException.class)
                    .cause()
                    .isSameAs(failure);
        }
    }
}
