package io.redispatterns.writebehind;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.redispatterns.codec.Codec;
import io.redispatterns.codec.DecodeException;
import io.redispatterns.codec.StringCodec;
import io.redispatterns.key.HashTag;
import io.redispatterns.key.KeySpace;
import io.redispatterns.key.KeyTemplate;
import io.redispatterns.redis.Command;
import io.redispatterns.redis.RedisGateway;
import io.redispatterns.redis.RedisValue;
import io.redispatterns.writebehind.Acceptance.Outcome;
import io.redispatterns.writebehind.BacklogFullException.Bound;
import io.redispatterns.writebehind.WriteBehindConfig.Overflow;
import io.redispatterns.writebehind.WriteBehindEvent.ForeignResult;
import io.redispatterns.writebehind.WriteBehindEvent.Retried;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a write-behind does on every gateway. */
abstract class WriteBehindContract {

    private static final KeyTemplate KEYS = KeySpace.of("test").template("writebehind", "cities", HashTag.ID);
    private static final Duration LONG = Duration.ofSeconds(30);

    /** Quick in everything but the delay of batches, which a test shortens or flushes. */
    private static final WriteBehindConfig CONFIG = WriteBehindConfig.custom()
            .maxDelay(Duration.ofHours(1))
            .initialBackoff(Duration.ofMillis(10))
            .maxBackoff(Duration.ofMillis(50))
            .lease(Duration.ofSeconds(2))
            .closeTimeout(LONG)
            .build();

    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final List<WriteBehind<?>> opened = new ArrayList<>();
    private final TestDatabase database = new TestDatabase();
    private RedisGateway gateway;

    abstract RedisGateway open();

    @BeforeEach
    void setUp() {
        gateway = open();
        gateway.call(Command.of("FLUSHALL"));
    }

    @AfterEach
    void tearDown() {
        database.instead(null);
        threads.shutdownNow();
        opened.forEach(WriteBehind::close);
        gateway.close();
    }

    private WriteBehind<String> open(Consumer<WriteBehindConfig.Builder> changes) {
        return open(changes, StringCodec.INSTANCE, database);
    }

    private <V> WriteBehind<V> open(Consumer<WriteBehindConfig.Builder> changes, Codec<V> codec, Writer<V> writer) {
        WriteBehindConfig.Builder config = WriteBehindConfig.from(CONFIG);
        changes.accept(config);
        WriteBehind<V> writeBehind = WriteBehinds.open(gateway, KEYS, codec, writer, config.build());
        opened.add(writeBehind);
        return writeBehind;
    }

    private static void flush(WriteBehind<?> writeBehind) throws InterruptedException {
        assertThat(writeBehind.flush(LONG)).as("flushed").isTrue();
    }

    @Test
    void writesWhatItAccepts() throws Exception {
        WriteBehind<String> cities = open(c -> {});
        for (int i = 0; i < 500; i++) {
            cities.put("c" + i, "v" + i);
        }
        for (int i = 0; i < 100; i++) {
            cities.remove("c" + i);
        }
        flush(cities);
        for (int i = 0; i < 500; i++) {
            assertThat(database.value("c" + i)).isEqualTo(i < 100 ? null : "v" + i);
        }
        assertThat(cities.backlog()).isEqualTo(new Backlog(0, Duration.ZERO, 0));
        WriteBehindStats stats = cities.stats();
        assertThat(stats.accepted()).isEqualTo(600);
        assertThat(stats.written() + stats.coalesced()).isEqualTo(600);
        assertThat(stats.batches()).isLessThan(stats.written());
    }

    @Test
    void givesOnlyTheNewestOfAnIdToTheWriter() throws Exception {
        WriteBehind<String> cities = open(c -> {});
        Acceptance first = cities.put("a", "1");
        Acceptance second = cities.remove("a");
        Acceptance third = cities.put("a", "3");
        assertThat(List.of(first.outcome(), second.outcome(), third.outcome()))
                .containsExactly(Outcome.QUEUED, Outcome.COALESCED, Outcome.COALESCED);
        assertThat(second.version()).isGreaterThan(first.version());
        assertThat(third.version()).isGreaterThan(second.version());
        flush(cities);
        assertThat(database.tries("a")).hasSize(1);
        assertThat(database.rows().get("a")).isEqualTo(new TestDatabase.Row("3", third.version()));
        assertThat(cities.stats().coalesced()).isEqualTo(2);
        assertThat(cities.put("a", "4").outcome()).isEqualTo(Outcome.QUEUED);
    }

