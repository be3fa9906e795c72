package io.redispatterns.engine.command.hash;

import static org.assertj.core.api.Assertions.assertThat;

import io.redispatterns.engine.EngineConfig;
import io.redispatterns.engine.EngineSession;
import io.redispatterns.engine.RedisEngine;
import io.redispatterns.engine.reply.Reply;
import io.redispatterns.engine.util.Bytes;
import io.redispatterns.engine.util.ManualTimeSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the replies do not show: events, what is propagated, walks of many steps. */
class HashCommandsTest {

    private final RedisEngine engine =
            RedisEngine.open(EngineConfig.custom().time(new ManualTimeSource()).build());
    private final EngineSession session = engine.session();
    private final List<String> events = new ArrayList<>();
    private final List<String> effects = new ArrayList<>();

    @BeforeEach
    void listen() {
        engine.dispatcher()
                .engine()
                .keyspace()
                .addListener((database, key, event) -> events.add(event.text() + " " + Bytes.text(key)));
        engine.dispatcher().addSink(batch -> batch.forEach(effect -> effects.add(words(effect.words()))));
    }

    @AfterEach
    void close() {
        session.close();
        engine.close();
    }

    @Test
    void changesGiveTheirEvents() {
        session.call("HSET", "h", "a", "1", "b", "2");
        session.call("HMSET", "h", "a", "1");
        session.call("HSETNX", "h", "c", "1");
        session.call("HINCRBY", "h", "a", "1");
        session.call("HINCRBYFLOAT", "h", "a", "0.5");
        session.call("HDEL", "h", "b", "c");
        session.call("HDEL", "h", "a", "nope");
        assertThat(events)
                .containsExactly(
                        "hset h", "hset h", "hset h", "hincrby h", "hincrbyfloat h", "hdel h", "hdel h", "del h");
    }

    @Test
    void whatChangesNothingGivesNoEventAndIsNotPropagated() {
        session.call("HSET", "h", "a", "x");
        events.clear();
        effects.clear();
        session.call("HSETNX", "h", "a", "2");
        session.call("HDEL", "h", "b");
        session.call("HDEL", "none", "b");
        session.call("HINCRBY", "h", "a", "1");
        session.call("HINCRBYFLOAT", "h", "a", "1");
        session.call("HSET", "h", "a");
        session.call("HGETALL", "h");
        session.call("HRANDFIELD", "h", "2");
        session.call("HSCAN", "h", "0");
        assertThat(events).isEmpty();
        assertThat(effects).isEmpty();
    }

    @Test
    void floatsArePropagatedAsTheirSum() {
        session.call("HINCRBYFLOAT", "h", "a", "0.1");
        session.call("HINCRBYFLOAT", "h", "a", "0.2");
        session.call("HINCRBY", "h", "b", "3");
        assertThat(effects).containsExactly("HSET h a 0.1", "HSET h a 0.3", "HINCRBY h b 3");
    }

    @Test
    void aWalkOfManyStepsSeesEveryField() {
        Set<String> fields = new HashSet<>();
        for (int i = 0; i < 1000; i++) {
            session.call("HSET", "h", "f" + i, "v" + i);
            fields.add("f" + i);
        }
        Set<String> seen = new HashSet<>();
        int steps = 0;
        String cursor = "0";
        do {
            List<Reply> reply = ((Reply.Array) session.call("HSCAN", "h", cursor, "COUNT", "50")).items();
            cursor = text(reply.get(0));
            List<Reply> pairs = ((Reply.Array) reply.get(1)).items();
            for (int i = 0; i < pairs.size(); i += 2) {
                assertThat(text(pairs.get(i + 1)))
                        .isEqualTo("v" + text(pairs.get(i)).substring(1));
                seen.add(text(pairs.get(i)));
            }
            steps++;
        } while (!cursor.equals("0"));
        assertThat(seen).isEqualTo(fields);
        assertThat(steps).isBetween(2, 20);
    }

    @Test
    void countSaysHowManyFieldsAreLookedAtNotHowManyMatch() {
        for (int i = 0; i < 1000; i++) {
            session.call("HSET", "h", "f" + i, "");
        }
        List<Reply> reply = ((Reply.Array) session.call("HSCAN", "h", "0", "MATCH", "nope", "COUNT", "20")).items();
        assertThat(text(reply.get(0))).isNotEqualTo("0");
        assertThat(reply.get(1)).isEqualTo(Reply.EMPTY_ARRAY);
    }

    private static String words(byte[][] words) {
        return Stream.of(words).map(Bytes::text).collect(Collectors.joining(" "));
    }

    private static String text(Reply reply) {
        return Bytes.text(((Reply.Bulk) reply).bytes());
    }
}
