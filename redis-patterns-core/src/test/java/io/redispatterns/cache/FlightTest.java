package io.redispatterns.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.redispatterns.RedisPatterns;
import io.redispatterns.backend.embedded.EmbeddedGateway;
import io.redispatterns.redis.Command;
import io.redispatterns.redis.FilterGateway;
import io.redispatterns.redis.GatewayUnavailableException;
import io.redispatterns.redis.RedisGateway;
import io.redispatterns.redis.RedisValue;
import java.time.Duration;
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
    private final CountDownLatch firstIsAnswered = new CountDownLatch(1);
    private final CountDownLatch firstMayHear = new CountDownLatch(1);
    private final CountDownLatch secondHasLooked = new CountDownLatch(1);
    private final CountDownLatch secondMayGoOn = new CountDownLatch(1);
    private final CountDownLatch secondHasAsked = new CountDownLatch(1);
    private final CountDownLatch loading = new CountDownLatch(1);
    private final CountDownLatch mayLoad = new CountDownLatch(1);
    private final AtomicInteger loads = new AtomicInteger();
    private volatile boolean secondIsCutOff;
    private final RedisGateway gateway = new FilterGateway(EmbeddedGateway.open()) {

        /** Holds the first caller up when he has decided to ask for the lease, and before he hears the answer. */
        @Override
        public RedisValue call(Command command) {
            if (isFirst() && firstAsks.getCount() > 0) {
                firstAsks.countDown();
                hold(firstMayAsk);
            }
            RedisValue reply = super.call(command);
            if (isFirst() && firstIsAnswered.getCount() > 0) {
                firstIsAnswered.countDown();
                hold(firstMayHear);
            }
            if (isSecond()) {
                secondHasAsked.countDown();
            }
            return reply;
        }

        /** Holds the second caller up when he has looked, who may find nothing out by that. */
        @Override
        public List<RedisValue> pipeline(List<Command> commands) {
            List<RedisValue> replies = super.pipeline(commands);
            if (isSecond() && secondHasLooked.getCount() > 0) {
                secondHasLooked.countDown();
                hold(secondMayGoOn);
            }
            if (isSecond() && secondIsCutOff) {
                throw GatewayUnavailableException.refused("redis is out of reach");
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

    /** A cache of an application instance of its own, whose state is there: the first call of a caller is for the lease. */
    private Cache<String> cache(CacheConfig config) {
        Cache<String> cache =
                RedisPatterns.on(gateway).namespace("test").build().cache("words", String.class, config);
        cache.lookup("a");
        return cache;
    }

    private String load(String id) {
        loading.countDown();
        hold(mayLoad);
        return "load " + loads.incrementAndGet();
    }

    private static String result(Future<String> caller) throws Exception {
        return caller.get(10, TimeUnit.SECONDS);
    }

    private static void awaitWaiting() {
        await().atMost(Duration.ofSeconds(10)).until(() -> Flight.waiting() == 1);
    }

    @Test
    void oneWhoLookedBeforeTheLeaseWasGrantedWaitsForItsLoad() throws Exception {
        Cache<String> cache = cache(CacheConfig.ofDefaults());
        firstMayHear.countDown();
        Future<String> first = threads.submit(named(FIRST, () -> cache.get("a", this::load)));
        hold(firstAsks);
        Future<String> second = threads.submit(named(SECOND, () -> cache.get("a", this::load)));
        hold(secondHasLooked);
        firstMayAsk.countDown();
        hold(loading);
        secondMayGoOn.countDown();
        hold(secondHasAsked);
        mayLoad.countDown();
        assertThat(result(first)).isEqualTo("load 1");
        assertThat(result(second)).isEqualTo("load 1");
    }

    @Test
    void theOldValueOfALoadThatHasFailedIsNotForOneWhoLookedAfterItWasInvalidated() throws Exception {
        CacheConfig config = CacheConfig.custom()
                .failSafe(FailSafeConfig.of(Duration.ofHours(1)))
                .build();
        Cache<String> cache = cache(config);
        Cache<String> theirs = cache(config);
        theirs.put("a", "old");
        theirs.expireAll(List.of("a"));
        IllegalStateException failure = new IllegalStateException("the source fails");
        Callable<String> get = () -> cache.get("a", id -> {
            throw failure;
        });
        firstMayAsk.countDown();
        Future<String> first = threads.submit(named(FIRST, get));
        hold(firstIsAnswered);
        theirs.invalidate("a");
        secondMayGoOn.countDown();
        Future<String> second = threads.submit(named(SECOND, get));
        awaitWaiting();
        firstMayHear.countDown();
        assertThat(result(first)).as("looked before that").isEqualTo("old");
        assertThatThrownBy(() -> result(second)).hasCause(failure);
    }

    @Test
    void oneWhoCouldNotLookGetsWhatIsLoadedByALeaseAskedForSince() throws Exception {
        Cache<String> cache = cache(CacheConfig.ofDefaults());
        secondIsCutOff = true;
        Future<String> second = threads.submit(named(SECOND, () -> cache.get("a", this::load)));
        hold(secondHasLooked);
        firstMayAsk.countDown();
        firstMayHear.countDown();
        Future<String> first = threads.submit(named(FIRST, () -> cache.get("a", this::load)));
        hold(loading);
        secondMayGoOn.countDown();
        awaitWaiting();
        mayLoad.countDown();
        assertThat(result(first)).isEqualTo("load 1");
        assertThat(result(second)).isEqualTo("load 1");
    }

    /** Those who cannot ask for a lease load one after the other, and not all at once. */
    @Test
    void oneWhoCouldNotLookWaitsForALoadThatBeganEarlierBeforeHeLoads() throws Exception {
        Cache<String> cache = cache(CacheConfig.ofDefaults());
        secondIsCutOff = true;
        firstMayAsk.countDown();
        firstMayHear.countDown();
        secondMayGoOn.countDown();
        Future<String> first = threads.submit(named(FIRST, () -> cache.get("a", this::load)));
        hold(loading);
        Future<String> second = threads.submit(named(SECOND, () -> cache.get("a", this::load)));
        awaitWaiting();
        mayLoad.countDown();
        assertThat(result(first)).isEqualTo("load 1");
        assertThat(result(second)).isEqualTo("load 2");
    }
}
