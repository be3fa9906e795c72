package io.redispatterns.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.redispatterns.RedisPatterns;
import io.redispatterns.redis.Command;
import io.redispatterns.redis.RedisGateway;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A cache whose callers, and whose own tasks, are virtual threads: many more than there are processors. */
abstract class VirtualThreadsContract {

    private static final int CALLERS = 5_000;

    private ExecutorService threads;
    private RedisGateway gateway;
    private RedisPatterns patterns;

    abstract RedisGateway open();

    @BeforeEach
    void setUp() throws ReflectiveOperationException {
        threads = (ExecutorService)
                Executors.class.getMethod("newVirtualThreadPerTaskExecutor").invoke(null);
        gateway = open();
        gateway.call(Command.of("FLUSHALL"));
        patterns = RedisPatterns.on(gateway)
                .namespace("test")
                .executor(threads)
                .closeGateway(true)
                .build();
    }

    @AfterEach
    void tearDown() {
        threads.shutdownNow();
        patterns.close();
    }

    @Test
    void thousandsOfCallersLoadOnce() throws Exception {
        LeaseConfig patient = LeaseConfig.ofDefaults().withWaitLimit(Duration.ofMinutes(1));
        Cache<String> cache = patterns.cache(
                "cities", String.class, CacheConfig.custom().lease(patient).build());
        AtomicInteger begun = new AtomicInteger();
        AtomicInteger loads = new AtomicInteger();
        CountDownLatch allBegun = new CountDownLatch(1);
        List<Future<String>> results = new ArrayList<>();
        for (int i = 0; i < CALLERS; i++) {
            results.add(threads.submit(() -> {
                if (begun.incrementAndGet() == CALLERS) {
                    allBegun.countDown();
                }
                return cache.get("1", id -> {
                    allBegun.await();
                    return "load " + loads.incrementAndGet();
                });
            }));
        }
        for (Future<String> result : results) {
            assertThat(result.get(60, TimeUnit.SECONDS)).isEqualTo("load 1");
        }
        assertThat(loads).hasValue(1);
        assertThat(Flight.waiting()).isZero();
    }

    @Test
    void loadsThatWaitForEachOtherEnd() throws Exception {
        Cache<String> cache = patterns.cache("cities", String.class, CacheConfig.ofDefaults());
        CyclicBarrier bothLoading = new CyclicBarrier(2);
        Future<String> one = threads.submit(() -> nested(cache, "a", "b", bothLoading));
        Future<String> other = threads.submit(() -> nested(cache, "b", "a", bothLoading));
        assertThat(one.get(60, TimeUnit.SECONDS)).startsWith("a of ");
        assertThat(other.get(60, TimeUnit.SECONDS)).startsWith("b of ");
        assertThat(Flight.waiting()).isZero();
    }

    private static String nested(Cache<String> cache, String id, String needed, CyclicBarrier bothLoading) {
        String value = cache.get(id, same -> {
            bothLoading.await(30, TimeUnit.SECONDS);
            return id + " of " + cache.get(needed, other -> other);
        });
        assertThat(value).isNotNull();
        return value;
    }

    @Test
    void valuesAreRefreshed() {
        AtomicInteger loads = new AtomicInteger();
        Cache<String> cache = patterns.cache(
                "cities",
                String.class,
                CacheConfig.custom()
                        .earlyRefresh(EarlyRefresh.threshold(0.000_001))
                        .build());
        await().atMost(Duration.ofSeconds(60)).until(() -> {
            read(cache, loads);
            return loads.get() >= 3;
        });
        assertThat(cache.stats().misses()).isOne();
    }

    @Test
    void copiesAnswer() {
        AtomicInteger loads = new AtomicInteger();
        Cache<String> cache = patterns.cache(
                "cities",
                String.class,
                CacheConfig.custom().near(NearCacheConfig.ofDefaults()).build());
        await().atMost(Duration.ofSeconds(60)).until(() -> {
            read(cache, loads);
            return cache.stats().nearHits() > 0;
        });
        assertThat(loads).hasValue(1);
    }

    private void read(Cache<String> cache, AtomicInteger loads) throws Exception {
        Future<String> found = threads.submit(() -> cache.get("1", id -> "load " + loads.incrementAndGet()));
        assertThat(found.get(60, TimeUnit.SECONDS)).startsWith("load ");
    }
}
