package io.redispatterns.cache;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.awaitility.Awaitility.await;

import io.redispatterns.RedisPatterns;
import io.redispatterns.cache.CacheLookup.CachedNull;
import io.redispatterns.cache.CacheLookup.Hit;
import io.redispatterns.cache.CacheLookup.Miss;
import io.redispatterns.redis.Command;
import io.redispatterns.redis.RedisGateway;
import io.redispatterns.redis.RedisValue;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a cache does on every gateway. */
abstract class CacheContract {

    record City(String name, int population) {}

    private static final City OSLO = new City("Oslo", 700_000);
    private static final City BERGEN = new City("Bergen", 290_000);
    private static final CacheConfig CONFIG = CacheConfig.custom()
            .ttl(Duration.ofMinutes(5))
            .negativeTtl(Duration.ofSeconds(30))
            .scanCount(50)
            .build();

    private final ExecutorService threads = Executors.newCachedThreadPool();
    private RedisGateway gateway;
    private RedisPatterns patterns;
    private Cache<City> cache;

    abstract RedisGateway open();

    /** Lets time pass on the clock that the server looks at, by at least this long. */
    abstract void pass(Duration duration);

    @BeforeEach
    void setUp() {
        gateway = open();
        gateway.call(Command.of("FLUSHALL"));
        patterns = RedisPatterns.on(gateway).namespace("test").build();
        cache = patterns.cache("cities", City.class, CONFIG);
    }

    @AfterEach
    void everyKeyHasATtl() {
        threads.shutdownNow();
        for (RedisValue key : gateway.call(Command.of("KEYS").arg("*")).asList()) {
            if (key.asString().startsWith("test:cache-state:")) {
                // The state of a cache has an owner, the application, and is small.
                continue;
            }
            long ttl = gateway.call(Command.of("PTTL").key(key.asBytes())).asLong();
            assertThat(ttl).as("ttl of %s", key.asString()).isNotEqualTo(-1);
        }
        gateway.close();
    }

    @Test
    void loadsOnceAndThenHits() {
        AtomicInteger loads = new AtomicInteger();
        for (int i = 0; i < 3; i++) {
            assertThat(cache.get("1", id -> {
                        loads.incrementAndGet();
                        return OSLO;
                    }))
                    .isEqualTo(OSLO);
        }
        assertThat(loads).hasValue(1);
        CacheStats stats = cache.stats();
        assertThat(stats.hits()).isEqualTo(2);
        assertThat(stats.misses()).isEqualTo(1);
        assertThat(stats.loads()).isEqualTo(1);
        assertThat(stats.puts()).isEqualTo(1);
        assertThat(stats.totalLoadTime()).isPositive();
        assertThat(stats.hitRate()).isEqualTo(2.0 / 3);
    }

    @Test
    void tellsMissHitAndCachedNullApart() {
        assertThat(cache.lookup("1")).isEqualTo(new Miss<City>());
        cache.put("1", OSLO);
        assertThat(cache.lookup("1")).isEqualTo(new Hit<>(OSLO));
        cache.put("1", null);
        assertThat(cache.lookup("1")).isEqualTo(new CachedNull<City>());
        cache.invalidate("1");
        assertThat(cache.lookup("1")).isEqualTo(new Miss<City>());
    }

    @Test
    void storesUnderTheDocumentedKeyAndForm() {
        cache.put("1", OSLO);
        byte[] stored =
                gateway.call(Command.of("GET").key("test:cache:cities:1")).asBytes();
        assertThat(new String(stored, 50, stored.length - 50, UTF_8))
                .isEqualTo("{\"name\":\"Oslo\",\"population\":700000}");
        assertThat(stored).startsWith(1, 0, 0, 50);
    }

    @Test
    void keepsNullsForTheirOwnTtl() {
        AtomicInteger loads = new AtomicInteger();
        for (int i = 0; i < 2; i++) {
            assertThat(cache.get("nowhere", id -> {
                        loads.incrementAndGet();
                        return null;
                    }))
                    .isNull();
        }
        assertThat(loads).hasValue(1);
        assertThat(cache.stats().negativeHits()).isEqualTo(1);
        assertThat(ttl("nowhere")).isBetween(26_000L, 30_000L);
    }

    @Test
    void doesNotKeepNullsWithoutANegativeTtl() {
        Cache<City> positive = patterns.cache(
                "positive",
                City.class,
                CacheConfig.from(CONFIG).negativeTtl(null).build());
        positive.put("1", OSLO);
        assertThat(positive.put("1", null)).isTrue();
        assertThat(positive.lookup("1")).isInstanceOf(Miss.class);
        assertThat(positive.get("1", id -> null)).isNull();
        assertThat(positive.lookup("1")).isInstanceOf(Miss.class);
    }

