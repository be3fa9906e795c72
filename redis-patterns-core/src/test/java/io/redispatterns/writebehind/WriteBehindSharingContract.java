package io.redispatterns.writebehind;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.redispatterns.redis.Command;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** How instances share the work and part from it, on every gateway. */
abstract class WriteBehindSharingContract extends WriteBehindFixture {

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
}
