package io.redispatterns.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import io.redispatterns.RedisPatterns;
import io.redispatterns.backend.lettuce.LettuceConfig;
import io.redispatterns.backend.lettuce.LettuceGateway;
import io.redispatterns.cache.CacheLookup.Failed;
import io.redispatterns.cache.CacheLookup.Hit;
import io.redispatterns.engine.testing.RealRedis;
import io.redispatterns.redis.Command;
import io.redispatterns.redis.GatewayException;
import io.redispatterns.redis.RedisGateway;
import io.redispatterns.resilience.CircuitBreakerConfig;
import io.redispatterns.resilience.CircuitBreakingGateway;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** A server that is gone, or there and does not answer: all callers get their values, and nothing has to be started anew. */
class SilentRedisTest {

    private static final Duration COMMAND_TIMEOUT = Duration.ofMillis(300);
    private static final int THREADS = 60;
    private static final int IDS = 20;
    private static final int MAX_UNCOORDINATED = 4;
    private static final int LOAD_MILLIS = 10;
    private static final CacheConfig CONFIG = CacheConfig.custom()
            .ttl(Duration.ofMinutes(5))
            .lease(LeaseConfig.ofDefaults().withWaitLimit(Duration.ofSeconds(20)))
            .load(LoadConfig.ofDefaults().withMaxUncoordinated(MAX_UNCOORDINATED))
            .build();

    @RegisterExtension
    static final RealRedis REDIS = RealRedis.with();

    private final ExecutorService threads = Executors.newFixedThreadPool(THREADS);
    private final List<RedisPatterns> instances = new ArrayList<>();
    private long pid;

    /** What is the matter with the server. */
    enum Outage {
        /** It has ended: connections are refused. */
        GONE,
        /** It has been stopped by a signal: connections stand, and nothing comes. */
        HUNG
    }

    @BeforeEach
    void start() {
        REDIS.start();
        try (RedisGateway gateway = connect()) {
            String info = await().ignoreExceptions()
                    .until(() -> gateway.call(Command.of("INFO").arg("server")).asString(), text -> !text.isEmpty());
            pid = info.lines()
                    .filter(line -> line.startsWith("process_id:"))
                    .mapToLong(line -> Long.parseLong(line.substring(line.indexOf(':') + 1)))
                    .findFirst()
                    .orElseThrow();
            gateway.call(Command.of("FLUSHALL"));
        }
    }

    @AfterEach
    void close() throws Exception {
        end(Outage.HUNG);
        threads.shutdownNow();
        instances.forEach(RedisPatterns::close);
    }

    private static RedisGateway connect() {
        LettuceConfig config = LettuceConfig.custom()
                .commandTimeout(COMMAND_TIMEOUT)
                .closesClient(true)
                .build();
        return LettuceGateway.on(RedisClient.create(), RedisURI.create(REDIS.uri()), config);
    }

    private Cache<String> instance(boolean breaker) {
        CircuitBreakerConfig config = CircuitBreakerConfig.custom()
                .openDuration(Duration.ofMillis(200))
                .probes(1)
                .build();
        RedisGateway gateway = breaker ? new CircuitBreakingGateway(connect(), config) : connect();
        RedisPatterns patterns =
                RedisPatterns.on(gateway).namespace("test").closeGateway(true).build();
        instances.add(patterns);
        Cache<String> cache = patterns.cache("words", String.class, CONFIG);
        await().until(() -> cache.put("warm", "up"));
        return cache;
    }

    private void begin(Outage outage) throws Exception {
        if (outage == Outage.GONE) {
            REDIS.stop();
        } else {
            signal("-STOP");
        }
    }

    private void end(Outage outage) throws Exception {
        if (outage == Outage.GONE) {
            REDIS.start();
        } else {
            signal("-CONT");
        }
    }

    private void signal(String name) throws IOException, InterruptedException {
        Process kill = new ProcessBuilder("kill", name, Long.toString(pid)).start();
        assertThat(kill.waitFor(10, TimeUnit.SECONDS)).isTrue();
    }

