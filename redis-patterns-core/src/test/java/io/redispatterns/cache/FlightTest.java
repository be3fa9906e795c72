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
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What callers do who come while another one of the process gets the entry. */
class FlightTest {

    private static final String FIRST = "first";
    private static final String SECOND = "second";

    /** The round trips of a caller who loads. */
    private static final int LOOK = 1;

    private static final int ASK = 2;
    private static final int FILL = 3;

    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final CountDownLatch firstMayAsk = new CountDownLatch(1);
    private final CountDownLatch firstIsAnswered = new CountDownLatch(1);
    private final CountDownLatch firstMayHear = new CountDownLatch(1);
    private final CountDownLatch secondHasLooked = new CountDownLatch(1);
    private final CountDownLatch secondMayGoOn = new CountDownLatch(1);
    private final CountDownLatch loading = new CountDownLatch(1);
    private final CountDownLatch mayLoad = new CountDownLatch(1);
    private final AtomicInteger loads = new AtomicInteger();
    private final AtomicInteger tripsOfFirst = new AtomicInteger();
    private final AtomicInteger tripsOfSecond = new AtomicInteger();
    private volatile boolean secondIsCutOff;
    private volatile boolean isCutOff;
    private volatile boolean cutsOffFill;
    private final RedisGateway gateway = new FilterGateway(EmbeddedGateway.open()) {

        @Override
        public List<RedisValue> pipeline(List<Command> commands) {
            if (isCutOff) {
                throw GatewayUnavailableException.refused("redis is out of reach");
            }
            if (isFirst()) {
                return ofFirst(commands);
            }
            return isSecond() ? ofSecond(commands) : super.pipeline(commands);
        }

        /** Holds the first caller up when he has decided to ask for the lease, and before he hears the answer. */
        private List<RedisValue> ofFirst(List<Command> commands) {
            int trip = tripsOfFirst.incrementAndGet();
            if (trip == ASK) {
                hold(firstMayAsk);
            }
            if (trip == FILL && cutsOffFill) {
                throw GatewayUnavailableException.refused("redis is out of reach");
            }
            List<RedisValue> replies = super.pipeline(commands);
            if (trip == ASK) {
                firstIsAnswered.countDown();
                hold(firstMayHear);
            }
            return replies;
        }

        /** Holds the second caller up when he has looked, who may find nothing out by that. */
        private List<RedisValue> ofSecond(List<Command> commands) {
            int trip = tripsOfSecond.incrementAndGet();
            List<RedisValue> replies = super.pipeline(commands);
            if (trip == LOOK) {
                secondHasLooked.countDown();
                hold(secondMayGoOn);
            }
            if (secondIsCutOff) {
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

    private void letFirstGoOn() {
        firstMayAsk.countDown();
        firstMayHear.countDown();
    }

    /** What the two callers got. */
    private record Got(String first, String second) {}

    /** The first caller loads; something happens; then the second one comes, and waits for the load. */
    private Got secondComesDuringTheLoad(Callable<String> ofFirst, Runnable meanwhile, Callable<String> ofSecond)
            throws Exception {
        letFirstGoOn();
        secondMayGoOn.countDown();
        Future<String> first = threads.submit(named(FIRST, ofFirst));
        hold(loading);
        meanwhile.run();
        return bothAfterTheLoad(first, threads.submit(named(SECOND, ofSecond)));
    }

    private Got secondComesDuringTheLoad(Callable<String> get) throws Exception {
        return secondComesDuringTheLoad(get, () -> {}, get);
    }

    /** The second caller looks; then the first one comes and loads, and the second one waits for the load. */
    private Got secondLooksBeforeTheLoad(Callable<String> get) throws Exception {
        Future<String> second = threads.submit(named(SECOND, get));
        hold(secondHasLooked);
        letFirstGoOn();
        Future<String> first = threads.submit(named(FIRST, get));
        hold(loading);
        secondMayGoOn.countDown();
        return bothAfterTheLoad(first, second);
    }

    private Got bothAfterTheLoad(Future<String> first, Future<String> second) throws Exception {
        awaitWaiting();
        mayLoad.countDown();
        return new Got(result(first), result(second));
    }

    @Test
    void oneWhoComesDuringALoadGetsItWithoutALook() throws Exception {
        Cache<String> cache = cache(CacheConfig.ofDefaults());
        Got got = secondComesDuringTheLoad(() -> cache.get("a", this::load));
        assertThat(got).isEqualTo(new Got("load 1", "load 1"));
        assertThat(tripsOfSecond).hasValue(0);
        assertThat(cache.stats().misses()).as("the one of the set-up besides").isEqualTo(3);
    }

    @Test
    void oneWhoComesDuringALoadThatIsNotToBeStoredGetsItToo() throws Exception {
        Cache<String> cache = cache(CacheConfig.ofDefaults());
        ContextLoader<String> keepingNothing = (id, context) -> {
            context.doNotKeep();
            return load(id);
        };
        Got got = secondComesDuringTheLoad(() -> cache.get("a", keepingNothing));
        assertThat(got).isEqualTo(new Got("load 1", "load 1"));
        assertThat(cache.lookup("a")).isEqualTo(new CacheLookup.Miss<>());
    }

    /** Loads two entries at once; the second caller comes for one of them. */
    private Got secondComesDuringABulkLoad(Cache<String> cache, Runnable meanwhile) throws Exception {
        BulkContextLoader<String> bulk = (ids, contexts) -> {
            contexts.values().forEach(context -> context.tags("t"));
            String loaded = load("a");
            return ids.stream().collect(Collectors.toMap(id -> id, id -> loaded));
        };
        return secondComesDuringTheLoad(
                () -> cache.getAll(List.of("a", "b"), bulk).get("a"), meanwhile, () -> cache.get("a", this::load));
    }

    @Test
    void oneWhoComesDuringALoadOfManyGetsItWithoutALook() throws Exception {
        Got got = secondComesDuringABulkLoad(cache(CacheConfig.ofDefaults()), () -> {});
        assertThat(got).isEqualTo(new Got("load 1", "load 1"));
        assertThat(tripsOfSecond).hasValue(0);
    }

    @Test
    void oneWhoComesAfterAnInvalidationByTagDuringALoadOfManyDoesNotGetIt() throws Exception {
        Cache<String> theirs = cache(CacheConfig.ofDefaults());
        Got got =
                secondComesDuringABulkLoad(cache(CacheConfig.ofDefaults()), () -> theirs.invalidateTags(List.of("t")));
        assertThat(got).isEqualTo(new Got("load 1", "load 2"));
    }

    @Test
    void oneWhoComesAfterAnInvalidationDuringALoadOfManyDoesNotGetIt() throws Exception {
        Cache<String> theirs = cache(CacheConfig.ofDefaults());
        Got got = secondComesDuringABulkLoad(cache(CacheConfig.ofDefaults()), () -> theirs.invalidate("a"));
        assertThat(got).isEqualTo(new Got("load 1", "load 2"));
    }

    @Test
    void oneWhoLookedBeforeTheLeaseWasAskedForWaitsForItsLoad() throws Exception {
        Cache<String> cache = cache(CacheConfig.ofDefaults());
        Got got = secondLooksBeforeTheLoad(() -> cache.get("a", this::load));
        assertThat(got).isEqualTo(new Got("load 1", "load 1"));
    }

    /** How another instance invalidates while the first caller loads. */
    private interface Invalidation {
        void of(Cache<String> theirs);
    }

    private void assertThatTheSecondLoadsAnew(Invalidation invalidation) throws Exception {
        Cache<String> cache = cache(CacheConfig.ofDefaults());
        Cache<String> theirs = cache(CacheConfig.ofDefaults());
        ContextLoader<String> tagged = (id, context) -> {
            context.tags("t");
            return load(id);
        };
        Callable<String> get = () -> cache.get("a", tagged);
        Got got = secondComesDuringTheLoad(get, () -> invalidation.of(theirs), get);
        assertThat(got).as("the first one came before the invalidation").isEqualTo(new Got("load 1", "load 2"));
    }

    @Test
    void oneWhoComesAfterAnInvalidationDuringALoadDoesNotGetIt() throws Exception {
        assertThatTheSecondLoadsAnew(theirs -> theirs.invalidate("a"));
    }

    @Test
    void oneWhoComesAfterAnInvalidationByTagDuringALoadDoesNotGetIt() throws Exception {
        assertThatTheSecondLoadsAnew(theirs -> theirs.invalidateTags(List.of("t")));
    }

    @Test
    void oneWhoComesAfterAClearDuringALoadDoesNotGetIt() throws Exception {
        assertThatTheSecondLoadsAnew(Cache::clear);
    }

    @Test
    void nobodyWaitsLongForALoadWhileAnotherInstanceHasPutAValue() throws Exception {
        Cache<String> cache = cache(CacheConfig.ofDefaults());
        Cache<String> theirs = cache(CacheConfig.ofDefaults());
        letFirstGoOn();
        secondMayGoOn.countDown();
        Future<String> first = threads.submit(named(FIRST, () -> cache.get("a", this::load)));
        hold(loading);
        theirs.put("a", "theirs");
        Future<String> second = threads.submit(named(SECOND, () -> cache.get("a", this::load)));
        assertThat(result(second)).isEqualTo("theirs");
        assertThat(cache.get("a", this::load)).as("without waiting").isEqualTo("theirs");
        mayLoad.countDown();
        assertThat(result(first)).isEqualTo("load 1");
    }

    @Test
    void theOldValueOfALoadThatHasFailedIsNotForOneWhoCameAfterItWasInvalidated() throws Exception {
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
        assertThat(result(first)).as("came before that").isEqualTo("old");
        assertThatThrownBy(() -> result(second)).hasCause(failure);
    }

    @Test
    void oneWhoCouldNotLookGetsWhatIsLoadedByALeaseAskedForSince() throws Exception {
        Cache<String> cache = cache(CacheConfig.ofDefaults());
        secondIsCutOff = true;
        Got got = secondLooksBeforeTheLoad(() -> cache.get("a", this::load));
        assertThat(got).isEqualTo(new Got("load 1", "load 1"));
    }

    /** Those who cannot ask for a lease load one after the other, and not all at once. */
    @Test
    void withoutRedisOneWaitsForALoadThatBeganEarlierBeforeHeLoads() throws Exception {
        Cache<String> cache = cache(CacheConfig.ofDefaults());
        isCutOff = true;
        Got got = secondComesDuringTheLoad(() -> cache.get("a", this::load));
        assertThat(got).isEqualTo(new Got("load 1", "load 2"));
    }

    @Test
    void whatRedisHasNotConfirmedIsNotForOneWhoCameDuringTheLoad() throws Exception {
        Cache<String> cache = cache(CacheConfig.ofDefaults());
        cutsOffFill = true;
        Got got = secondComesDuringTheLoad(() -> cache.get("a", this::load));
        assertThat(got).isEqualTo(new Got("load 1", "load 1"));
        assertThat(tripsOfSecond).as("he has looked").hasValueGreaterThan(0);
    }
}
