package io.redispatterns.engine.command.stream;

import static org.assertj.core.api.Assertions.assertThat;

import io.redispatterns.engine.EngineConfig;
import io.redispatterns.engine.EngineSession;
import io.redispatterns.engine.RedisEngine;
import io.redispatterns.engine.testing.CapturingSession;
import io.redispatterns.engine.util.Bytes;
import io.redispatterns.engine.util.ManualTimeSource;
import java.time.Instant;
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

/** What repeats a stream command's effect elsewhere and at another time. The clock stands at 1,000,000 seconds. */
class StreamPropagationTest {

    private final RedisEngine engine = RedisEngine.open(EngineConfig.custom()
            .time(new ManualTimeSource(Instant.ofEpochSecond(1_000_000)))
            .build());
    private final EngineSession session = engine.session();
    private final List<String> propagated = new ArrayList<>();

    @BeforeEach
    void listen() {
        call("CONFIG SET stream-node-max-entries 2");
        for (int i = 1; i <= 5; i++) {
            call("XADD s " + i + "-1 a " + i);
        }
        call("XGROUP CREATE s g 0");
        call("XREADGROUP GROUP g c COUNT 2 STREAMS s >");
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
                "XADD s 6-1 a b",
                "XADD s NOMKSTREAM MAXLEN = 3 6-1 a b",
                "XADD s MINID 3 6-1 a b",
                "XADD t 1-1 a b",
                "XDEL s 1-1 9-9",
                "XTRIM s MAXLEN 3",
                "XTRIM s MINID = 3",
                "XSETID s 9-9 ENTRIESADDED 20",
                "XGROUP CREATE s h $",
                "XGROUP CREATE t g $ MKSTREAM",
                "XGROUP SETID s g $",
                "XGROUP DESTROY s g",
                "XGROUP CREATECONSUMER s g d",
                "XGROUP DELCONSUMER s g c",
                "XACK s g 1-1 9-9"
            })
    void theCommandItself(String command) {
        call(command);
        assertThat(propagated).containsExactly(command);
    }

    @ParameterizedTest
    @CsvSource({
        "XADD s * a b, XADD s 1000000000-0 a b",
        "XADD s 5-* a b, XADD s 5-2 a b",
        "XADD s MAXLEN ~ 3 6-1 a b, XADD s MAXLEN = 4 6-1 a b",
        "XADD s MAXLEN ~ 3 LIMIT 100 * a b, XADD s MAXLEN = 4 1000000000-0 a b",
        "XADD s LIMIT 1 MAXLEN ~ 3 6-1 a b, XADD s MAXLEN = 6 6-1 a b",
        "XADD s MINID ~ 4 6-* a b, XADD s MINID = 3-1 6-0 a b",
        "XADD s MINID ~ 99 6-1 a b, XADD s MINID = 18446744073709551615-18446744073709551615 6-1 a b",
        "XTRIM s MAXLEN ~ 2, XTRIM s MAXLEN = 3",
        "XTRIM s MAXLEN ~ 2 LIMIT 2, XTRIM s MAXLEN = 3",
        "XTRIM s MINID ~ 4-0, XTRIM s MINID = 3-1",
        "XCLAIM s g d 0 1-1, XCLAIM s g d 0 1-1 TIME 1000000000 RETRYCOUNT 2 FORCE JUSTID LASTID 2-1",
        "XCLAIM s g d 0 1-1 IDLE 5000 RETRYCOUNT 7 JUSTID,"
                + " XCLAIM s g d 0 1-1 TIME 999995000 RETRYCOUNT 7 FORCE JUSTID LASTID 2-1",
        "XCLAIM s g d 0 3-1 FORCE JUSTID LASTID 4-4,"
                + " XCLAIM s g d 0 3-1 TIME 1000000000 RETRYCOUNT 1 FORCE JUSTID LASTID 4-4",
        "XCLAIM s g d 0 3-1 LASTID 4-4, XGROUP SETID s g 4-4 ENTRIESREAD 2",
        "XREADGROUP GROUP g c NOACK COUNT 1 STREAMS s >, XGROUP SETID s g 3-1 ENTRIESREAD 3",
        "XREADGROUP GROUP g d STREAMS s 0, XGROUP CREATECONSUMER s g d"
    })
    void rewritten(String command, String effect) {
        call(command);
        assertThat(propagated).containsExactly(effect);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "XLEN s",
                "XRANGE s - +",
                "XREAD STREAMS s 0",
                "XPENDING s g",
                "XINFO STREAM s FULL",
                "XADD t NOMKSTREAM * a b",
                "XADD s 1-1 a b",
                "XADD s MAXLEN 1 1-1 a b",
                "XDEL s 9-9",
                "XTRIM s MAXLEN 10",
                "XTRIM s MAXLEN ~ 4",
                "XSETID s 1-1",
                "XGROUP CREATE s g $",
                "XGROUP DESTROY s h",
                "XGROUP CREATECONSUMER s g c",
                "XGROUP DELCONSUMER s g d",
                "XACK s g 9-9",
                "XCLAIM s g d 100 1-1",
                "XCLAIM s g d 0 3-1",
                "XAUTOCLAIM s g d 100 0",
                "XREADGROUP GROUP g c STREAMS s 0",
                "XREADGROUP GROUP g c STREAMS s x"
            })
    void nothing(String command) {
        call(command);
        assertThat(propagated).isEmpty();
    }

    @Test
    void whatAGroupReadsIsWrittenDownEntryByEntry() {
        call("XREADGROUP GROUP g d COUNT 2 STREAMS s >");
        assertThat(propagated)
                .containsExactly(
                        "XGROUP CREATECONSUMER s g d",
                        "XCLAIM s g d 0 3-1 TIME 1000000000 RETRYCOUNT 1 FORCE JUSTID LASTID 3-1",
                        "XCLAIM s g d 0 4-1 TIME 1000000000 RETRYCOUNT 1 FORCE JUSTID LASTID 4-1",
                        "XGROUP SETID s g 4-1 ENTRIESREAD 4");
    }

    @Test
    void whatIsClaimedOnItsOwnIsWrittenDownEntryByEntry() {
        call("XDEL s 1-1");
        propagated.clear();
        call("XAUTOCLAIM s g d 0 0");
        assertThat(propagated)
                .containsExactly(
                        "XCLAIM s g c 0 1-1 TIME 1000000000 RETRYCOUNT 1 FORCE JUSTID LASTID 2-1",
                        "XCLAIM s g d 0 2-1 TIME 1000000000 RETRYCOUNT 2 FORCE JUSTID LASTID 2-1");
    }

    @Test
    void whatAWaitingConsumerReadsComesBehindWhatWokeIt() {
        call("XREADGROUP GROUP g c STREAMS s >");
        propagated.clear();
        new CapturingSession(engine.dispatcher())
                .send("XREADGROUP", "GROUP", "g", "c", "BLOCK", "0", "STREAMS", "s", ">");
        call("XADD s 9-9 a b");
        assertThat(propagated)
                .containsExactly(
                        "XADD s 9-9 a b",
                        "XCLAIM s g c 0 9-9 TIME 1000000000 RETRYCOUNT 1 FORCE JUSTID LASTID 9-9",
                        "XGROUP SETID s g 9-9 ENTRIESREAD 6");
    }

    /** The effects, run on an engine that has the same stream, leave the same behind. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "XREADGROUP GROUP g d COUNT 2 STREAMS s >",
                "XREADGROUP GROUP g d NOACK STREAMS s >",
                "XADD s MAXLEN ~ 2 * a b",
                "XADD s MINID ~ 99 * a b",
                "XCLAIM s g d 0 1-1 2-1 JUSTID",
                "XAUTOCLAIM s g d 0 0 COUNT 1"
            })
    void theEffectsDoTheSame(String command) {
        call("COPY s t");
        propagated.clear();
        call(command);
        List<String> effects = List.copyOf(propagated);
        effects.forEach(effect -> call(effect.replace(" s ", " t ")));
        assertThat(session.call("XINFO", "STREAM", "t", "FULL"))
                .isEqualTo(session.call("XINFO", "STREAM", "s", "FULL"));
    }

    private void call(String line) {
        session.call(line.split(" ", -1));
    }
}