    @Test
    void countsVersionsOnWhenTheClockGoesBack() {
        WriteBehind<String> cities = open(c -> c.shards(1));
        byte[] fresh = KEYS.key("0", "fresh");
        gateway.call(
                Command.of("XADD").key(fresh).arg("9000000000000-7").arg("i").arg(""));
        gateway.call(Command.of("XDEL").key(fresh).arg("9000000000000-7"));
        long future = Version.parse("9000000000000-7");
        assertThat(cities.put("a", "1").version()).isEqualTo(future + 1);
        assertThat(cities.put("b", "2").version()).isEqualTo(future + 2);
        assertThat(cities.backlog()).isEqualTo(new Backlog(2, Duration.ZERO, 0));
    }

    @Test
    void countsVersionsOnWhenTheClockStandsStillForLong() {
        WriteBehind<String> cities = open(c -> c.shards(1));
        byte[] fresh = KEYS.key("0", "fresh");
        gateway.call(Command.of("XADD")
                .key(fresh)
                .arg("9000000000000-999999")
                .arg("i")
                .arg(""));
        gateway.call(Command.of("XDEL").key(fresh).arg("9000000000000-999999"));
        assertThat(cities.put("a", "1").version()).isEqualTo(Version.parse("9000000000001-0"));
        assertThat(cities.put("a", "2").version()).isEqualTo(Version.parse("9000000000001-1"));
        assertThat(gateway.call(Command.of("XLEN").key(fresh)).asLong()).isEqualTo(1);
    }

    @Test
    void showsWhatIsPending() throws Exception {
        WriteBehind<String> cities = open(c -> {});
        assertThat(cities.pending("a")).isEqualTo(new Pending.None<String>());
        long put = cities.put("a", "1").version();
        assertThat(cities.pending("a")).isEqualTo(new Pending.Value<>("1", put));
        long removal = cities.remove("b").version();
        PendingLookup<String> lookup = cities.pendingLookup();
        List<RedisValue> replies = gateway.pipeline(List.of(lookup.command("b"), lookup.command("c")));
        assertThat(lookup.decode(replies.get(0))).isEqualTo(new Pending.Removal<String>(removal));
        assertThat(lookup.decode(replies.get(1))).isEqualTo(new Pending.None<String>());
        flush(cities);
        assertThat(cities.pending("a")).isEqualTo(new Pending.None<String>());
    }

