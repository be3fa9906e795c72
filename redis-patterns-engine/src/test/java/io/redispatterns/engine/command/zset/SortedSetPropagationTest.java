package io.redispatterns.engine.command.zset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.redispatterns.engine.EngineConfig;
import io.redispatterns.engine.EngineSession;
import io.redispatterns.engine.RedisEngine;
import io.redispatterns.engine.reply.Reply;
import io.redispatterns.engine.util.Bytes;
import io.redispatterns.engine.util.ManualTimeSource;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What repeats a sorted set command's effect elsewhere, and whom it tells. */
class SortedSetPropagationTest {

    private final RedisEngine engine =
            RedisEngine.open(EngineConfig.custom().time(new ManualTimeSource()).build());
    private final EngineSession session = engine.session();
    private final List<String> propagated = new ArrayList<>();

    @BeforeEach
    void listen() {
        call("ZADD z 1 a 2 b 3 c");
        call("ZADD one 1 a");
        engine.dispatcher()
                .addSink(effects -> effects.forEach(effect -> propagated.add(
                        Stream.of(effect.words()).map(Bytes::text).collect(Collectors.joining(" ")))));
    }

    @AfterEach
    void close() {
        session.close();
        engine.close();
    }

    private Reply call(String command) {
        return session.call(command.split(" ", -1));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ZADD z 1 d",
                "ZADD z GT CH 5 a",
                "ZADD z INCR 5 a",
                "ZINCRBY z 0.5 a",
                "ZREM z a b",
                "ZREMRANGEBYRANK z 0 1",
                "ZREMRANGEBYSCORE z 0 (2",
                "ZREMRANGEBYLEX one - +",
                "ZPOPMIN z",
                "ZPOPMAX z 2",
                "ZRANGESTORE d z 0 1",
                "ZUNIONSTORE d 2 z one",
                "ZINTERSTORE one 2 z none",
                "ZDIFFSTORE d 1 z"
            })
    void theCommandItself(String command) {
        call(command);
        assertThat(propagated).containsExactly(command);
    }

    @ParameterizedTest
    @CsvSource({
        "ZMPOP 2 none z MIN, ZPOPMIN z 1",
        "ZMPOP 1 z MAX COUNT 10, ZPOPMAX z 3",
        "BZPOPMIN none z 0, ZPOPMIN z",
        "BZPOPMAX z 0, ZPOPMAX z",
        "BZMPOP 0 1 z MIN COUNT 2, ZPOPMIN z 2"
    })
    void anotherCommand(String command, String expected) {
        call(command);
        assertThat(propagated).containsExactly(expected);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ZADD z 1 a",
                "ZADD z NX 5 a",
                "ZADD none XX 5 a",
                "ZINCRBY z 0 a",
                "ZREM z none",
                "ZREMRANGEBYSCORE z 7 9",
                "ZPOPMIN z 0",
                "ZPOPMIN none",
                "ZMPOP 1 none MIN",
                "ZINTERSTORE d 2 z none",
                "ZRANGESTORE d z 9 9"
            })
    void nothing(String command) {
        call(command);
        assertThat(propagated).isEmpty();
    }

    /** The one that is served late leaves the same trace as if it had come late. */
    @Test
    void whoWaited() throws Exception {
        try (EngineSession other = engine.session()) {
            Thread waiting = new Thread(() -> other.call("BZMPOP", "0", "2", "none", "w", "MAX", "COUNT", "5"));
            waiting.start();
            await().until(() ->
                    waiting.getState() == Thread.State.WAITING || waiting.getState() == Thread.State.TIMED_WAITING);
            call("ZADD w 1 a 2 b");
            waiting.join();
        }
        assertThat(propagated).containsExactly("ZADD w 1 a 2 b", "ZPOPMAX w 2");
    }
}
