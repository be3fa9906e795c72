package io.redispatterns.writebehind;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.redispatterns.redis.Command;
import io.redispatterns.writebehind.Acceptance.Outcome;
import io.redispatterns.writebehind.BacklogFullException.Bound;
import io.redispatterns.writebehind.WriteBehindConfig.Overflow;
import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** What happens when too much is pending, on every gateway. */
abstract class WriteBehindBoundsContract extends WriteBehindFixture {

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
    void getsOverAWriteThroughThatTakesLongerThanItsHold() throws Exception {
        WriteBehind<String> cities = open(c -> c.shards(1)
                .maxPending(1)
                .overflow(Overflow.WRITE_THROUGH)
                .lease(Duration.ofMillis(300))
                .pollInterval(Duration.ofMillis(100)));
        cities.put("a", "1");
        Gate gate = new Gate();
        Gate newIntent = new Gate();
        AtomicInteger tries = new AtomicInteger();
        database.on("b", write -> {
            if (tries.incrementAndGet() == 1) {
                gate.pass();
            } else if (write.value().equals("2")) {
                newIntent.pass();
            }
            return database.store(write);
        });
        Future<Acceptance> through = threads.submit(() -> cities.put("b", "1"));
        gate.awaitArrival();
        await().until(() -> "1".equals(database.value("b")));
        flush(cities);
        assertThat(cities.put("b", "2").outcome()).isEqualTo(Outcome.QUEUED);
        gate.open();
        assertThat(through.get(30, TimeUnit.SECONDS).outcome()).isEqualTo(Outcome.WRITTEN);
        assertThat(gateway.call(Command.of("XLEN").key(KEYS.key("0", "fresh"))).asLong())
                .as("the new intent stands in the queue once, and is not written before the gate opens")
                .isEqualTo(1);
        newIntent.open();
        flush(cities);
        assertThat(database.valuesTried("b")).containsExactly("1", "1", "2");
    }
}
