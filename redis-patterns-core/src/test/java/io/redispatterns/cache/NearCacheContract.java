package io.redispatterns.cache;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.redispatterns.codec.Codec;
import io.redispatterns.codec.StringCodec;
import io.redispatterns.key.KeySpace;
import io.redispatterns.redis.Command;
import io.redispatterns.redis.RedisGateway;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What a cache with copies in the process does, however it is told of changes: "ours" has copies, "theirs" changes things. */
abstract class NearCacheContract {

    static final Duration BOUND = Duration.ofSeconds(2);
    static final NearCacheConfig NEAR =
            NearCacheConfig.custom().maxStaleness(BOUND).build();
    static final CacheConfig CONFIG = CacheConfig.custom()
            .ttl(Duration.ofMinutes(5))
            .jitter(0)
            .negativeTtl(Duration.ofMinutes(1))
            .near(NEAR)
            .build();

    /** A text, as an object that can be told from another one with the same text. */
    record Text(String text) {}

    private static final Codec<Text> TEXTS = new Codec<>() {
        @Override
        public byte[] encode(Text value) {
            return StringCodec.INSTANCE.encode(value.text());
        }

        @Override
        public Text decode(byte[] bytes, int offset, int length) {
            return new Text(StringCodec.INSTANCE.decode(bytes, offset, length));
        }
    };

    private static final Text OLD = new Text("old");
    private static final Text NEW = new Text("new");

    /** Waits for what takes milliseconds in general. */
    static ConditionFactory soon() {
        return await().atMost(Duration.ofSeconds(20)).pollDelay(Duration.ZERO).pollInterval(Duration.ofMillis(5));
    }

    /** What the runtime's clock is before the real one. */
    final AtomicLong aheadNanos = new AtomicLong();

    private final List<Caches> made = new ArrayList<>();
    TamperedGateway gateway;
    RedisGateway theirGateway;
    Cache<Text> ours;
    Cache<Text> theirs;

    abstract RedisGateway open();

    /** The gateway of the cache under test. */
    TamperedGateway tampered() {
        return new TamperedGateway(open());
    }

    @BeforeEach
    void setUp() {
        gateway = tampered();
        theirGateway = open();
        theirGateway.call(Command.of("FLUSHALL"));
        ours = cache(gateway, CONFIG);
        theirs = cache(theirGateway, theirConfig());
        awaitCopies(ours);
    }

    /** The configuration of the caches that change things. */
    CacheConfig theirConfig() {
        return CONFIG;
    }

    @AfterEach
    void close() {
        made.forEach(Caches::close);
        gateway.close();
        theirGateway.close();
    }

    /** Lets the runtime's clock go ahead of that of the server. */
    final void pass(Duration duration) {
        aheadNanos.addAndGet(duration.toNanos());
    }

    final Cache<Text> cache(RedisGateway on, CacheConfig config) {
        Caches caches = Caches.of(
                on, KeySpace.of("test"), null, () -> System.nanoTime() + aheadNanos.get(), ThreadLocalRandom::current);
        made.add(caches);
        return caches.create("texts", TEXTS, config);
    }

    /** Waits until a cache keeps copies. */
    final void awaitCopies(Cache<Text> cache) {
        long before = cache.stats().nearHits();
        soon().until(() -> {
            cache.get("warm-up", id -> OLD);
            return cache.stats().nearHits() > before;
        });
    }

    /** Reads an entry that is there until it is answered by a copy, and no read of Redis. */
    final void awaitCopy(Cache<Text> cache, String id) {
        soon().pollInSameThread().until(() -> {
            long before = cache.stats().nearHits();
            cache.get(id, absent -> {
                throw new AssertionError("nothing is to be loaded");
            });
            return cache.stats().nearHits() > before;
        });
    }

    static Text get(Cache<Text> cache, String id) {
        return cache.get(id, absent -> NEW);
    }

    @Test
    void answersWithoutAskingRedis() {
        theirs.put("1", OLD);
        awaitCopy(ours, "1");
        int reads = gateway.reads();
        long nearHits = ours.stats().nearHits();
        long hits = ours.stats().hits();
        for (int i = 0; i < 100; i++) {
            assertThat(get(ours, "1")).isEqualTo(OLD);
        }
        assertThat(ours.lookup("1")).isEqualTo(new CacheLookup.Hit<>(OLD));
        assertThat(gateway.reads()).isEqualTo(reads);
        assertThat(ours.stats().nearHits()).isEqualTo(nearHits + 101);
        assertThat(ours.stats().hits()).isEqualTo(hits + 101);
    }

