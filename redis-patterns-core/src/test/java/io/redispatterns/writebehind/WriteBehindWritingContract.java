package io.redispatterns.writebehind;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.awaitility.Awaitility.await;

import io.redispatterns.codec.StringCodec;
import io.redispatterns.redis.Command;
import io.redispatterns.redis.RedisValue;
import io.redispatterns.writebehind.Acceptance.Outcome;
import io.redispatterns.writebehind.WriteBehindEvent.ForeignResult;
import io.redispatterns.writebehind.WriteBehindEvent.Retried;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** How what is accepted reaches the database, on every gateway. */
abstract class WriteBehindWritingContract extends WriteBehindFixture {

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
        flush(cities);
        assertThat(database.valuesTried("a")).containsExactly("1", "2");
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
}
