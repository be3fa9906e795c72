package io.redispatterns.engine.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import io.redispatterns.engine.reply.Postponed;
import io.redispatterns.engine.reply.Reply;
import io.redispatterns.engine.testing.CapturingSession;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class PausedClientsTest {

    private final TestEngine engine = new TestEngine();
    private final CapturingSession pausing = engine.client();
    private final CapturingSession one = engine.client();
    private final CapturingSession two = engine.client();

    @Test
    void everyCommandWaitsAndRunsInOrder() {
        pausing.send("CLIENT", "PAUSE", "1000");
        assertThat(one.send("SET", "k", "1")).isInstanceOf(Postponed.class);
        assertThat(two.send("APPEND", "k", "2")).isInstanceOf(Postponed.class);
        assertThat(pausing.send("CLIENT", "UNPAUSE")).isInstanceOf(Postponed.class);
        assertThat(pausing.poll()).isEqualTo(Reply.OK);

        pass(999);
        assertThat(one.poll()).isNull();
        pass(1);

        assertThat(one.poll()).isEqualTo(Reply.OK);
        assertThat(two.poll()).isEqualTo(Reply.of(2));
        assertThat(pausing.poll()).isEqualTo(Reply.OK);
        assertThat(one.send("GET", "k")).isEqualTo(Reply.of("12"));
    }

    @Test
    void aCommandThatComesBehindTheEndComesBehindThoseThatWaited() {
        pausing.send("CLIENT", "PAUSE", "1000", "WRITE");
        one.send("SET", "k", "1");
        engine.time.advance(Duration.ofSeconds(1));

        assertThat(two.send("APPEND", "k", "2")).isEqualTo(Reply.of(2));
        assertThat(one.poll()).isEqualTo(Reply.OK);
    }

    @Test
    void readersPassWhileWritersWait() {
        pausing.send("CLIENT", "PAUSE", "1000", "WRITE");
        assertThat(one.send("GET", "k")).isEqualTo(Reply.NIL);
        assertThat(one.send("SET", "k", "1")).isInstanceOf(Postponed.class);
        assertThat(one.isBlocked()).isTrue();
        assertThat(two.send("CLIENT", "UNBLOCK", Long.toString(one.id()))).isEqualTo(Reply.ZERO);
        assertThat(text(two.send("CLIENT", "LIST", "ID", Long.toString(one.id()))))
                .contains(" flags=b ");

        assertThat(pausing.send("CLIENT", "UNPAUSE")).isEqualTo(Reply.OK);
        assertThat(one.isBlocked()).isFalse();
        one.poll();
        assertThat(one.poll()).isEqualTo(Reply.OK);
    }

    @Test
    void aPauseIsOnlyMadeLongerAndStricter() {
        pausing.send("CLIENT", "PAUSE", "1000", "WRITE");
        two.send("CLIENT", "PAUSE", "500", "ALL");
        assertThat(one.send("GET", "k")).isInstanceOf(Postponed.class);
        pass(500);
        assertThat(one.poll()).isNull();
        pass(500);
        assertThat(one.poll()).isEqualTo(Reply.NIL);

        pausing.send("CLIENT", "PAUSE", "1000", "WRITE");
        assertThat(one.send("GET", "k")).isEqualTo(Reply.NIL);
    }

    @Test
    void keysDoNotExpireAndAreNotSeenMeanwhile() {
        one.send("SET", "k", "1", "PX", "100");
        one.send("SET", "stays", "1");
        pausing.send("CLIENT", "PAUSE", "1000", "WRITE");
        pass(500);
        assertThat(one.send("EXISTS", "k")).isEqualTo(Reply.ZERO);
        assertThat(one.send("DBSIZE")).isEqualTo(Reply.of(2));
        assertThat(engine.keyspace.expiredKeys()).isZero();

        pass(500);
        assertThat(one.send("DBSIZE")).isEqualTo(Reply.ONE);
        assertThat(engine.keyspace.expiredKeys()).isOne();
    }

    @Test
    void aKeyThatIsHeldGivesWayToANewOne() {
        one.send("SET", "k", "old", "PX", "100");
        two.send("MULTI");
        two.send("CLIENT", "PAUSE", "1000", "WRITE");
        two.send("SET", "k", "new");
        two.send("DBSIZE");
        engine.time.advance(Duration.ofMillis(500));
        pausing.send("CLIENT", "PAUSE", "1", "WRITE");
        engine.time.advance(Duration.ofMillis(1));

        assertThat(two.send("EXEC")).isEqualTo(Reply.array(Reply.OK, Reply.OK, Reply.ONE));
        assertThat(one.send("GET", "k")).isEqualTo(Reply.of("new"));
    }

    @Test
    void aRandomKeyIsFoundWhereAllHaveExpired() {
        one.send("SET", "k", "1", "PX", "100");
        pausing.send("CLIENT", "PAUSE", "1000", "WRITE");
        engine.time.advance(Duration.ofMillis(500));
        assertThat(one.send("RANDOMKEY")).isEqualTo(Reply.of("k"));
    }

    @Test
    void aCommandThatWaitedForThePauseMayWaitForItsKeyThen() {
        pausing.send("CLIENT", "PAUSE", "1000");
        one.send("TAKE", "k", "0");
        pass(1000);
        assertThat(one.poll()).isNull();
        assertThat(one.isBlocked()).isTrue();
        two.send("SET", "k", "v");
        assertThat(one.poll()).isEqualTo(Reply.array(Reply.of("k"), Reply.of("v")));
    }

    @Test
    void waitsForKeysEndInAPause() {
        one.send("TAKE", "k", "100");
        pausing.send("CLIENT", "PAUSE", "1000");
        pass(100);
        assertThat(one.poll()).isEqualTo(Reply.NULL_ARRAY);
    }

    @Test
    void whoIsGoneIsNotServed() {
        pausing.send("CLIENT", "PAUSE", "1000");
        one.send("SET", "k", "1");
        one.close();
        pass(1000);
        assertThat(one.poll()).isNull();
        assertThat(two.send("EXISTS", "k")).isEqualTo(Reply.ZERO);
    }

    @Test
    void aTransactionThatPausesAgainPutsTheRestOffAgain() {
        one.send("MULTI");
        one.send("CLIENT", "PAUSE", "1000");
        one.send("SET", "k", "1");
        pausing.send("CLIENT", "PAUSE", "100");
        one.send("EXEC");
        two.send("APPEND", "k", "2");
        pass(100);
        assertThat(engine.keyspace.database(0).size()).isOne();
        assertThat(two.poll()).isNull();
        pass(1000);
        assertThat(two.poll()).isEqualTo(Reply.of(2));
    }

    private void pass(long millis) {
        engine.time.advance(Duration.ofMillis(millis));
        engine.dispatcher.tick();
    }

    private static String text(Object reply) {
        return new String(((Reply.Verbatim) reply).bytes(), StandardCharsets.UTF_8);
    }
}