    @Test
    void keepsCopiesOfKnownAbsence() {
        theirs.put("1", null);
        awaitCopy(ours, "1");
        int reads = gateway.reads();
        assertThat(ours.lookup("1")).isEqualTo(new CacheLookup.CachedNull<>());
        assertThat(get(ours, "1")).isNull();
        assertThat(gateway.reads()).isEqualTo(reads);
        assertThat(ours.stats().negativeHits()).isGreaterThanOrEqualTo(2);
    }

    static Stream<Consumer<Cache<Text>>> changes() {
        return Stream.of(
                cache -> cache.put("1", NEW),
                cache -> cache.invalidate("1"),
                cache -> cache.expireAll(List.of("1")),
                cache -> cache.invalidateTags(List.of("tag")),
                cache -> cache.expireTags(List.of("tag")),
                Cache::clear,
                Cache::expireAll,
                cache -> cache.beginWrite("1").commit(NEW),
                cache -> cache.beginWrite("1").close());
    }

    @ParameterizedTest
    @MethodSource("changes")
    void hearsOfWhatOthersChange(Consumer<Cache<Text>> change) {
        tagged(ours);
        awaitCopy(ours, "1");
        change.accept(theirs);
        soon().until(() -> get(ours, "1").equals(NEW));
    }

    @ParameterizedTest
    @MethodSource("changes")
    void seesItsOwnChangesAtOnce(Consumer<Cache<Text>> change) {
        gateway.holdUp();
        tagged(ours);
        awaitCopy(ours, "1");
        change.accept(ours);
        assertThat(get(ours, "1")).isEqualTo(NEW);
    }

    @ParameterizedTest
    @MethodSource("changes")
    void servesNoCopyOfWhatItCouldNotChange(Consumer<Cache<Text>> change) {
        tagged(ours);
        awaitCopy(ours, "1");
        gateway.writes(false);
        change.accept(ours);
        assertThat(get(ours, "1"))
                .as("loaded, since redis has what is out of date")
                .isEqualTo(NEW);
        gateway.writes(true);
        assertThat(get(ours, "1")).isEqualTo(NEW);
    }

    private static void tagged(Cache<Text> cache) {
        cache.get("1", (id, context) -> {
            context.tags("tag");
            return OLD;
        });
    }

    @Test
    void servesOtherEntriesOnAfterATagWasInvalidated() {
        theirs.put("1", OLD);
        theirs.put("2", OLD);
        awaitCopy(ours, "1");
        awaitCopy(ours, "2");
        ours.invalidateTags(List.of("other"));
        get(ours, "1");
        int reads = gateway.reads();
        awaitCopy(ours, "1");
        awaitCopy(ours, "2");
        assertThat(gateway.reads())
                .as("copies are judged by the marks that one read brought")
                .isLessThan(reads + 2);
    }

    @Test
    void asksAgainAfterItsTtl() {
        ours = cache(
                gateway,
                CacheConfig.from(CONFIG)
                        .near(NearCacheConfig.from(NEAR)
                                .ttl(Duration.ofSeconds(1))
                                .build())
                        .build());
        theirs.put("1", OLD);
        awaitCopies(ours);
        awaitCopy(ours, "1");
        int reads = gateway.reads();
        pass(Duration.ofSeconds(1));
        assertThat(get(ours, "1")).isEqualTo(OLD);
        assertThat(gateway.reads()).isEqualTo(reads + 1);
    }

    @Test
    void keepsACopyForNoLongerThanTheEntryIsFresh() {
        theirs.put("1", OLD, Duration.ofSeconds(30));
        awaitCopy(ours, "1");
        pass(Duration.ofSeconds(30));
        awaitProof();
        int reads = gateway.reads();
        get(ours, "1");
        assertThat(gateway.reads()).isGreaterThan(reads);
    }

    /** Waits until it is proven on the moved clock that everything was told. */
    final void awaitProof() {
        theirs.put("proof", OLD);
        awaitCopy(ours, "proof");
    }

    @Test
    void keepsNoCopyOfWhatIsStale() {
        ours = cache(
                gateway,
                CacheConfig.from(CONFIG)
                        .failSafe(FailSafeConfig.of(Duration.ofMinutes(5)))
                        .build());
        awaitCopies(ours);
        ours.put("1", OLD);
        ours.expireAll(List.of("1"));
        long nearHits = ours.stats().nearHits();
        for (int i = 0; i < 5; i++) {
            assertThat(ours.lookup("1")).isEqualTo(new CacheLookup.Stale<>(OLD));
        }
        assertThat(ours.stats().nearHits()).isEqualTo(nearHits);
    }

