package io.redispatterns.writebehind;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.awaitility.Awaitility.await;

import io.redispatterns.codec.Codec;
import io.redispatterns.codec.DecodeException;
import io.redispatterns.codec.StringCodec;
import io.redispatterns.redis.Command;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** What becomes of what cannot be written, on every gateway. */
abstract class WriteBehindDeadLettersContract extends WriteBehindFixture {

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
            // Those of one millisecond, in different shards, are of the same age.
            long died = System.currentTimeMillis();
            await().pollInterval(1, TimeUnit.MILLISECONDS).until(() -> System.currentTimeMillis() > died);
        }
        assertThat(cities.deadLetters(3)).extracting(DeadLetter::id).containsExactly("c0", "c1", "c2");
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

    private byte[] buriedKey(String id) {
        return KEYS.key(Integer.toString(Ids.shardOf(id, CONFIG.shards())), "buried");
    }
}