    @Test
    void keepsIdsApartWhateverTheyAre() throws Exception {
        WriteBehind<String> cities = open(c -> c.shards(1));
        List<String> ids = List.of("", "?", "a b", "{a}", "a:b", "\u00ff", "\u0000", "😀", "x".repeat(2_000));
        ids.forEach(id -> cities.put(id, "of " + id));
        assertThat(cities.backlog().depth()).isEqualTo(ids.size());
        flush(cities);
        assertThat(ids).allSatisfy(id -> assertThat(database.value(id)).isEqualTo("of " + id));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> cities.put("a\ud800", "1"))
                .withMessageStartingWith("an id is well-formed Unicode, not ");
    }

    @Test
    void writesABatchAsSoonAsItIsFull() {
        WriteBehind<String> cities = open(c -> c.shards(1).batchSize(5));
        IntStream.range(0, 4).forEach(i -> cities.put("c" + i, "v"));
        cities.put("c0", "w");
        assertThat(cities.backlog().depth()).isEqualTo(4);
        cities.put("c4", "v");
        await().until(() -> database.rows().size() == 5);
        assertThat(database.batches()).hasSize(1);
    }

    @Test
    void writesABatchWhenItsOldestHasWaitedLongEnough() {
        WriteBehind<String> cities = open(c -> c.maxDelay(Duration.ofMillis(50)));
        for (int round = 0; round < 3; round++) {
            String value = "v" + round;
            cities.put("a", value);
            await().until(() -> value.equals(database.value("a")));
        }
    }

    @Test
    void triesAFailedWriteAgainAndLetsTheOthersPass() throws Exception {
        WriteBehind<String> cities = open(c -> c.shards(1));
        List<WriteBehindEvent> events = new CopyOnWriteArrayList<>();
        cities.addListener(events::add);
        IllegalStateException cause = new IllegalStateException("locked");
        database.on("a", write -> write.attempt() < 3 ? write.retry(cause) : database.store(write));
        cities.put("a", "1");
        cities.put("b", "2");
        flush(cities);
        assertThat(database.value("a")).isEqualTo("1");
        assertThat(database.tries("b")).hasSize(1);
        assertThat(database.tries("a")).extracting(Write::attempt).containsExactly(1, 2, 3);
        assertThat(database.tries("a").stream().map(Write::idempotencyKey).distinct())
                .hasSize(1);
        assertThat(events.stream().filter(Retried.class::isInstance)).hasSize(2).allSatisfy(event -> {
            assertThat(((Retried) event).cause()).isSameAs(cause);
            assertThat(((Retried) event).backoff()).isBetween(Duration.ofMillis(5), Duration.ofMillis(20));
        });
        assertThat(cities.stats().retries()).isEqualTo(2);
    }

    @Test
    void givesANewIntentAFreshStart() throws Exception {
        WriteBehind<String> cities = open(c -> c.shards(1).maxAttempts(3));
        AtomicInteger tries = new AtomicInteger();
        database.on("a", write -> {
            tries.incrementAndGet();
            if (write.value().equals("1") && tries.get() == 2) {
                cities.put("a", "2");
            }
            return write.value().equals("1") ? write.retry(new IllegalStateException("no")) : database.store(write);
        });
        cities.put("a", "1");
        flush(cities);
        await().untilAsserted(() -> assertThat(database.value("a")).isEqualTo("2"));
        assertThat(database.tries("a")).extracting(Write::attempt).containsExactly(1, 2, 1);
        assertThat(cities.deadLetters(10)).isEmpty();
    }

    @Test
    void buriesWhatFailsTooOften() throws Exception {
        WriteBehind<String> cities = open(c -> c.maxAttempts(3));
        database.on("a", write -> write.retry(new IllegalStateException("never")));
        Acceptance first = cities.put("a", "0");
        Acceptance last = cities.put("a", "1");
        flush(cities);
        assertThat(cities.pending("a")).isEqualTo(new Pending.None<String>());
        DeadLetter<String> letter = only(cities.deadLetters(10));
        assertThat(letter.id()).isEqualTo("a");
        assertThat(letter.kind()).isEqualTo(DeadLetter.Kind.PUT);
        assertThat(letter.value()).isEqualTo("1");
        assertThat(letter.version()).isEqualTo(last.version());
        assertThat(letter.attempts()).isEqualTo(3);
        assertThat(letter.acceptedAt().toEpochMilli()).isEqualTo(Version.millis(first.version()));
        assertThat(letter.diedAt()).isAfterOrEqualTo(letter.acceptedAt());
        assertThat(letter.cause()).isEqualTo("java.lang.IllegalStateException: never");
        assertThat(cities.backlog().deadLetters()).isEqualTo(1);
        await().until(() -> cities.stats().dead() == 1);
    }

    @Test
    void buriesPoisonAtOnceAndNotWhatCameAfterIt() throws Exception {
        WriteBehind<String> cities = open(c -> {});
        database.on("a", write -> {
            if (write.isRemoval()) {
                cities.put("a", "good");
                return write.poison(new IllegalArgumentException("bad"));
            }
            return database.store(write);
        });
        cities.remove("a");
        flush(cities);
        flush(cities);
        DeadLetter<String> letter = only(cities.deadLetters(10));
        assertThat(letter.kind()).isEqualTo(DeadLetter.Kind.REMOVE);
        assertThat(letter.value()).isNull();
        assertThat(letter.attempts()).isEqualTo(1);
        assertThat(database.value("a")).isEqualTo("good");
    }

    @Test
    void triesEachByItselfAfterABatchThatThrew() throws Exception {
        WriteBehind<String> cities = open(c -> c.shards(1).maxAttempts(2));
        database.instead(batch -> {
            if (batch.stream().anyMatch(write -> write.id().equals("bad"))) {
                throw new IllegalStateException("constraint");
            }
            return database.apply(batch);
        });
        IntStream.range(0, 5).forEach(i -> cities.put("c" + i, "v"));
        cities.put("bad", "v");
        flush(cities);
        assertThat(database.rows().keySet()).containsExactlyInAnyOrder("c0", "c1", "c2", "c3", "c4");
        assertThat(only(cities.deadLetters(10)).id()).isEqualTo("bad");
        assertThat(database.batches().get(0)).hasSize(6);
        assertThat(database.batches().stream().skip(1))
                .allSatisfy(batch -> assertThat(batch).hasSize(1));
    }

    @Test
    void losesNothingByAWriterThatMisbehaves() throws Exception {
        WriteBehind<String> cities = open(c -> c.shards(1));
        List<WriteBehindEvent> events = new CopyOnWriteArrayList<>();
        cities.addListener(events::add);
        List<Writer<String>> wrong = new CopyOnWriteArrayList<>(List.of(
                batch -> null,
                batch -> List.of(),
                batch -> List.of(
                        new WriteResult.Written("stranger"), batch.get(0).written()),
                batch -> batch.stream()
                        .flatMap(write -> List.of(write.written(), write.poison(new IllegalStateException())).stream())
                        .toList(),
                batch -> {
                    throw new LinkageError("no such class");
                }));
        database.instead(batch ->
                wrong.isEmpty() ? database.apply(batch) : wrong.remove(0).write(batch));
        cities.put("a", "1");
        cities.put("b", "2");
        cities.put("c", "3");
        flush(cities);
        assertThat(wrong).isEmpty();
        assertThat(cities.deadLetters(10)).isEmpty();
        assertThat(database.rows().size())
                .as("one was lost by the writer's own word")
                .isEqualTo(2);
        assertThat(events).contains(new ForeignResult("cities", "stranger"));
    }

    @Test
    void writesWhatCameDuringAWriteAfterwards() throws Exception {
        WriteBehind<String> cities = open(c -> {});
        Gate gate = new Gate();
        database.instead(gate.before(database));
        cities.put("a", "1");
        Future<Boolean> flushed = threads.submit(() -> cities.flush(LONG));
        gate.awaitArrival();
        Acceptance second = cities.put("a", "2");
        assertThat(second.outcome()).isEqualTo(Outcome.COALESCED);
        assertThat(cities.pending("a")).isEqualTo(new Pending.Value<>("2", second.version()));
        gate.open();
        assertThat(flushed.get(30, TimeUnit.SECONDS))
                .as("what was accepted before is written")
                .isTrue();
        assertThat(cities.pending("a")).isEqualTo(new Pending.Value<>("2", second.version()));
        flush(cities);
        assertThat(database.valuesTried("a")).containsExactly("1", "2");
    }

    @Test
    void refusesWhatIsBeyondItsShare() throws Exception {
        WriteBehind<String> cities = open(c -> c.shards(1).maxPending(2).overflow(Overflow.REJECT));
        cities.put("a", "1");
        cities.put("b", "2");
        assertThatThrownBy(() -> cities.put("c", "3"))
                .isInstanceOfSatisfying(BacklogFullException.class, full -> {
                    assertThat(full.bound()).isEqualTo(Bound.MAX_PENDING);
                    assertThat(full.limit()).isEqualTo(2);
                    assertThat(full.actual()).isEqualTo(2);
                })
                .hasMessage("write-behind cities is full: shard 0 has 2 pending ids, its share of max pending is 2");
        assertThat(cities.pending("c")).isEqualTo(new Pending.None<String>());
        assertThat(cities.put("a", "4").outcome()).isEqualTo(Outcome.COALESCED);
        assertThat(cities.stats().refused()).isEqualTo(1);
        flush(cities);
        assertThat(cities.put("c", "5").outcome()).isEqualTo(Outcome.QUEUED);
    }

    @Test
    void refusesWhenTheOldestIsTooOld() {
        WriteBehind<String> cities =
                open(c -> c.shards(1).maxAge(Duration.ofMillis(1)).overflow(Overflow.REJECT));
        database.on("a", write -> write.retry(new IllegalStateException("no")));
        cities.put("a", "1");
        await().untilAsserted(() -> assertThatThrownBy(() -> cities.put("b", "1"))
                .isInstanceOf(BacklogFullException.class)
                .hasMessageMatching("write-behind cities is full: the oldest intent of shard 0 is \\d+ ms old,"
                        + " max age is 1 ms"));
        assertThat(cities.put("a", "2").outcome()).isEqualTo(Outcome.COALESCED);
        assertThat(cities.backlog().lag()).isPositive();
    }

    @Test
    void waitsForRoom() throws Exception {
        WriteBehind<String> cities =
                open(c -> c.shards(1).maxPending(1).blockTimeout(LONG).maxDelay(Duration.ofMillis(100)));
        cities.put("a", "1");
        assertThat(cities.put("b", "2").outcome()).isEqualTo(Outcome.QUEUED);
        flush(cities);
        assertThat(database.value("a")).isEqualTo("1");
    }

    @Test
    void waitsForRoomNoLongerThanItMay() {
        WriteBehind<String> cities = open(c -> c.shards(1).maxPending(1).blockTimeout(Duration.ofMillis(30)));
        cities.put("a", "1");
        assertThatThrownBy(() -> cities.put("b", "2")).isInstanceOf(BacklogFullException.class);
    }

    @Test
    void stopsWaitingForRoomWhenItIsInterrupted() {
        WriteBehind<String> cities = open(c -> c.shards(1).maxPending(1).blockTimeout(LONG));
        cities.put("a", "1");
        Thread caller = Thread.currentThread();
        Future<?> unused = threads.submit(() -> {
            await().until(() -> caller.getState() == Thread.State.TIMED_WAITING);
            caller.interrupt();
        });
        try {
            // It may as well be hit while it waits for Redis.
            assertThatThrownBy(() -> cities.put("b", "2"))
                    .isInstanceOfAny(
                            AcceptInterruptedException.class, io.redispatterns.redis.GatewayInterruptedException.class);
        } finally {
            assertThat(Thread.interrupted()).isTrue();
        }
    }

    @Test
    void writesThroughWhatIsBeyondItsShare() {
        WriteBehind<String> cities = open(c -> c.shards(1).maxPending(1).overflow(Overflow.WRITE_THROUGH));
        cities.put("a", "1");
        Acceptance through = cities.put("b", "2");
        assertThat(through.outcome()).isEqualTo(Outcome.WRITTEN);
        assertThat(database.rows().get("b")).isEqualTo(new TestDatabase.Row("2", through.version()));
        assertThat(cities.pending("b")).isEqualTo(new Pending.None<String>());
        assertThat(cities.backlog().depth()).isEqualTo(1);
        assertThat(cities.put("a", "3").outcome()).isEqualTo(Outcome.COALESCED);
        assertThat(cities.stats().writtenThrough()).isEqualTo(1);
    }

    @Test
    void tellsWhenItCannotWriteThrough() {
        WriteBehind<String> cities = open(c -> c.shards(1).maxPending(1).overflow(Overflow.WRITE_THROUGH));
        IllegalStateException cause = new IllegalStateException("no");
        database.on("b", write -> write.retry(cause));
        cities.put("a", "1");
        assertThatThrownBy(() -> cities.put("b", "2"))
                .isInstanceOf(WriteThroughException.class)
                .hasCause(cause);
        assertThat(cities.pending("b")).isEqualTo(new Pending.None<String>());
        assertThat(cities.backlog().depth()).isEqualTo(1);
    }

    @Test
    void keepsTheOrderOfWhatComesDuringAWriteThrough() throws Exception {
        WriteBehind<String> cities = open(c -> c.shards(1)
                .maxPending(1)
                .overflow(Overflow.WRITE_THROUGH)
                .maxDelay(Duration.ofMillis(1))
                .lease(LONG));
        database.on("a", write -> write.retry(new IllegalStateException("stays pending")));
        cities.put("a", "1");
        Gate gate = new Gate();
        database.on("b", write -> {
            if (write.value().equals("1")) {
                gate.pass();
            }
            return database.store(write);
        });
        Future<Acceptance> through = threads.submit(() -> cities.put("b", "1"));
        gate.awaitArrival();
        assertThat(cities.put("b", "2").outcome()).isEqualTo(Outcome.COALESCED);
        int seen = database.tries("a").size();
        await().until(() -> database.tries("a").size() > seen + 3);
        assertThat(database.valuesTried("b"))
                .as("others leave it to its caller")
                .containsExactly("1");
        gate.open();
        assertThat(through.get(30, TimeUnit.SECONDS).outcome()).isEqualTo(Outcome.WRITTEN);
        await().until(() -> "2".equals(database.value("b")));
        assertThat(database.valuesTried("b")).containsExactly("1", "2");
    }

    @Test
    void replaysADeadLetter() throws Exception {
        WriteBehind<String> cities = open(c -> {});
        database.on("a", write -> write.poison(new IllegalStateException("bad")));
        cities.put("a", "1");
        flush(cities);
        DeadLetter<String> letter = only(cities.deadLetters(10));
        database.on("a", database::store);
        Replay replay = cities.replay(letter.key());
        assertThat(replay)
                .isInstanceOfSatisfying(
                        Replay.Accepted.class,
                        accepted -> assertThat(accepted.version()).isGreaterThan(letter.version()));
        flush(cities);
        assertThat(database.value("a")).isEqualTo("1");
        assertThat(cities.deadLetters(10)).isEmpty();
        assertThat(cities.replay(letter.key())).isEqualTo(new Replay.Missing());
        assertThat(cities.discard(letter.key())).isFalse();
        assertThat(gateway.call(Command.of("EXISTS").key(buriedKey("a"))).asLong())
                .isZero();
    }

    @Test
    void doesNotReplayOverSomethingNewer() throws Exception {
        WriteBehind<String> cities = open(c -> {});
        database.on("a", write -> write.poison(new IllegalStateException("bad")));
        cities.put("a", "1");
        flush(cities);
        cities.put("a", "2");
        flush(cities);
        List<DeadLetter<String>> letters = cities.deadLetters(10);
        assertThat(letters).extracting(DeadLetter::value).containsExactly("1", "2");
        database.on("a", database::store);
        long newer = cities.put("a", "3").version();
        assertThat(cities.replay(letters.get(1).key())).as("pending").isEqualTo(new Replay.Superseded(newer));
        flush(cities);
        assertThat(cities.replay(letters.get(1).key())).as("written").isEqualTo(new Replay.Superseded(newer));
        assertThat(cities.replay(letters.get(0).key())).as("written").isEqualTo(new Replay.Superseded(newer));
        assertThat(cities.discard(letters.get(1).key())).isTrue();
        assertThat(cities.replay(letters.get(0).key())).isEqualTo(new Replay.Superseded(newer));
        assertThat(cities.discard(letters.get(0).key())).isTrue();
        assertThat(cities.backlog().deadLetters()).isZero();
        assertThat(gateway.call(Command.of("EXISTS").key(buriedKey("a"))).asLong())
                .isZero();
    }

    @Test
    void refusesWhatCannotBeTheKeyOfADeadLetter() {
        WriteBehind<String> cities = open(c -> c.shards(2));
        for (String key : List.of("", "1", "2:1-0", "1:1", "x:1-0", "0:*")) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> cities.replay(key))
                    .withMessageContaining(key);
            assertThatIllegalArgumentException().isThrownBy(() -> cities.discard(key));
        }
        assertThatIllegalArgumentException().isThrownBy(() -> cities.deadLetters(0));
    }

    @Test
    void listsTheOldestDeadLettersFirst() throws Exception {
        WriteBehind<String> cities = open(c -> {});
        for (int i = 0; i < 5; i++) {
            database.on("c" + i, write -> write.poison(new IllegalStateException("bad")));
            cities.put("c" + i, "v");
            flush(cities);
        }
        assertThat(cities.deadLetters(3)).extracting(DeadLetter::id).containsExactly("c0", "c1", "c2");
    }

    @Test
    void sharesTheShardsAmongInstances() throws Exception {
        WriteBehind<String> one = open(c -> {});
        await().until(() -> one.stats().shards() == 16);
        WriteBehind<String> two = open(c -> {});
        WriteBehind<String> three = open(c -> {});
        await().untilAsserted(() -> assertThat(shards(one, two, three)).containsExactly(5, 5, 6));
        IntStream.range(0, 100).forEach(i -> two.put("c" + i, "v"));
        flush(three);
        assertThat(database.rows()).hasSize(100);
        assertThat(List.of(
                        one.stats().written(),
                        two.stats().written(),
                        three.stats().written()))
                .as("each writes what is in its shards, whoever accepted it")
                .doesNotContain(0L);
        two.close();
        one.close();
        assertThat(shards(one, two)).containsExactly(0, 0);
        await().until(() -> three.stats().shards() == 16);
        assertThat(three.stats().shardsLost()).isZero();
    }

    @Test
    void takesOverFromAnInstanceThatIsGone() throws Exception {
        WriteBehind<String> cities = open(c -> c.shards(1).lease(Duration.ofMillis(300)));
        await().until(() -> cities.stats().shards() == 1);
        String other = "9000000000000000:somebody";
        gateway.call(Command.of("SET")
                .key(KEYS.key("0", "lease"))
                .arg(other)
                .arg("PX")
                .arg(600));
        cities.put("a", "1");
        await().until(() -> cities.stats().shardsLost() == 1);
        flush(cities);
        assertThat(database.value("a")).isEqualTo("1");
    }

    @Test
    void cannotConcludeWhatItWroteWithALostLease() throws Exception {
        WriteBehind<String> cities = open(c -> c.shards(1).lease(LONG));
        Gate gate = new Gate();
        database.instead(gate.before(database));
        Acceptance accepted = cities.put("a", "1");
        Future<?> unused = threads.submit(() -> cities.flush(LONG));
        gate.awaitArrival();
        byte[] lease = KEYS.key("0", "lease");
        gateway.call(Command.of("SET").key(lease).arg("9000000000000000:somebody"));
        gate.open();
        await().until(() -> cities.stats().shardsLost() == 1);
        assertThat(cities.pending("a")).isEqualTo(new Pending.Value<>("1", accepted.version()));
        gateway.call(Command.of("DEL").key(lease));
        gateway.call(Command.of("PUBLISH").arg(Membership.channel(KEYS)).arg("members"));
        await().until(() -> cities.pending("a").equals(new Pending.None<String>()));
        assertThat(database.tries("a").stream().map(Write::idempotencyKey).distinct())
                .hasSize(1);
        assertThat(database.tries("a")).hasSize(2);
    }

    @Test
    void refusesAnotherNumberOfShards() {
        WriteBehind<String> cities = open(c -> c.shards(4));
        cities.put("a", "1");
        assertThatThrownBy(() -> open(c -> c.shards(8)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("write-behind cities has 4 shards in redis, not 8 as configured:"
                        + " another number would mix up the order of writes");
    }

    @Test
    void flushesWhatOthersHaveAcceptedAndGivesUpInTime() throws Exception {
        WriteBehind<String> one = open(c -> {});
        WriteBehind<String> two = open(c -> {});
        IntStream.range(0, 50).forEach(i -> one.put("c" + i, "v"));
        flush(two);
        assertThat(database.rows()).hasSize(50);
        database.on("a", write -> write.retry(new IllegalStateException("no")));
        one.put("a", "1");
        assertThat(two.flush(Duration.ofMillis(50))).isFalse();
    }

    @Test
    void writesTheRestBeforeItCloses() {
        WriteBehind<String> cities = open(c -> {});
        IntStream.range(0, 300).forEach(i -> cities.put("c" + i, "v"));
        cities.close();
        assertThat(database.rows()).hasSize(300);
        assertThatThrownBy(() -> cities.put("a", "1"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("write-behind cities is closed");
        assertThatThrownBy(() -> cities.remove("a")).isInstanceOf(IllegalStateException.class);
        cities.close();
    }

    @Test
    void leavesToOthersWhatItCannotWriteBeforeItCloses() throws Exception {
        WriteBehind<String> cities = open(c -> c.closeTimeout(Duration.ofMillis(100)));
        database.on("a", write -> write.retry(new IllegalStateException("no")));
        cities.put("a", "1");
        cities.close();
        assertThat(database.value("a")).isNull();
        WriteBehind<String> next = open(c -> {});
        assertThat(next.pending("a")).isInstanceOf(Pending.Value.class);
        database.on("a", database::store);
        flush(next);
        assertThat(database.value("a")).isEqualTo("1");
    }

    @Test
    void keepsTheLeaseOfWhatIsBeingWrittenWhenItCloses() throws Exception {
        WriteBehind<String> cities =
                open(c -> c.shards(1).closeTimeout(Duration.ofMillis(100)).lease(LONG));
        CountDownLatch end = new CountDownLatch(1);
        Gate gate = new Gate();
        database.instead(batch -> {
            gate.arrive();
            // As stubborn as a socket.
            boolean ended = false;
            while (!ended) {
                try {
                    ended = end.await(30, TimeUnit.SECONDS);
                } catch (InterruptedException e) {
                    ended = false;
                }
            }
            return database.apply(batch);
        });
        cities.put("a", "1");
        Future<?> unused = threads.submit(() -> cities.flush(LONG));
        gate.awaitArrival();
        cities.close();
        byte[] lease = KEYS.key("0", "lease");
        assertThat(gateway.call(Command.of("EXISTS").key(lease)).asLong()).isEqualTo(1);
        end.countDown();
        await().until(() -> gateway.call(Command.of("EXISTS").key(lease)).asLong() == 0);
        assertThat(database.value("a")).isEqualTo("1");
    }

    @Test
    void releasesItsLeasesEvenIfItIsInterrupted() {
        WriteBehind<String> cities = open(c -> c.lease(LONG));
        await().until(() -> cities.stats().shards() == 16);
        database.on("a", write -> write.retry(new IllegalStateException("no")));
        cities.put("a", "1");
        Thread.currentThread().interrupt();
        cities.close();
        assertThat(Thread.interrupted()).isTrue();
        assertThat(gateway.call(Command.of("EXISTS").keys(allLeases())).asLong())
                .isZero();
    }

    @Test
    void keepsWhatItCannotDecode() throws Exception {
        WriteBehind<String> cities = open(c -> {});
        cities.put("a", "not a number");
        cities.close();
        assertThat(database.value("a")).as("drained").isEqualTo("not a number");

        Codec<Integer> numbers = new Codec<>() {
            @Override
            public byte[] encode(Integer value) {
                return StringCodec.INSTANCE.encode(value.toString());
            }

            @Override
            public Integer decode(byte[] source, int offset, int length) {
                try {
                    return Integer.valueOf(StringCodec.INSTANCE.decode(source, offset, length));
                } catch (NumberFormatException e) {
                    throw new DecodeException("not a number", e);
                }
            }
        };
        List<Integer> written = new CopyOnWriteArrayList<>();
        database.on("a", write -> write.retry(new IllegalStateException("later")));
        WriteBehind<String> before = open(c -> c.closeTimeout(Duration.ofMillis(1)));
        before.put("a", "not a number");
        before.put("b", "7");
        before.close();
        WriteBehind<Integer> after =
                open(c -> c.maxAttempts(2), numbers, Writer.each(write -> written.add(write.value())));
        flush(after);
        assertThat(written).isSubsetOf(7);
        assertThat(database.value("b") != null || written.contains(7)).isTrue();
        DeadLetter<Integer> letter = only(after.deadLetters(10));
        assertThat(letter.id()).isEqualTo("a");
        assertThat(letter.value()).isNull();
        assertThat(letter.cause()).contains("not a number");
    }

    @Test
    void getsOverPendingIntentsThatSomebodyHasDeleted() throws Exception {
        WriteBehind<String> cities = open(c -> c.shards(1));
        cities.put("a", "1");
        gateway.call(Command.of("HDEL").key(KEYS.key("0", "pending")).arg("a"));
        cities.put("b", "2");
        flush(cities);
        assertThat(database.rows().keySet()).containsExactly("b");
        assertThat(gateway.call(Command.of("XLEN").key(KEYS.key("0", "fresh"))).asLong())
                .isZero();
    }

    @Test
    void writesOneByOneWithAWriterOfOne() throws Exception {
        List<String> written = new CopyOnWriteArrayList<>();
        Writer<String> writer = Writer.each(
                write -> {
                    if (write.id().equals("bad")) {
                        throw new IllegalArgumentException("bad");
                    }
                    if (write.id().equals("late") && write.attempt() == 1) {
                        throw new IllegalStateException("late");
                    }
                    written.add(write.id());
                },
                IllegalArgumentException.class::isInstance);
        WriteBehind<String> cities = open(c -> c.shards(1), StringCodec.INSTANCE, writer);
        List.of("a", "bad", "late", "b").forEach(id -> cities.put(id, "v"));
        flush(cities);
        assertThat(written).containsExactly("a", "b", "late");
        assertThat(only(cities.deadLetters(10)).id()).isEqualTo("bad");
    }

    private byte[] buriedKey(String id) {
        return KEYS.key(Integer.toString(Ids.shardOf(id, CONFIG.shards())), "buried");
    }

    private static List<byte[]> allLeases() {
        return IntStream.range(0, 16)
                .mapToObj(shard -> KEYS.key(Integer.toString(shard), "lease"))
                .collect(Collectors.toList());
    }

    private static List<Integer> shards(WriteBehind<?>... instances) {
        return List.of(instances).stream()
                .map(instance -> instance.stats().shards())
                .sorted()
                .toList();
    }

    private static <T> T only(List<T> list) {
        assertThat(list).hasSize(1);
        return list.get(0);
    }

    /** Where a writer is held up. */
    private static final class Gate {

        private final CountDownLatch arrived = new CountDownLatch(1);
        private final CountDownLatch opened = new CountDownLatch(1);

        Writer<String> before(TestDatabase database) {
            return batch -> {
                pass();
                return database.apply(batch);
            };
        }

        void pass() {
            arrive();
            try {
                assertThat(opened.await(30, TimeUnit.SECONDS)).isTrue();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }

        void arrive() {
            arrived.countDown();
        }

        void awaitArrival() throws InterruptedException {
            assertThat(arrived.await(30, TimeUnit.SECONDS)).isTrue();
        }

        void open() {
            opened.countDown();
        }
    }
}
