package io.redispatterns.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;
import static org.awaitility.Awaitility.await;

import io.redispatterns.RedisPatterns;
import io.redispatterns.cache.CacheLookup.CachedNull;
import io.redispatterns.cache.CacheLookup.Hit;
import io.redispatterns.cache.CacheLookup.Miss;
import io.redispatterns.redis.Command;
import io.redispatterns.redis.RedisGateway;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Bulk reads and changes of the source, on two instances of an application. */
abstract class BulkAndWriteContract {

    private static final CacheConfig CONFIG = CacheConfig.custom()
            .ttl(Duration.ofMinutes(5))
            .negativeTtl(Duration.ofMinutes(1))
            .build();

    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final List<RedisPatterns> instances = new ArrayList<>();
    private RedisGateway gateway;
    private Cache<String> cache;
    private Cache<String> other;

    abstract RedisGateway open();

    @BeforeEach
    void setUp() {
        gateway = open();
        gateway.call(Command.of("FLUSHALL"));
        cache = instance();
        other = instance();
    }

    private Cache<String> instance() {
        RedisPatterns patterns =
                RedisPatterns.on(open()).namespace("test").closeGateway(true).build();
        instances.add(patterns);
        return patterns.cache("words", String.class, CONFIG);
    }

    @AfterEach
    void close() {
        threads.shutdownNow();
        instances.forEach(RedisPatterns::close);
        gateway.close();
    }

    @Test
    void loadsWhatIsMissingInOneCall() {
        cache.put("b", "B");
        cache.put("d", null);
        List<List<String>> asked = new ArrayList<>();
        Map<String, String> values = cache.getAll(List.of("c", "a", "b", "a", "d", "e"), ids -> {
            asked.add(ids);
            Map<String, String> loaded = new LinkedHashMap<>();
            loaded.put("a", "A");
            loaded.put("c", "C");
            loaded.put("e", null);
            return loaded;
        });
        assertThat(values).containsExactly(entry("c", "C"), entry("a", "A"), entry("b", "B"));
        assertThat(asked).containsExactly(List.of("c", "a", "e"));
        assertThat(other.lookup("a")).isEqualTo(new Hit<>("A"));
        assertThat(other.lookup("e")).isEqualTo(new CachedNull<String>());
        assertThat(cache.stats().loads()).isEqualTo(1);
        assertThat(cache.getAll(List.of(), ids -> Map.of())).isEmpty();
    }

    @Test
    void givesTheLoadersExceptionAndStoresNothing() {
        IOException failure = new IOException("the database is away");
        assertThatThrownBy(() -> cache.getAll(List.of("a", "b"), ids -> {
                    throw failure;
                }))
                .isSameAs(failure);
        assertThat(cache.lookup("a")).isInstanceOf(Miss.class);
        assertThat(cache.getAll(List.of("a", "b"), ids -> Map.of("a", "A", "b", "B")))
                .hasSize(2);
    }

    @Test
    void waitsForWhatOthersLoad() throws Exception {
        for (Cache<String> loading : List.of(cache, other)) {
            CountDownLatch started = new CountDownLatch(1);
            CountDownLatch finish = new CountDownLatch(1);
            Future<String> single = threads.submit(() -> loading.get("a", id -> {
                started.countDown();
                assertThat(finish.await(30, TimeUnit.SECONDS)).isTrue();
                return "single";
            }));
            assertThat(started.await(10, TimeUnit.SECONDS)).isTrue();
            Future<Map<String, String>> bulk =
                    threads.submit(() -> cache.getAll(List.of("a", "b"), ids -> Map.of("a", "bulk", "b", "bulk")));
            await().until(() -> cache.lookup("b") instanceof Hit);
            finish.countDown();
            assertThat(single.get(10, TimeUnit.SECONDS)).isEqualTo("single");
            assertThat(bulk.get(10, TimeUnit.SECONDS)).containsOnly(entry("a", "single"), entry("b", "bulk"));
            cache.invalidateAll(List.of("a", "b"));
        }
    }

    @Test
    void doesNotStoreWhatWasInvalidatedDuringTheLoad() {
        Map<String, String> values = cache.getAll(List.of("a", "b", "c"), ids -> {
            other.invalidate("a");
            cache.invalidate("b");
            return Map.of("a", "A", "b", "B", "c", "C");
        });
        assertThat(values).hasSize(3);
        assertThat(cache.lookup("a")).isInstanceOf(Miss.class);
        assertThat(cache.lookup("b")).isInstanceOf(Miss.class);
        assertThat(cache.lookup("c")).isEqualTo(new Hit<>("C"));
        assertThat(cache.stats().superseded()).isEqualTo(2);
    }