    @ParameterizedTest
    @CsvSource({"GONE, true", "GONE, false", "HUNG, true", "HUNG, false"})
    void everyCallerIsAnswered(Outage outage, boolean breaker) throws Exception {
        Cache<String> cache = instance(breaker);
        begin(outage);
        AtomicInteger loading = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        Latencies latencies = new Latencies();
        List<Future<String>> answers = new ArrayList<>();
        for (int i = 0; i < THREADS * 3; i++) {
            String id = "id-" + i % IDS;
            answers.add(threads.submit(() -> {
                long start = System.nanoTime();
                String value = cache.get(id, same -> {
                    most.accumulateAndGet(loading.incrementAndGet(), Math::max);
                    rest();
                    loading.decrementAndGet();
                    return "loaded " + same;
                });
                latencies.add(System.nanoTime() - start);
                return value;
            }));
        }
        for (int i = 0; i < answers.size(); i++) {
            assertThat(answers.get(i).get(30, TimeUnit.SECONDS)).isEqualTo("loaded id-" + i % IDS);
        }
        System.out.printf(
                "redis %s, circuit breaker %s, timeout %d ms, loads of %d ms, %d at once: %s%n",
                outage, breaker, COMMAND_TIMEOUT.toMillis(), LOAD_MILLIS, MAX_UNCOORDINATED, latencies);
        assertThat(most.get()).isBetween(1, MAX_UNCOORDINATED);
        end(outage);
        await().until(() -> cache.put("id-1", "back"));
        await().untilAsserted(() -> assertThat(cache.lookup("id-1")).isEqualTo(new Hit<>("back")));
    }

    private static void rest() throws InterruptedException {
        boolean unused = new CountDownLatch(1).await(LOAD_MILLIS, TimeUnit.MILLISECONDS);
    }

    @ParameterizedTest
    @EnumSource(Outage.class)
    void whoWaitsForALeaseLoadsWhenItsServerIsSilent(Outage outage) throws Exception {
        Cache<String> holder = instance(false);
        Cache<String> waiter = instance(false);
        CountDownLatch loading = new CountDownLatch(1);
        CountDownLatch mayEnd = new CountDownLatch(1);
        Future<String> slow = threads.submit(() -> holder.get("a", id -> {
            loading.countDown();
            assertThat(mayEnd.await(30, TimeUnit.SECONDS)).isTrue();
            return "slow";
        }));
        assertThat(loading.await(10, TimeUnit.SECONDS)).isTrue();
        Future<String> waiting = threads.submit(() -> waiter.get("a", id -> "its own"));
        await().until(() -> waiter.stats().misses() == 1);
        begin(outage);
        assertThat(waiting.get(30, TimeUnit.SECONDS)).isEqualTo("its own");
        mayEnd.countDown();
        assertThat(slow.get(30, TimeUnit.SECONDS)).isEqualTo("slow");
        end(outage);
        await().until(() -> holder.put("a", "back"));
        await().untilAsserted(() -> assertThat(waiter.lookup("a")).isEqualTo(new Hit<>("back")));
    }

    @Test
    void whatWasInvalidatedMeanwhileIsNotServedAgain() throws Exception {
        Cache<String> cache = instance(false);
        Cache<String> other = instance(false);
        cache.put("a", "old");
        begin(Outage.HUNG);
        assertThat(cache.invalidate("a")).isFalse();
        assertThat(cache.lookup("a")).isInstanceOf(Failed.class);
        end(Outage.HUNG);
        assertThat(cache.get("a", id -> "new")).isEqualTo("new");
        await().ignoreExceptionsInstanceOf(GatewayException.class)
                .untilAsserted(() -> assertThat(other.get("a", id -> "new")).isEqualTo("new"));
        await().untilAsserted(
                        () -> assertThat(cache.stats().owedInvalidations()).isZero());
    }
}
