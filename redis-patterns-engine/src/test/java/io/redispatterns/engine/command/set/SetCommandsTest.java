package io.redispatterns.engine.command.set;

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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the replies do not show, or only by chance: events, what is propagated, walks of many steps, random members. */
class SetCommandsTest {

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
        call("SADD s a b c d");
        call("SREM s d");
        call("SMOVE s t a");
        call("SMOVE t s a");
        call("SUNIONSTORE u s");
        call("SINTERSTORE u s s");
        call("SDIFFSTORE u s missing");
        call("SDIFFSTORE u s s");
        call("SPOP s");
        call("SPOP s 5");
        assertThat(events)
                .containsExactly(
                        "sadd s",
                        "srem s",
                        "srem s",
                        "sadd t",
                        "srem t",
                        "del t",
                        "sadd s",
                        "sunionstore u",
                        "sinterstore u",
                        "sdiffstore u",
                        "del u",
                        "spop s",
                        "spop s",
                        "del s");
    }

    @Test
    void whatChangesNothingGivesNoEventAndIsNotPropagated() {
        call("SADD s a");
        events.clear();
        effects.clear();
        call("SADD s a");
        call("SREM s b");
        call("SMOVE s t b");
        call("SMOVE s s a");
        call("SPOP s 0");
        call("SPOP missing");
        call("SINTERSTORE d s missing");
        call("SDIFFSTORE d s s");
        assertThat(events).isEmpty();
        assertThat(effects).isEmpty();
    }

    @Test
    void poppingIsPropagatedAsRemoving() {
        call("SADD s a b c d e f g h i j");
        effects.clear();
        String one = text(call("SPOP s"));
        List<String> few = texts(call("SPOP s 2"));
        List<String> most = texts(call("SPOP s 6"));
        call("SPOP s 1");
        assertThat(effects)
                .containsExactly(
                        "SREM s " + one,
                        "SREM s " + String.join(" ", few),
                        "SREM s " + String.join(" ", most),
                        "DEL s");
        assertThat(few).hasSize(2);
        assertThat(most).hasSize(6).doesNotContainAnyElementsOf(few).doesNotContain(one);
    }

    @Test
    void theLastMemberThatIsPoppedIsPropagatedAsItsRemoval() {
        call("SADD s a");
        effects.clear();
        call("SPOP s");
        assertThat(effects).containsExactly("SREM s a");
    }

    @ParameterizedTest
    @ValueSource(ints = {20, 100, 1000})
    void aWalkGivesEveryMemberAtLeastOnce(int members) {
        Set<String> expected = new HashSet<>();
        for (int i = 0; i < members; i++) {
            call("SADD s m" + i);
            expected.add("m" + i);
        }
        Set<String> seen = new HashSet<>();
        String cursor = "0";
        do {
            List<Reply> reply = ((Reply.Array) call("SSCAN s " + cursor + " COUNT 7")).items();
            seen.addAll(texts(reply.get(1)));
            cursor = text(reply.get(0));
        } while (!cursor.equals("0"));
        assertThat(seen).isEqualTo(expected);
    }

    @Test
    void aHugeNumberOfDrawsIsRefusedWhereThereIsASet() {
        Reply.ErrorReply refusal =
                new Reply.ErrorReply("ERR value is out of range, value must between -1048576 and 9223372036854775807");
        call("SADD s a");
        assertThat(call("SRANDMEMBER s -1048577")).isEqualTo(refusal);
        assertThat(call("SRANDMEMBER s -9223372036854775807")).isEqualTo(refusal);
        assertThat(texts(call("SRANDMEMBER s -1048576"))).hasSize(1_048_576);
        assertThat(texts(call("SRANDMEMBER s 9223372036854775807"))).containsExactly("a");
        assertThat(call("SRANDMEMBER missing -9223372036854775807")).isEqualTo(Reply.EMPTY_ARRAY);
    }

    @Test
    void smallSetsAreListpacksUnlessTheLimitForbids() {
        call("SADD s a 1");
        assertThat(text(call("OBJECT ENCODING s"))).isEqualTo("listpack");
        call("CONFIG SET set-max-listpack-entries 0");
        call("SADD t a 1");
        assertThat(text(call("OBJECT ENCODING t"))).isEqualTo("hashtable");
        call("SADD s b");
        assertThat(text(call("OBJECT ENCODING s"))).isEqualTo("hashtable");
    }

    @Test
    void howManyMembersComeDecidesTheEncodingEvenIfTheyAreTheSame() {
        call("SADD s" + " a".repeat(129));
        assertThat(text(call("OBJECT ENCODING s"))).isEqualTo("hashtable");
        call("SADD t" + " a".repeat(128));
        assertThat(text(call("OBJECT ENCODING t"))).isEqualTo("listpack");
    }

    private Reply call(String line) {
        return session.call(line.split(" "));
    }

    private static String words(byte[][] words) {
        return Stream.of(words).map(Bytes::text).collect(Collectors.joining(" "));
    }

    private static List<String> texts(Reply reply) {
        List<Reply> items = reply instanceof Reply.SetReply set ? set.items() : ((Reply.Array) reply).items();
        return items.stream().map(SetCommandsTest::text).toList();
    }

    private static String text(Reply reply) {
        return Bytes.text(((Reply.Bulk) reply).bytes());
    }
}