    @Test
    void writesThrough() throws Exception {
        cache.put("a", "old");
        assertThat(cache.writeThrough("a", () -> {
                    assertThat(other.lookup("a")).isInstanceOf(Miss.class);
                    return "new";
                }))
                .isEqualTo("new");
        assertThat(other.lookup("a")).isEqualTo(new Hit<>("new"));
        cache.writeThrough("a", () -> null);
        assertThat(other.lookup("a")).isEqualTo(new CachedNull<String>());
        assertThatThrownBy(() -> cache.writeThrough("a", () -> {
                    throw new IOException("the database is away");
                }))
                .isInstanceOf(IOException.class);
        assertThat(other.lookup("a")).isInstanceOf(Miss.class);
    }

    @Test
    void readersDuringAChangeWaitForIt() throws Exception {
        CacheWrite<String> write = cache.beginWrite("a");
        Future<String> here = threads.submit(() -> cache.get("a", id -> "old"));
        Future<String> elsewhere = threads.submit(() -> other.get("a", id -> "old"));
        await().until(() -> cache.stats().misses() == 1 && other.stats().misses() == 1);
        assertThat(write.commit("new")).isTrue();
        assertThat(here.get(5, TimeUnit.SECONDS)).isEqualTo("new");
        assertThat(elsewhere.get(5, TimeUnit.SECONDS)).isEqualTo("new");
        assertThatThrownBy(() -> write.commit("again")).isInstanceOf(IllegalStateException.class);
        write.close();
        assertThat(cache.lookup("a")).isEqualTo(new Hit<>("new"));
    }

    @Test
    void aChangeTakesTheRightFromLoadsUnderWay() throws Exception {
        for (Cache<String> loading : List.of(cache, other)) {
            CountDownLatch started = new CountDownLatch(1);
            CountDownLatch finish = new CountDownLatch(1);
            Future<String> load = threads.submit(() -> loading.get("a", id -> {
                started.countDown();
                assertThat(finish.await(30, TimeUnit.SECONDS)).isTrue();
                return "old";
            }));
            assertThat(started.await(10, TimeUnit.SECONDS)).isTrue();
            CacheWrite<String> write = cache.beginWrite("a");
            finish.countDown();
            assertThat(load.get(10, TimeUnit.SECONDS)).isEqualTo("old");
            assertThat(write.commit("new")).isTrue();
            assertThat(cache.lookup("a")).isEqualTo(new Hit<>("new"));
            cache.invalidate("a");
        }
    }

    @Test
    void removesInsteadOfStoringIfSomebodyElseChangedTheEntryToo() {
        for (Runnable change : List.<Runnable>of(
                () -> other.put("a", "theirs"), () -> other.invalidate("a"), () -> cache.invalidate("a"))) {
            CacheWrite<String> write = cache.beginWrite("a");
            change.run();
            assertThat(write.commit("mine")).isFalse();
            assertThat(cache.lookup("a")).isInstanceOf(Miss.class);
        }
    }

    @Test
    void aChangeThatIsGivenUpLeavesNothing() throws Exception {
        CacheWrite<String> write = cache.beginWrite("a");
        Future<String> reader = threads.submit(() -> other.get("a", id -> "loaded"));
        await().until(() -> other.stats().misses() == 1);
        write.close();
        assertThat(reader.get(5, TimeUnit.SECONDS)).isEqualTo("loaded");
    }

    @Test
    void whoeverChangesMayReadMeanwhile() {
        try (CacheWrite<String> write = cache.beginWrite("a")) {
            assertThat(cache.get("a", id -> "in between")).isEqualTo("in between");
            assertThat(write.commit("new")).isTrue();
        }
        assertThat(cache.lookup("a")).isEqualTo(new Hit<>("new"));
    }

    @Test
    void aBulkLoaderSaysHowEachValueIsKept() {
        Map<String, String> values = cache.getAll(List.of("a", "b", "c"), (ids, contexts) -> {
            contexts.get("a").tags("vowels");
            contexts.get("b").tags("consonants").ttl(Duration.ofSeconds(1));
            contexts.get("c").doNotKeep();
            return Map.of("a", "A", "b", "B", "c", "C");
        });
        assertThat(values).containsExactly(entry("a", "A"), entry("b", "B"), entry("c", "C"));
        assertThat(cache.lookup("c")).isInstanceOf(Miss.class);
        assertThat(gateway.call(Command.of("PTTL").key("test:cache:words:b")).asLong())
                .isBetween(1L, 1_000L);
        other.invalidateTags(List.of("vowels"));
        assertThat(cache.lookup("a")).isInstanceOf(Miss.class);
        assertThat(cache.lookup("b")).isEqualTo(new Hit<>("B"));
    }

    @Test
    void aChangedValueHasTheTagsThatWereSaid() {
        try (CacheWrite<String> write = cache.beginWrite("a")) {
            write.context().tags("vowels");
            write.commit("new");
        }
        assertThat(other.lookup("a")).isEqualTo(new Hit<>("new"));
        other.invalidateTags(List.of("vowels"));
        assertThat(cache.lookup("a")).isInstanceOf(Miss.class);
    }
}
