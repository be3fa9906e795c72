package io.redispatterns.engine.command.hyperloglog;

import static org.assertj.core.api.Assertions.assertThat;

import io.redispatterns.engine.EngineSession;
import io.redispatterns.engine.RedisEngine;
import io.redispatterns.engine.util.Bytes;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What repeats the effect of a command on HyperLogLogs elsewhere: a new estimate too, which is kept in the value. */
class HyperLogLogPropagationTest {

    private final RedisEngine engine = RedisEngine.open();
    private final EngineSession session = engine.session();
    private final List<String> propagated = new ArrayList<>();

    @BeforeEach
    void listen() {
        call("PFADD h a b c");
        call("PFADD s a");
        engine.dispatcher()
                .addSink(effects -> effects.forEach(effect -> propagated.add(
                        Stream.of(effect.words()).map(Bytes::text).collect(Collectors.joining(" ")))));
    }

    @AfterEach
    void close() {
        session.close();
        engine.close();
    }

    @Test
    void changes() {
        call("PFADD h d");
        call("PFADD n");
        call("PFMERGE h s");
        call("PFDEBUG TODENSE h");
        assertThat(propagated).containsExactly("PFADD h d", "PFADD n", "PFMERGE h s", "PFDEBUG TODENSE h");
    }

    @Test
    void anEstimateOnce() {
        call("PFCOUNT h");
        call("PFCOUNT h");
        assertThat(propagated).containsExactly("PFCOUNT h");
    }

    @Test
    void nothing() {
        call("PFADD h a");
        call("PFADD h");
        call("PFCOUNT h s");
        call("PFCOUNT none");
        call("PFDEBUG ENCODING h");
        assertThat(propagated).isEmpty();
    }

    private void call(String line) {
        session.call(line.split(" "));
    }
}