    @Test
    void sharesObjectsOrDecodesThemEachTime() {
        theirs.put("1", OLD);
        awaitCopy(ours, "1");
        assertThat(get(ours, "1")).isSameAs(get(ours, "1"));
        Cache<Text> own = cache(
                gateway,
                CacheConfig.from(CONFIG)
                        .near(NearCacheConfig.from(NEAR).decodesEachTime(true).build())
                        .build());
        awaitCopies(own);
        awaitCopy(own, "1");
        assertThat(get(own, "1")).isEqualTo(OLD).isNotSameAs(get(own, "1"));
    }

    @Test
    void isBoundedByNumber() {
        isBounded(NearCacheConfig.from(NEAR).maxEntries(20).build());
    }

    @Test
    void isBoundedByWeight() {
        isBounded(NearCacheConfig.from(NEAR).maxWeightBytes(22_000).build());
    }

    /** Whether 10 entries of about 1,000 bytes are kept, and of 200 no more than about 20. */
    private void isBounded(NearCacheConfig near) {
        Cache<Text> bounded = cache(gateway, CacheConfig.from(CONFIG).near(near).build());
        Text value = new Text("x".repeat(1_000));
        for (int i = 0; i < 200; i++) {
            theirs.put("id" + i, value);
        }
        awaitCopies(bounded);
        nearHits(bounded, 10);
        soon().untilAsserted(() -> assertThat(nearHits(bounded, 10)).isEqualTo(10));
        nearHits(bounded, 200);
        assertThat(nearHits(bounded, 200)).isLessThan(25);
    }

    /** Reads entries in turn; tells how many of them copies have answered. */
    private static long nearHits(Cache<Text> cache, int ids) {
        long before = cache.stats().nearHits();
        for (int i = 0; i < ids; i++) {
            assertThat(cache.lookup("id" + i)).isInstanceOf(CacheLookup.Hit.class);
        }
        return cache.stats().nearHits() - before;
    }

    @Test
    void keepsAndServesCopiesOfBulkReads() {
        List<String> ids = List.of("1", "2", "3");
        ids.forEach(id -> theirs.put(id, OLD));
        soon().until(() -> {
            int reads = gateway.reads();
            ours.getAll(ids, missing -> Map.of());
            return gateway.reads() == reads;
        });
        theirs.put("2", NEW);
        soon().untilAsserted(() -> assertThat(ours.getAll(ids, missing -> Map.of()))
                .containsExactly(Map.entry("1", OLD), Map.entry("2", NEW), Map.entry("3", OLD)));
    }

    @Test
    void hearsOfEveryKindOfId() {
        for (String id : List.of("a b", "", "ü", "%41", "日本 𝄞", "\ud834", "x{y}", "z".repeat(600))) {
            theirs.put(id, OLD);
            for (int i = 0; i < 3; i++) {
                assertThat(get(ours, id)).as(id).isEqualTo(OLD);
            }
            theirs.put(id, NEW);
            soon().until(() -> get(ours, id).equals(NEW));
        }
    }

    @Test
    void keepsNoCopyOfWhatChangesWhileItIsRead() {
        theirs.put("1", OLD);
        gateway.beforeNextReply(() -> theirs.put("1", NEW));
        assertThat(get(ours, "1")).as("what the server had answered").isEqualTo(OLD);
        soon().until(() -> get(ours, "1").equals(NEW));
    }

    @Test
    void keepsNoCopyOfWhatItWritesWhileItIsRead() {
        theirs.put("1", OLD);
        gateway.holdUp();
        gateway.beforeNextReply(() -> ours.put("1", NEW));
        assertThat(get(ours, "1")).isEqualTo(OLD);
        assertThat(get(ours, "1")).isEqualTo(NEW);
    }

    @Test
    void keepsNoCopyOfWhatIsClearedWhileItIsRead() {
        theirs.put("1", OLD);
        gateway.holdUp();
        gateway.beforeNextReply(ours::clear);
        assertThat(get(ours, "1")).isEqualTo(OLD);
        assertThat(get(ours, "1")).isEqualTo(NEW);
    }

    @Test
    void judgesACopyAnewThatWasReadWhileOthersCleared() {
        theirs.put("1", OLD);
        gateway.beforeNextReply(() -> theirs.clear());
        assertThat(get(ours, "1")).isEqualTo(OLD);
        soon().until(() -> get(ours, "1").equals(NEW));
    }

