package io.redispatterns.engine.command.string;

import static org.assertj.core.api.Assertions.assertThat;

import io.redispatterns.engine.EngineConfig;
import io.redispatterns.engine.EngineSession;
import io.redispatterns.engine.RedisEngine;
import io.redispatterns.engine.util.Bytes;
import io.redispatterns.engine.util.ManualTimeSource;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What repeats a string command's effect elsewhere and at another time. The clock stands at 1,000,000 seconds. */
class StringPropagationTest {

    private final ManualTimeSource time = new ManualTimeSource(Instant.ofEpochSecond(1_000_000));
    private final RedisEngine engine =
            RedisEngine.open(EngineConfig.custom().time(time).build());
    private final EngineSession session = engine.session();
    private final List<String> propagated = new ArrayList<>();

    @BeforeEach
    void listen() {
        call("SET n 12");
        call("SET e v PX 5000");
        engine.dispatcher()
                .addSink(effects -> effects.forEach(effect -> propagated.add(
                        Stream.of(effect.words()).map(Bytes::text).collect(Collectors.joining(" ")))));
    }

    @AfterEach
    void close() {
        session.close();
        engine.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SET k v",
                "set k v",
                "SET k v NX",
                "SET e v XX KEEPTTL",
                "SETNX k v",
                "MSET k v l w",
                "MSETNX k v l w",
                "APPEND k v",
                "APPEND n 3",
                "SETRANGE k 3 v",
                "INCR n",
                "DECR k",
                "INCRBY n 5",
                "DECRBY n 5"
            })
    void theCommandItself(String command) {
        call(command);
        assertThat(propagated).containsExactly(command);
    }

    @ParameterizedTest
    @CsvSource({
        "SET k v EX 10, SET k v PXAT 1000010000",
        "SET k v PX 10 NX, SET k v PXAT 1000000010",
        "SET e v XX GET EX 10, SET e v PXAT 1000010000",
        "SET k v EXAT 2000000, SET k v PXAT 2000000000",
        "SET k v EXAT 1, SET k v PXAT 1000",
        "set k v PXAT 2000000001, SET k v PXAT 2000000001",
        "SET n v GET, SET n v",
        "SET n v get XX GET, SET n v XX",
        "SET e v GET KEEPTTL, SET e v KEEPTTL",
        "SETEX k 10 v, SET k v PXAT 1000010000",
        "PSETEX k 10 v, SET k v PXAT 1000000010",
        "GETSET n v, SET n v",
        "GETDEL n, DEL n",
        "GETEX n EX 10, PEXPIREAT n 1000010000",
        "GETEX n PX 10, PEXPIREAT n 1000000010",
        "GETEX n EXAT 2000000, PEXPIREAT n 2000000000",
        "GETEX n EXAT 1, DEL n",
        "GETEX n PXAT 1000000000, DEL n",
        "GETEX e PERSIST, PERSIST e",
        "INCRBYFLOAT n 0.5, SET n 12.5 KEEPTTL",
        "INCRBYFLOAT k 1e3, SET k 1000 KEEPTTL",
    })
    void rewritten(String command, String effect) {
        call(command);
        assertThat(propagated).containsExactly(effect);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET n",
                "MGET n k",
                "STRLEN n",
                "GETRANGE n 0 1",
                "LCS n e",
                "GETDEL k",
                "GETEX n",
                "GETEX k EX 10",
                "GETEX n PERSIST",
                "SET n v NX",
                "SET k v XX",
                "SET n v NX GET",
                "SETNX n v",
                "MSETNX k v n v",
                "SETRANGE n 0 ",
                "SETRANGE n -1 v",
                "INCRBY n x",
                "INCRBYFLOAT n x",
                "INCRBY e 1",
                "SET k v EX 0"
            })
    void nothing(String command) {
        call(command);
        assertThat(propagated).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"SET e w NX, SET e w NX", "SETNX e w, SETNX e w", "GETSET e w, SET e w", "APPEND e w, APPEND e w"})
    void aKeyWhoseTimeIsUpGoesFirst(String command, String effect) {
        time.advance(Duration.ofMillis(5001));
        call(command);
        assertThat(propagated).containsExactly("DEL e", effect);
    }

    private void call(String line) {
        session.call(line.split(" ", -1));
    }
}
