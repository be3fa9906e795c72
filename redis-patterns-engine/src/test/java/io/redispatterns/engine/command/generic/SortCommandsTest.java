package io.redispatterns.engine.command.generic;

import static org.assertj.core.api.Assertions.assertThat;

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

/** What SORT's replies do not show, and where it differs from Redis. */
class SortCommandsTest {

    private final RedisEngine engine =
            RedisEngine.open(EngineConfig.custom().time(new ManualTimeSource()).build());
    private final EngineSession session = engine.session();
    private final List<String> events = new ArrayList<>();
    private final List<String> effects = new ArrayList<>();

    @BeforeEach
    void fillAndListen() {
        call("RPUSH l c a b");
        engine.dispatcher()
                .engine()
                .keyspace()
                .addListener((database, key, event) -> events.add(event.text() + " " + Bytes.text(key)));
        engine.dispatcher()
                .addSink(batch -> batch.forEach(effect ->
                        effects.add(Stream.of(effect.words()).map(Bytes::text).collect(Collectors.joining(" ")))));
    }

    @AfterEach
    void close() {
        session.close();
        engine.close();
    }

    @Test
    void aResultThatIsKeptGivesItsEventAndIsPropagatedAsItCame() {
        call("SORT l ALPHA STORE d");
        call("SORT missing STORE d");
        assertThat(events).containsExactly("sortstore d", "del d");
        assertThat(effects).containsExactly("SORT l ALPHA STORE d", "SORT missing STORE d");
    }

    @Test
    void whatChangesNothingGivesNoEventAndIsNotPropagated() {
        call("SORT l ALPHA");
        call("SORT_RO l ALPHA");
        call("SORT l");
        call("SORT l STORE d");
        call("SORT missing STORE d");
        assertThat(events).isEmpty();
        assertThat(effects).isEmpty();
    }

    @Test
    void elementsWithOneWeightStayInTheirOrderAlsoWithALimit() {
        assertThat(texts(call("SORT l BY w_* ALPHA"))).containsExactly("c", "a", "b");
        assertThat(texts(call("SORT l BY w_* ALPHA DESC LIMIT 1 2"))).containsExactly("a", "b");
    }

    @Test
    void sortingASortedSetLeavesItsEncoding() {
        call("ZADD z 2 1 1 2");
        assertThat(texts(call("SORT z"))).containsExactly("1", "2");
        assertThat(call("OBJECT ENCODING z")).isEqualTo(Reply.of("listpack"));
    }

    private Reply call(String line) {
        return session.call(line.split(" "));
    }

    private static List<String> texts(Reply reply) {
        return ((Reply.Array) reply)
                .items().stream()
                        .map(item -> Bytes.text(((Reply.Bulk) item).bytes()))
                        .toList();
    }
}