    @Test
    void shortensTtlsByJitterOnly() {
        List<Long> ttls = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            cache.put("c" + i, OSLO);
            ttls.add(ttl("c" + i));
        }
        assertThat(ttls).allSatisfy(ttl -> assertThat(ttl).isBetween(260_000L, 300_000L));
        assertThat(Set.copyOf(ttls)).hasSizeGreaterThan(10);
    }

    @Test
    void takesATtlOfItsOwnWithinBounds() {
        cache.put("1", OSLO, Duration.ofHours(1));
        assertThat(ttl("1")).isBetween(3_500_000L, 3_600_000L);
        for (Duration wrong : List.of(Duration.ZERO, Duration.ofSeconds(-1), Duration.ofDays(400))) {
            assertThatThrownBy(() -> cache.put("1", OSLO, wrong))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining(wrong.toString());
        }
    }

    @Test
    void forgetsWhatHasExpired() {
        cache.put("1", OSLO, Duration.ofMillis(50));
        pass(Duration.ofMillis(51));
        await().untilAsserted(() -> assertThat(cache.lookup("1")).isInstanceOf(Miss.class));
    }

    @Test
    void invalidatesMany() {
        List<String> ids = IntStream.range(0, 2_500).mapToObj(Integer::toString).toList();
        ids.forEach(id -> cache.put(id, OSLO));
        assertThat(cache.invalidateAll(ids)).isTrue();
        assertThat(entries()).isEmpty();
        assertThat(cache.stats().evictions()).isEqualTo(2_500);
        assertThat(cache.invalidateAll(List.of())).isTrue();
    }

    @Test
    void clearsItsOwnEntriesOnly() {
        Cache<City> neighbour = patterns.cache("cities-2", City.class, CONFIG);
        neighbour.put("1", BERGEN);
        gateway.call(Command.of("SET").key("other").arg("x").arg("PX").arg(60_000));
        IntStream.range(0, 500).forEach(i -> cache.put("c" + i, OSLO));
        assertThat(cache.clear()).isTrue();
        assertThat(cache.lookup("c1")).isInstanceOf(Miss.class);
        assertThat(neighbour.lookup("1")).isEqualTo(new Hit<>(BERGEN));
        await().untilAsserted(() -> assertThat(entries()).containsExactly("test:cache:cities-2:1"));
        await().untilAsserted(() -> assertThat(cache.stats().evictions()).isEqualTo(500));
        assertThat(gateway.call(Command.of("EXISTS").key("other")).asLong()).isEqualTo(1);
    }

    @Test
    void loadsOnceForAThousandCallers() throws Exception {
        int callers = 1_000;
        AtomicInteger loads = new AtomicInteger();
        CyclicBarrier start = new CyclicBarrier(callers);
        List<Future<City>> calls = new ArrayList<>();
        for (int i = 0; i < callers; i++) {
            calls.add(threads.submit(() -> {
                start.await();
                return cache.get("1", id -> {
                    loads.incrementAndGet();
                    return OSLO;
                });
            }));
        }
        for (Future<City> call : calls) {
            assertThat(call.get(60, TimeUnit.SECONDS)).isEqualTo(OSLO);
        }
        assertThat(loads).hasValue(1);
    }

    @Test
    void givesTheLoadersExceptionToEveryCallerAndKeepsNone() throws Exception {
        IOException failure = new IOException("the database is away");
        Flying flying = new Flying(() -> {
            throw failure;
        });
        Future<City> leader = threads.submit(() -> cache.get("1", flying));
        flying.awaitStart();
        Future<City> waiter = threads.submit(() -> cache.get("1", id -> OSLO));
        awaitMisses(2);
        flying.finish();
        for (Future<City> call : List.of(leader, waiter)) {
            assertThatThrownBy(() -> call.get(10, TimeUnit.SECONDS))
                    .isInstanceOf(ExecutionException.class)
                    .cause()
                    .isSameAs(failure);
        }
        assertThat(cache.stats().loadFailures()).isEqualTo(1);
        assertThat(cache.get("1", id -> OSLO)).isEqualTo(OSLO);
    }

    @Test
    void doesNotStoreWhatWasLoadedBeforeAnInvalidation() throws Exception {
        for (Runnable change : List.<Runnable>of(
                () -> cache.invalidate("1"), () -> cache.invalidateAll(List.of("1", "2")), () -> cache.clear())) {
            Flying flying = new Flying(() -> OSLO);
            Future<City> leader = threads.submit(() -> cache.get("1", flying));
            flying.awaitStart();
            change.run();
            flying.finish();
            assertThat(leader.get(10, TimeUnit.SECONDS)).isEqualTo(OSLO);
            assertThat(cache.lookup("1")).isInstanceOf(Miss.class);
        }
        assertThat(cache.stats().superseded()).isEqualTo(3);
    }

    @Test
    void doesNotLetALoadOverwriteAPut() throws Exception {
        Flying flying = new Flying(() -> OSLO);
        Future<City> leader = threads.submit(() -> cache.get("1", flying));
        flying.awaitStart();
        cache.put("1", BERGEN);
        flying.finish();
        assertThat(leader.get(10, TimeUnit.SECONDS)).isEqualTo(OSLO);
        assertThat(cache.lookup("1")).isEqualTo(new Hit<>(BERGEN));
    }

    @Test
    void doesNotGiveCallersAfterAnInvalidationWhatWasLoadedBefore() throws Exception {
        Flying flying = new Flying(() -> OSLO);
        Future<City> leader = threads.submit(() -> cache.get("1", flying));
        flying.awaitStart();
        cache.invalidate("1");
        assertThat(cache.get("1", id -> BERGEN)).isEqualTo(BERGEN);
        flying.finish();
        assertThat(leader.get(10, TimeUnit.SECONDS)).isEqualTo(OSLO);
        assertThat(cache.lookup("1")).isEqualTo(new Hit<>(BERGEN));
    }

    @Test
    void letsAnInterruptedWaiterGiveUpWhileTheLoadGoesOn() throws Exception {
        Flying flying = new Flying(() -> OSLO);
        Future<City> leader = threads.submit(() -> cache.get("1", flying));
        flying.awaitStart();
        AtomicReference<Throwable> thrown = new AtomicReference<>();
        AtomicBoolean flag = new AtomicBoolean();
        Thread waiter = new Thread(() -> {
            thrown.set(catchThrowable(() -> cache.get("1", id -> BERGEN)));
            flag.set(Thread.currentThread().isInterrupted());
        });
        waiter.start();
        await().until(() -> waiter.getState() == Thread.State.TIMED_WAITING);
        waiter.interrupt();
        waiter.join(10_000);
        flying.finish();
        assertThat(thrown.get()).isInstanceOf(LoadInterruptedException.class);
        assertThat(flag).isTrue();
        assertThat(leader.get(10, TimeUnit.SECONDS)).isEqualTo(OSLO);
    }

    @Test
    void doesNotFailWaitersBecauseTheLeaderWasInterrupted() throws Exception {
        Flying flying = new Flying(() -> {
            throw new InterruptedException("the request was cancelled");
        });
        Future<City> leader = threads.submit(() -> cache.get("1", flying));
        flying.awaitStart();
        Future<City> waiter = threads.submit(() -> cache.get("1", id -> BERGEN));
        awaitMisses(2);
        flying.finish();
        assertThatThrownBy(() -> leader.get(10, TimeUnit.SECONDS)).hasCauseInstanceOf(InterruptedException.class);
        assertThat(waiter.get(10, TimeUnit.SECONDS)).isEqualTo(BERGEN);
    }

    @Test
    void letsALoaderAskForItsOwnId() {
        assertThat(cache.get("1", id -> cache.get("1", same -> OSLO))).isEqualTo(OSLO);
    }

    @Test
    void letsLoadersAskForEachOthersIds() throws Exception {
        CyclicBarrier bothLoad = new CyclicBarrier(2);
        Future<City> first = threads.submit(() -> cache.get("1", id -> {
            bothLoad.await(10, TimeUnit.SECONDS);
            return cache.get("2", other -> BERGEN);
        }));
        Future<City> second = threads.submit(() -> cache.get("2", id -> {
            bothLoad.await(10, TimeUnit.SECONDS);
            return cache.get("1", other -> BERGEN);
        }));
        assertThat(first.get(20, TimeUnit.SECONDS)).isEqualTo(BERGEN);
        assertThat(second.get(20, TimeUnit.SECONDS)).isEqualTo(BERGEN);
    }

    @Test
    void takesAnUndecodableEntryForAMissAndReplacesIt() {
        List<byte[]> poison = List.of(
                new byte[0],
                "plain text".getBytes(UTF_8),
                entry(2, 0, 50, "{}"),
                entry(1, 8, 50, "{}"),
                entry(1, 0, 49, "{}"),
                entry(1, 0, 200, "{}"),
                entry(1, 0, 50, "{"));
        for (byte[] bytes : poison) {
            gateway.call(Command.of("SET")
                    .key("test:cache:cities:1")
                    .arg(bytes)
                    .arg("PX")
                    .arg(60_000));
            assertThat(cache.get("1", id -> OSLO)).isEqualTo(OSLO);
            assertThat(cache.lookup("1")).as("after %s", Arrays.toString(bytes)).isEqualTo(new Hit<>(OSLO));
        }
        assertThat(cache.stats().undecodable()).isEqualTo(poison.size());
    }

    @Test
    void replacesAKeyOfAnotherType() {
        List<CacheEvent.Undecodable> told = new CopyOnWriteArrayList<>();
        cache.addListener(event -> {
            if (event instanceof CacheEvent.Undecodable undecodable) {
                told.add(undecodable);
            }
        });
        gateway.call(Command.of("HSET").key("test:cache:cities:1").arg("field").arg("x"));
        assertThat(cache.lookup("1")).isInstanceOf(Miss.class);
        assertThat(cache.get("1", id -> OSLO)).isEqualTo(OSLO);
        assertThat(cache.lookup("1")).isEqualTo(new Hit<>(OSLO));
        assertThat(told)
                .as("told when the lease is taken: to an MGET there is nothing")
                .hasSize(1)
                .allSatisfy(one -> assertThat(one.cause()).hasMessageContaining("a key of another type"));
    }

    @Test
    void tellsListenersAndSurvivesThem() {
        List<CacheEvent> events = new CopyOnWriteArrayList<>();
        cache.addListener(event -> {
            throw new IllegalStateException("a listener that fails, as the test wants");
        });
        cache.addListener(events::add);
        cache.get("1", id -> OSLO);
        cache.get("1", id -> OSLO);
        cache.put("2", null);
        cache.lookup("2");
        cache.invalidate("1");
        cache.clear();
        Throwable failed = catchThrowable(() -> cache.get("3", id -> {
            throw new IOException("no");
        }));
        assertThat(failed).isInstanceOf(IOException.class);
        assertThat(events.stream()
                        .map(event -> event.getClass().getSimpleName())
                        .collect(Collectors.joining(" ")))
                .isEqualTo("Miss Loaded Stored Hit Stored NegativeHit Invalidated Cleared Miss LoadFailed");
        assertThat(events).allSatisfy(event -> assertThat(event.cache()).isEqualTo("cities"));
    }

    @Test
    void refusesASecondCacheOfAName() {
        assertThatThrownBy(() -> patterns.cache("cities", City.class, CONFIG))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("cities");
        assertThat(patterns.caches()).hasSize(1);
        assertThat(patterns.findCache("cities")).isSameAs(cache);
        assertThat(patterns.findCache("towns")).isNull();
        assertThat(patterns.keySpace().catalogue())
                .extracting(Object::toString)
                .containsExactly("test:cache-state:{cities}:<id>", "test:cache:cities:<id>");
    }

    /** An entry that is fresh for a minute. */
    private static byte[] entry(int version, int flags, int headerBytes, String payload) {
        byte[] entry = new byte[50 + payload.length()];
        ByteBuffer.wrap(entry)
                .put((byte) version)
                .put((byte) flags)
                .putShort((short) headerBytes)
                .putLong(22, 1L << 52)
                .putLong(30, 60_000)
                .putLong(38, 60_000)
                .put(50, payload.getBytes(UTF_8));
        return entry;
    }

    private List<String> entries() {
        return gateway.call(Command.of("KEYS").arg("test:cache:*")).asList().stream()
                .map(RedisValue::asString)
                .toList();
    }

    private long ttl(String id) {
        return gateway.call(Command.of("PTTL").key("test:cache:cities:" + id)).asLong();
    }

    /** Waits until so many callers have missed, and those that have to wait do. */
    private void awaitMisses(int count) {
        await().until(() -> cache.stats().misses() >= count);
        await().until(() -> Flight.waiting() >= count - 1);
    }

    /** A loader that the test holds in the air. */
    private static final class Flying implements Loader<City> {

        private final Callable<City> outcome;
        private final CountDownLatch started = new CountDownLatch(1);
        private final CountDownLatch finish = new CountDownLatch(1);

        Flying(Callable<City> outcome) {
            this.outcome = outcome;
        }

        @Override
        public City load(String id) throws Exception {
            started.countDown();
            assertThat(finish.await(30, TimeUnit.SECONDS)).isTrue();
            return outcome.call();
        }

        void awaitStart() throws InterruptedException {
            assertThat(started.await(30, TimeUnit.SECONDS)).isTrue();
        }

        void finish() {
            finish.countDown();
        }
    }
}
