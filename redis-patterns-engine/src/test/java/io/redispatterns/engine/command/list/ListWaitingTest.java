package io.redispatterns.engine.command.list;

import static org.assertj.core.api.Assertions.assertThat;

import io.redispatterns.engine.EngineConfig;
import io.redispatterns.engine.RedisEngine;
import io.redispatterns.engine.reply.Blocked;
import io.redispatterns.engine.reply.Reply;
import io.redispatterns.engine.testing.CapturingSession;
import io.redispatterns.engine.testing.EngineRules;
import io.redispatterns.engine.util.ManualTimeSource;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The ends of a wait for a list that a real server cannot be asked about side by side. */
class ListWaitingTest {

    private static final int MANY = 1000;

    private final ManualTimeSource time = new ManualTimeSource();
    private final RedisEngine engine =
            RedisEngine.open(EngineConfig.custom().time(time).build());
    private final EngineRules rules = new EngineRules(engine);
    private final CapturingSession writer = new CapturingSession(engine.dispatcher());
    private final CapturingSession waiter = new CapturingSession(engine.dispatcher());

    @AfterEach
    void close() {
        rules.check("at the end");
        engine.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "BLPOP k l 0",
                "BRPOP k 0",
                "BLMOVE k l LEFT LEFT 0",
                "BRPOPLPUSH k l 0",
                "BLMPOP 0 2 k l LEFT COUNT 3"
            })
    void anotherClientEndsIt(String command) {
        String id = Long.toString(waiter.id());
        assertWaits(waiter, command);
        assertThat(writer.send("CLIENT", "UNBLOCK", id)).isEqualTo(Reply.ONE);
        assertThat(waiter.poll()).isEqualTo(Reply.NULL_ARRAY);

        assertWaits(waiter, command);
        assertThat(writer.send("CLIENT", "UNBLOCK", id, "ERROR")).isEqualTo(Reply.ONE);
        assertThat(waiter.poll()).isEqualTo(new Reply.ErrorReply("UNBLOCKED client unblocked via CLIENT UNBLOCK"));
        assertThat(writer.send("CLIENT", "UNBLOCK", id)).isEqualTo(Reply.ZERO);

        writer.send("RPUSH", "k", "a");
        assertThat(waiter.poll()).isNull();
        assertThat(writer.send("LLEN", "k")).isEqualTo(Reply.ONE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"BLPOP k 1.5", "BLMOVE k l LEFT LEFT 1.4999", "BRPOPLPUSH k l 1.5", "BLMPOP 1.5 1 k LEFT"})
    void itsTimeIsUpNotOneMillisecondTooEarly(String command) {
        assertWaits(waiter, command);
        time.advance(Duration.ofMillis(1499));
        engine.dispatcher().tick();
        assertThat(waiter.poll()).isNull();
        time.advance(Duration.ofMillis(1));
        engine.dispatcher().tick();
        assertThat(waiter.poll()).isEqualTo(Reply.NULL_ARRAY);
        writer.send("RPUSH", "k", "a");
        assertThat(waiter.poll()).isNull();
    }

    @Test
    void aGoneClientTakesNothing() {
        CapturingSession next = new CapturingSession(engine.dispatcher());
        assertWaits(waiter, "BLPOP k 0");
        assertWaits(next, "BLPOP k 0");
        waiter.close();
        writer.send("RPUSH", "k", "a");
        assertThat(waiter.poll()).isNull();
        assertThat(next.poll()).isEqualTo(popped("k", "a"));
    }

    @Test
    void aPushRunsTheCommandOfOneOfAThousandThatWait() {
        List<CapturingSession> waiters = waiters();
        time.advance(Duration.ofSeconds(1));
        long now = time.epochMillis();
        writer.send("RPUSH", "k", "a");
        assertThat(waiters.get(0).poll()).isEqualTo(popped("k", "a"));
        assertThat(waiters.stream().filter(one -> one.lastActiveMillis() == now))
                .containsExactly(waiters.get(0));
    }

    @Test
    void aThousandThatWaitAreServedInTheirOrder() {
        List<CapturingSession> waiters = waiters();
        String[] push = new String[MANY + 2];
        push[0] = "RPUSH";
        push[1] = "k";
        for (int i = 0; i < MANY; i++) {
            push[i + 2] = "element" + i;
        }
        writer.send(push);
        for (int i = 0; i < MANY; i++) {
            assertThat(waiters.get(i).poll()).isEqualTo(popped("k", "element" + i));
        }
        assertThat(writer.send("EXISTS", "k")).isEqualTo(Reply.ZERO);
    }

    private List<CapturingSession> waiters() {
        List<CapturingSession> waiters = new ArrayList<>();
        for (int i = 0; i < MANY; i++) {
            CapturingSession one = new CapturingSession(engine.dispatcher());
            assertWaits(one, "BLPOP k other" + i + " 0");
            waiters.add(one);
        }
        return waiters;
    }

    private static void assertWaits(CapturingSession session, String line) {
        assertThat(session.send(line.split(" ", -1))).isInstanceOf(Blocked.class);
    }

    private static Reply popped(String key, String element) {
        return Reply.array(Reply.of(key), Reply.of(element));
    }
}
