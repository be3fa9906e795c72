package io.redispatterns.engine.command.generic;

import static org.assertj.core.api.Assertions.assertThat;

import io.redispatterns.engine.EngineConfig;
import io.redispatterns.engine.EngineSession;
import io.redispatterns.engine.RedisEngine;
import io.redispatterns.engine.reply.Reply;
import io.redispatterns.engine.util.Bytes;
import io.redispatterns.engine.util.ManualTimeSource;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What repeats the effect of RESTORE elsewhere and at another time. The clock stands at 1,000,000 seconds. */
class RestorePropagationTest {

    private final ManualTimeSource time = new ManualTimeSource(Instant.ofEpochSecond(1_000_000));
    private final RedisEngine engine =
            RedisEngine.open(EngineConfig.custom().time(time).build());
    private final EngineSession session = engine.session();
    private final List<byte[][]> propagated = new ArrayList<>();
    private final byte[] payload = payload();

    private byte[] payload() {
        call("SET", "source", "text");
        byte[] dumped = ((Reply.Bulk) session.call(Bytes.of("DUMP"), Bytes.of("source"))).bytes();
        engine.dispatcher().addSink(effects -> effects.forEach(effect -> propagated.add(effect.words())));
        return dumped;
    }

    @AfterEach
    void close() {
        session.close();
        engine.close();
    }

    @Test
    void withoutExpiryItIsTheCommandItself() {
        restore("0", "IDLETIME", "5");
        assertPropagated("RESTORE k 0 <payload> IDLETIME 5");
    }

    @Test
    void anExpiryBecomesAMoment() {
        restore("5000");
        assertPropagated("RESTORE k 1000005000 <payload> ABSTTL");
    }

    @Test
    void aMomentStays() {
        restore("2000000000", "REPLACE", "ABSTTL");
        assertPropagated("RESTORE k 2000000000 <payload> REPLACE ABSTTL");
    }

    @Test
    void whatHasExpiredAlreadyIsADeletionOfWhatIsThere() {
        restore("0");
        propagated.clear();
        restore("1", "REPLACE", "ABSTTL");
        assertPropagated("DEL k");
        propagated.clear();
        restore("1", "REPLACE", "ABSTTL");
        assertThat(propagated).isEmpty();
    }

    @Test
    void whatIsRefusedIsNotPropagated() {
        call("RESTORE", "k", "0", "garbage");
        call("RESTORE", "k", "-1", "garbage");
        assertThat(propagated).isEmpty();
    }

    private void call(String... words) {
        session.call(Arrays.stream(words).map(Bytes::of).toArray(byte[][]::new));
    }

    private void restore(String ttl, String... options) {
        List<byte[]> words = new ArrayList<>(List.of(Bytes.of("RESTORE"), Bytes.of("k"), Bytes.of(ttl), payload));
        Arrays.stream(options).map(Bytes::of).forEach(words::add);
        assertThat(session.call(words.toArray(byte[][]::new))).isEqualTo(Reply.OK);
    }

    private void assertPropagated(String expected) {
        assertThat(propagated.stream().map(this::text)).containsExactly(expected);
    }

    private String text(byte[][] words) {
        List<String> texts = new ArrayList<>();
        for (byte[] word : words) {
            texts.add(Arrays.equals(word, payload) ? "<payload>" : Bytes.text(word));
        }
        return String.join(" ", texts);
    }
}