    @Test
    void servesNothingOnceTheBoundHasPassedWithoutAProof() {
        theirs.put("1", OLD);
        awaitCopy(ours, "1");
        gateway.answersProofs(false);
        gateway.holdUp();
        theirs.put("1", NEW);
        pass(BOUND.plusMillis(1));
        assertThat(get(ours, "1")).isEqualTo(NEW);
        int reads = gateway.reads();
        for (int i = 0; i < 10; i++) {
            assertThat(get(ours, "1")).isEqualTo(NEW);
        }
        assertThat(gateway.reads()).as("no copies").isEqualTo(reads + 10);
        gateway.release();
        gateway.answersProofs(true);
        awaitCopy(ours, "1");
        assertThat(get(ours, "1")).isEqualTo(NEW);
    }

    @Test
    void countsTheBoundFromTheQuestionAndNotFromItsAnswer() {
        theirs.put("1", OLD);
        awaitCopy(ours, "1");
        gateway.holdAnswers();
        soon().until(() -> !gateway.heldAnswers().isEmpty());
        List<Runnable> answers = gateway.heldAnswers();
        gateway.holdUp();
        theirs.put("1", NEW);
        pass(BOUND.plusMillis(1));
        answers.forEach(Runnable::run);
        assertThat(get(ours, "1")).isEqualTo(NEW);
    }

    @Test
    void servesNoCopyOnAProofThatCameAfterTheNewsOfItsChange() {
        tagged(ours);
        awaitCopy(ours, "1");
        theirs.invalidateTags(List.of("other"));
        theirs.put("2", OLD);
        awaitCopy(ours, "2");
        gateway.answersProofs(false);
        gateway.holdUp();
        theirs.put("1", NEW);
        pass(BOUND.plusMillis(1));
        gateway.beforeNextTags(() -> {
            gateway.release();
            gateway.answersProofs(true);
            awaitCopies(ours);
        });
        assertThat(get(ours, "1")).isEqualTo(NEW);
    }

    @Test
    void keepsWhatItShowsWithinTheBoundAsLongAsNothingIsHeard() {
        theirs.put("1", OLD);
        awaitCopy(ours, "1");
        int reads = gateway.reads();
        gateway.answersProofs(false);
        get(ours, "1");
        assertThat(gateway.reads()).isEqualTo(reads);
    }

    @Test
    void decodesInTheThreadOfTheReader() {
        List<Thread> decoding = new ArrayList<>();
        Codec<Text> noting = new Codec<>() {
            @Override
            public byte[] encode(Text value) {
                return value.text().getBytes(UTF_8);
            }

            @Override
            public Text decode(byte[] bytes, int offset, int length) {
                decoding.add(Thread.currentThread());
                return new Text(new String(bytes, offset, length, UTF_8));
            }
        };
        Caches caches = Caches.on(gateway, KeySpace.of("test"), null);
        made.add(caches);
        Cache<Text> cache = caches.create("noting", noting, CONFIG);
        cache.put("1", OLD);
        awaitCopy(cache, "1");
        assertThat(decoding).isNotEmpty().containsOnly(Thread.currentThread());
    }

    @Test
    void isOffByDefault() {
        assertThat(CacheConfig.ofDefaults().near().enabled()).isFalse();
        Cache<Text> without = cache(gateway, CacheConfig.ofDefaults());
        without.put("1", OLD);
        int reads = gateway.reads();
        get(without, "1");
        get(without, "1");
        assertThat(gateway.reads()).isEqualTo(reads + 2);
        assertThat(without.stats().nearHits()).isZero();
    }

    @Test
    void neverGoesBackBehindItsOwnWritesWhileManyRead() throws Exception {
        checkReadersWhileWriting(ours);
    }

    /** Whether no reader of ours gets an older version than the last one that the writer was told is written. */
    final void checkReadersWhileWriting(Cache<Text> writer) throws InterruptedException {
        AtomicLong confirmed = new AtomicLong();
        AtomicBoolean writing = new AtomicBoolean(true);
        List<String> faults = new CopyOnWriteArrayList<>();
        writer.put("1", new Text("0"));
        List<Thread> readers = Stream.generate(() -> new Thread(() -> {
                    while (writing.get()) {
                        long least = confirmed.get();
                        long seen = Long.parseLong(get(ours, "1").text());
                        if (seen < least) {
                            faults.add(seen + " was served after " + least + " was confirmed");
                        }
                    }
                }))
                .limit(4)
                .toList();
        readers.forEach(Thread::start);
        for (long version = 1; version <= 2_000; version++) {
            writer.put("1", new Text(Long.toString(version)));
            confirmed.set(version);
        }
        writing.set(false);
        for (Thread reader : readers) {
            reader.join();
        }
        assertThat(faults).isEmpty();
    }
}
