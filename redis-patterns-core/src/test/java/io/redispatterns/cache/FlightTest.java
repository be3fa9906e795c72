package io.redispatterns.cache;

import static org.assertj.core.api.Assertions.assertThat;

import io.redispatterns.RedisPatterns;
import io.redispatterns.backend.embedded.EmbeddedGateway;
import io.redispatterns.redis.Command;
import io.redispatterns.redis.FilterGateway;
import io.redispatterns.redis.RedisGateway;
import io.redispatterns.redis.RedisValue;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What callers do who look while another one of the process asks for the lease. */
class FlightTest {

    private static final String FIRST = "first";
    private static final String SECOND = "second";

    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final CountDownLatch firstAsks = new CountDownLatch(1);
    private final CountDownLatch firstMayAsk = new CountDownLatch(1);
    private final CountDownLatch secondHasLooked = new CountDownLatch(1);
    private final CountDownLatch secondMayGoOn = new CountDownLatch(1);
    private final CountDownLatch secondHasAsked = new CountDownLatch(1);
    private final RedisGateway gateway = new FilterGateway(EmbeddedGateway.open()) {

        /** Holds the first caller up when he has decided to ask for the lease. */
        @Override
        public RedisValue call(Command command) {
            if (isFirst() && firstAsks.getCount() > 0) {
                firstAsks.countDown();
                hold(firstMayAsk);
            }
            RedisValue reply = super.call(command);
            if (isSecond()) {
                secondHasAsked.countDown();
            }
            return reply;
        }

        /** Holds the second caller up when he has looked. */
        @Override
        public List<RedisValue> pipeline(List<Command> commands) {
            List<RedisValue> replies = super.pipeline(commands);
            if (isSecond() && secondHasLooked.getCount() > 0) {
                secondHasLooked.countDown();
                hold(secondMayGoOn);
            }
            return replies;
        }
    };

    private static boolean isFirst() {
        return Thread.currentThread().getName().equals(FIRST);
    }

    private static boolean isSecond() {
        return Thread.currentThread().getName().equals(SECOND);
    }

    private static void hold(CountDownLatch latch) {
        try {
            assertThat(latch.await(10, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static <T> Callable<T> named(String name, Callable<T> task) {
        return () -> {
            Thread.currentThread().setName(name);
            return task.call();
        };
    }

    @AfterEach
    void close() {
        threads.shutdownNow();
        gateway.close();
    }

    @Test
    void oneWhoLookedBeforeTheLeaseWasGrantedWaitsForItsLoad() throws Exception {
        Cache<String> cache = RedisPatterns.on(gateway)
                .namespace("test")
                .build()
                .cache("words", String.class, CacheConfig.ofDefaults());
        // So that the state of the cache is there, and the first call of a caller is for the lease.
        cache.lookup("a");
        AtomicInteger loads = new AtomicInteger();
        CountDownLatch loading = new CountDownLatch(1);
        CountDownLatch mayLoad = new CountDownLatch(1);
        Callable<String> get = () -> cache.get("a", id -> {
            loading.countDown();
            hold(mayLoad);
            return "load " + loads.incrementAndGet();
        });
        Future<String> first = threads.submit(named(FIRST, get));
        hold(firstAsks);
        Future<String> second = threads.submit(named(SECOND, get));
        hold(secondHasLooked);
        firstMayAsk.countDown();
        hold(loading);
        secondMayGoOn.countDown();
        hold(secondHasAsked);
        mayLoad.countDown();
        assertThat(first.get(10, TimeUnit.SECONDS)).isEqualTo("load 1");
        assertThat(second.get(10, TimeUnit.SECONDS)).isEqualTo("load 1");
    }
}
