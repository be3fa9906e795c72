package io.redispatterns.engine.command.list;

import static org.assertj.core.api.Assertions.assertThat;

import io.redispatterns.engine.RedisEngine;
import io.redispatterns.engine.testing.CapturingSession;
import io.redispatterns.engine.util.Bytes;
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

/** What repeats a list command's effect elsewhere: there nobody waits and no key is chosen. */
class ListPropagationTest {

    private final RedisEngine engine = RedisEngine.open();
    private final CapturingSession writer = new CapturingSession(engine.dispatcher());
    private final CapturingSession first = new CapturingSession(engine.dispatcher());
    private final CapturingSession second = new CapturingSession(engine.dispatcher());
    private final List<String> propagated = new ArrayList<>();

    @BeforeEach
    void listen() {
        call(writer, "RPUSH l a b c");
        call(writer, "SET s x");
        engine.dispatcher()
                .addSink(effects -> propagated.add(effects.stream()
                        .map(effect ->
                                Stream.of(effect.words()).map(Bytes::text).collect(Collectors.joining(" ")))
                        .collect(Collectors.joining(", "))));
    }

    @AfterEach
    void close() {
        writer.close();
        first.close();
        second.close();
        engine.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "LPUSH k a b",
                "rpush l x",
                "LPUSHX l x",
                "LPOP l",
                "RPOP l 2",
                "LSET l 0 x",
                "LINSERT l BEFORE a x",
                "LREM l 0 a",
                "LTRIM l 0 100",
                "LMOVE l k LEFT RIGHT",
                "RPOPLPUSH l l"
            })
    void theCommandItself(String command) {
        call(writer, command);
        assertThat(propagated).containsExactly(command);
    }

    @ParameterizedTest
    @CsvSource({
        "BLPOP k l 0, LPOP l",
        "BRPOP l 0, RPOP l",
        "LMPOP 2 k l LEFT, LPOP l 1",
        "LMPOP 2 k l RIGHT COUNT 2, RPOP l 2",
        "LMPOP 1 l LEFT COUNT 100, LPOP l 3",
        "BLMPOP 0 2 k l RIGHT COUNT 2, RPOP l 2",
        "BLMOVE l k left RIGHT 0, LMOVE l k left RIGHT",
        "BRPOPLPUSH l k 0, RPOPLPUSH l k",
    })
    void rewritten(String command, String effect) {
        call(writer, command);
        assertThat(propagated).containsExactly(effect);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "LLEN l",
                "LRANGE l 0 -1",
                "LPOS l a",
                "LPUSHX k a",
                "LPOP k",
                "LPOP l 0",
                "LSET l 9 x",
                "LINSERT l BEFORE z x",
                "LREM l 0 z",
                "LTRIM k 0 1",
                "LMOVE k l LEFT LEFT",
                "LMOVE l s LEFT LEFT",
                "LMPOP 1 k LEFT",
                "BLPOP k 0",
                "BLMOVE k l LEFT LEFT 0",
                "BRPOPLPUSH k l 0",
                "BLMPOP 0 1 k LEFT",
                "BLMOVE l s LEFT LEFT 0",
                "RPUSH s x"
            })
    void nothing(String command) {
        call(writer, command);
        assertThat(propagated).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "BLPOP j k 0, LPOP k",
        "BRPOP k 0, RPOP k",
        "BLMPOP 0 1 k LEFT COUNT 10, LPOP k 2",
        "BLMOVE k l LEFT RIGHT 0, LMOVE k l LEFT RIGHT",
        "BRPOPLPUSH k l 0, RPOPLPUSH k l",
    })
    void whoHasWaitedComesBehindThePush(String waiting, String effect) {
        call(first, waiting);
        call(writer, "RPUSH k x y");
        assertThat(propagated).containsExactly("RPUSH k x y", effect);
    }

    @Test
    void aChainIsPropagatedInTheOrderInWhichItIsServed() {
        call(first, "BLMOVE k m LEFT LEFT 0");
        call(second, "BLPOP m 0");
        call(writer, "RPUSH k x");
        assertThat(propagated).containsExactly("RPUSH k x", "LMOVE k m LEFT LEFT", "LPOP m");
    }

    @Test
    void aWaitThatFailsPropagatesNothing() {
        call(first, "BLMOVE k s LEFT LEFT 0");
        call(writer, "RPUSH k x");
        assertThat(propagated).containsExactly("RPUSH k x");
    }

    private static void call(CapturingSession session, String line) {
        session.send(line.split(" ", -1));
    }
}
