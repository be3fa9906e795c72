package io.redispatterns.engine.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import io.redispatterns.engine.testing.CapturingSession;
import io.redispatterns.engine.util.Bytes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PropagatorTest {

    private final TestEngine engine = new TestEngine();
    private final CapturingSession client = engine.client();
    private final List<List<String>> batches = new ArrayList<>();

    @BeforeEach
    void listen() {
        engine.dispatcher.addSink(effects -> batches.add(effects.stream()
                .map(effect -> effect.database() + ": "
                        + Stream.of(effect.words()).map(Bytes::text).collect(Collectors.joining(" ")))
                .toList()));
    }

    @Test
    void whatChangesNothingIsNotPropagated() {
        run(
                "GET k",
                "EXISTS k",
                "DEL k",
                "PERSIST k",
                "EXPIRE k 10",
                "RENAMENX k k",
                "SET k v XX",
                "COPY k l",
                "MOVE k 1");
        assertThat(batches).isEmpty();
    }

    @Test
    void aChangeIsPropagatedWithItsDatabase() {
        client.select(2);
        run("SET k v", "RENAME k l", "DEL l nokey");
        assertThat(batches).containsExactly(List.of("2: SET k v"), List.of("2: RENAME k l"), List.of("2: DEL l nokey"));
    }

    @Test
    void anExpiryIsPropagatedAsAMoment() {
        long now = engine.time.epochMillis();
        run("SET k v", "EXPIRE k 10", "PEXPIRE k 20000 XX GT", "EXPIREAT k 33177117420", "PEXPIREAT k 33177117420001");
        assertThat(batches.subList(1, 5))
                .containsExactly(
                        List.of("0: PEXPIREAT k " + (now + 10_000)),
                        List.of("0: PEXPIREAT k " + (now + 20_000) + " XX GT"),
                        List.of("0: PEXPIREAT k 33177117420000"),
                        List.of("0: PEXPIREAT k 33177117420001"));
    }

    @Test
    void anExpiryThatIsPastIsPropagatedAsDeletion() {
        run("SET k v", "EXPIRE k -1");
        assertThat(batches).last().isEqualTo(List.of("0: DEL k"));
    }

    @Test
    void theDeletionOfAnExpiredKeyComesBeforeTheCommandThatFoundIt() {
        run("SET k v", "PEXPIRE k 10");
        engine.time.advance(Duration.ofMillis(11));
        run("SETNX k w");
        assertThat(batches).last().isEqualTo(List.of("0: DEL k", "0: SETNX k w"));
    }

    @Test
    void aReadThatFindsAnExpiredKeyPropagatesItsDeletion() {
        run("SET k v", "PEXPIRE k 10");
        engine.time.advance(Duration.ofMillis(11));
        run("GET k", "GET k");
        assertThat(batches).hasSize(3).last().isEqualTo(List.of("0: DEL k"));
    }

    @Test
    void activeExpiryPropagatesDeletions() {
        run("SET k v", "PEXPIRE k 10");
        engine.time.advance(Duration.ofMillis(11));
        engine.dispatcher.tick();
        assertThat(batches).hasSize(3).last().isEqualTo(List.of("0: DEL k"));
    }

    @Test
    void aTransactionIsPropagatedAtOnce() {
        run("MULTI", "SET a 1", "GET a", "INCR a", "DEL nokey", "EXPIRE a -1", "EXEC");
        assertThat(batches).containsExactly(List.of("0: SET a 1", "0: INCR a", "0: DEL a"));
    }

    @Test
    void aDiscardedOrFailedTransactionIsNotPropagated() {
        run("MULTI", "SET a 1", "DISCARD", "MULTI", "SET a 1", "NOSUCH", "EXEC");
        assertThat(batches).isEmpty();
    }

    @Test
    void wholeDatabasesArePropagatedEvenWhenEmpty() {
        run("FLUSHDB", "FLUSHALL ASYNC", "SWAPDB 0 1", "SWAPDB 1 1");
        assertThat(batches)
                .containsExactly(
                        List.of("0: FLUSHDB"),
                        List.of("0: FLUSHALL ASYNC"),
                        List.of("0: SWAPDB 0 1"),
                        List.of("0: SWAPDB 1 1"));
    }

    @Test
    void whatAWaitingClientDoesComesAfterWhatWokeIt() {
        engine.client().send("TAKE", "k", "0");
        run("SET k v");
        assertThat(batches).containsExactly(List.of("0: SET k v"), List.of("0: TAKE k 0"));
    }

    private void run(String... lines) {
        for (String line : lines) {
            client.send(line.split(" "));
        }
    }
}
