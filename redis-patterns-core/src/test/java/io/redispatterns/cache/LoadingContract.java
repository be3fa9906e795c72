package io.redispatterns.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.redispatterns.codec.StringCodec;
import io.redispatterns.key.KeySpace;
import io.redispatterns.redis.Command;
import io.redispatterns.redis.RedisGateway;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** Two processes with caches of texts on one Redis, and loads that do what a test needs. */
abstract class LoadingContract {

    static final Duration TTL = Duration.ofMillis(300);
    static final Duration LONG = Duration.ofMinutes(5);
    static final FailSafeConfig AN_HOUR = FailSafeConfig.of(Duration.ofHours(1)).withThrottle(Duration.ZERO);
    static final EarlyRefresh AT_ONCE = EarlyRefresh.threshold(0.001);
    static final Duration DUE = Duration.ofMillis(50);
    static final Executor BUSY = task -> {
        throw new RejectedExecutionException("busy, as the test wants");
    };

    final ExecutorService threads = Executors.newCachedThreadPool();
    final CountDownLatch release = new CountDownLatch(1);
    RedisGateway gateway;
    Caches first;
    Caches second;

    abstract RedisGateway open();

    /** Lets time pass on the clock that the server looks at, by at least this long. */
    abstract void pass(Duration duration);

    @BeforeEach
    final void setUp() {
        gateway = open();
        gateway.call(Command.of("FLUSHALL"));
        first = Caches.on(gateway, KeySpace.of("test"), null);
        second = Caches.on(gateway, KeySpace.of("test"), null);
    }

    @AfterEach
    final void close() {
        release.countDown();
        threads.shutdownNow();
        first.close();
        second.close();
        gateway.close();
    }

    static Cache<String> cache(Caches caches, CacheConfig config) {
        return caches.create("texts", StringCodec.INSTANCE, config);
    }

    static CacheConfig failSafe(FailSafeConfig failSafe) {
        return CacheConfig.custom().ttl(TTL).jitter(0).failSafe(failSafe).build();
    }

    /** Whoever meets a lease that was left behind loads without one, and stores nothing. */
    static CacheConfig longLease(FailSafeConfig failSafe) {
        return CacheConfig.custom()
                .ttl(LONG)
                .failSafe(failSafe)
                .lease(LeaseConfig.ofDefaults().withTtl(LONG).withWaitLimit(DUE))
                .build();
    }

    static CacheConfig hardTimeout(Duration timeout) {
        return CacheConfig.custom()
                .ttl(LONG)
                .load(LoadConfig.ofDefaults().withHardTimeout(timeout))
                .build();
    }

    static CacheConfig early(EarlyRefresh refresh) {
        return CacheConfig.custom()
                .ttl(Duration.ofSeconds(20))
                .jitter(0)
                .earlyRefresh(refresh)
                .build();
    }

    /** Loads in a moment that can be measured. */
    static void load(Cache<String> cache, String value) {
        cache.get("1", id -> {
            await().pollDelay(Duration.ofMillis(20)).until(() -> true);
            return value;
        });
    }

    static Loader<String> failing() {
        return id -> {
            throw new IOException("the source is away");
        };
    }

    /** A load that ends when the test says so. */
    Loader<String> held(String value) {
        return id -> {
            assertThat(release.await(10, TimeUnit.SECONDS)).isTrue();
            return value;
        };
    }

    /** A load that does with an interrupt what many drivers do. */
    Loader<String> wrappingInterrupts() {
        return id -> {
            try {
                return held("value").load(id);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new UncheckedIOException(new InterruptedIOException("cancelled"));
            }
        };
    }

    static String value(@Nullable Object unused, String value) {
        return value;
    }

    long ttl(String id) {
        return gateway.call(Command.of("PTTL").key("test:cache:texts:" + id)).asLong();
    }
}
