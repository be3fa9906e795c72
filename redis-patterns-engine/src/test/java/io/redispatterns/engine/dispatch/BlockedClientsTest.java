package io.redispatterns.engine.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import io.redispatterns.engine.reply.Blocked;
import io.redispatterns.engine.reply.Outcome;
import io.redispatterns.engine.reply.Reply;
import io.redispatterns.engine.testing.CapturingSession;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class BlockedClientsTest {

    private final TestEngine engine = new TestEngine();
    private final CapturingSession writer = engine.client();
    private final CapturingSession first = engine.client();
    private final CapturingSession second = engine.client();

    @Test
    void whoFindsAKeyDoesNotWait() {
        writer.send("SET", "k", "v");
        assertThat(first.send("TAKE", "k", "0")).isEqualTo(taken("k", "v"));
    }

    @Test
    void whoHasWaitedLongestIsServedFirst() {
        assertWaits(first.send("TAKE", "k", "0"));
        assertWaits(second.send("TAKE", "k", "0"));
        writer.send("SET", "k", "1");
        assertThat(first.poll()).isEqualTo(taken("k", "1"));
        assertThat(second.poll()).isNull();
        writer.send("SET", "k", "2");
        assertThat(second.poll()).isEqualTo(taken("k", "2"));
    }

    @Test
    void aWaitIsEndedFromOutsideAsIfItsTimeWereUpOrWithAnError() {
        assertWaits(first.send("TAKE", "k", "0"));
        assertThat(first.isBlocked()).isTrue();
        engine.dispatcher.locked(() -> assertThat(first.unblock(false)).isTrue());
        assertThat(first.poll()).isEqualTo(Reply.NULL_ARRAY);
        assertThat(first.isBlocked()).isFalse();

        assertWaits(first.send("TAKE", "k", "0"));
        engine.dispatcher.locked(() -> assertThat(first.unblock(true)).isTrue());
        assertThat(first.poll()).isEqualTo(new Reply.ErrorReply("UNBLOCKED client unblocked via CLIENT UNBLOCK"));
        engine.dispatcher.locked(() -> assertThat(first.unblock(true)).isFalse());

        writer.send("SET", "k", "v");
        assertThat(first.poll()).isNull();
    }

    @Test
    void aReplyThatIsNotWantedIsNotGivenAfterTheWaitEither() {
        assertThat(first.send("CLIENT", "REPLY", "SKIP")).isEqualTo(Reply.NONE);
        assertWaits(first.send("TAKE", "k", "0"));
        writer.send("SET", "k", "v");
        assertThat(first.poll()).isNull();
        assertThat(first.send("EXISTS", "k")).isEqualTo(Reply.ZERO);
    }

    @Test
    void aChangeOfAnotherKeyOrDatabaseWakesNobody() {
        assertWaits(first.send("TAKE", "k", "0"));
        writer.send("SET", "other", "1");
        writer.select(1);
        writer.send("SET", "k", "1");
        assertThat(first.poll()).isNull();
    }

    @Test
    void anyOfSeveralKeysEndsTheWaitForAll() {
        assertWaits(first.send("TAKE", "a", "b", "a", "c", "0"));
        writer.send("SET", "b", "1");
        assertThat(first.poll()).isEqualTo(taken("b", "1"));
        writer.send("SET", "a", "2");
        writer.send("SET", "c", "3");
        assertThat(first.poll()).isNull();
        assertThat(writer.send("EXISTS", "a", "c")).isEqualTo(new Reply.Int(2));
    }

    @Test
    void oneTransactionServesWaitersAfterItsEnd() {
        assertWaits(first.send("TAKE", "a", "b", "0"));
        assertWaits(second.send("TAKE", "a", "0"));
        writer.send("MULTI");
        writer.send("SET", "b", "1");
        writer.send("SET", "a", "2");
        writer.send("SET", "a", "3");
        assertThat(first.poll()).isNull();
        writer.send("EXEC");
        assertThat(first.poll()).as("tries its own keys in their order").isEqualTo(taken("a", "3"));
        assertThat(second.poll()).isNull();
        assertThat(writer.send("GET", "b")).isEqualTo(Reply.of("1"));
    }

    @Test
    void aKeyGoneAgainBeforeTheEndOfATransactionWakesNobody() {
        assertWaits(first.send("TAKE", "a", "0"));
        writer.send("MULTI");
        writer.send("SET", "a", "1");
        writer.send("DEL", "a");
        writer.send("EXEC");
        assertThat(first.poll()).isNull();
    }

    @Test
    void aServedCommandServesOthersByWhatItChanges() {
        assertWaits(first.send("FORWARD", "a", "b", "0"));
        assertWaits(second.send("TAKE", "b", "0"));
        writer.send("SET", "a", "1");
        assertThat(first.poll()).isEqualTo(Reply.OK);
        assertThat(second.poll()).isEqualTo(taken("b", "1"));
    }

    @Test
    void aWaitEndsWhenItsTimeIsUp() {
        assertWaits(first.send("TAKE", "k", "1000"));
        assertWaits(second.send("TAKE", "k", "500"));
        pass(499);
        assertThat(second.poll()).isNull();
        pass(1);
        assertThat(second.poll()).isEqualTo(Reply.NULL_ARRAY);
        assertThat(first.poll()).isNull();
        pass(500);
        assertThat(first.poll()).isEqualTo(Reply.NULL_ARRAY);
        writer.send("SET", "k", "1");
        assertThat(first.poll()).as("the wait is over").isNull();
    }

    @Test
    void aWaitWithoutEndOrBeyondTimeItselfDoesNotEnd() {
        assertWaits(first.send("TAKE", "k", "0"));
        assertWaits(second.send("TAKE", "k", Long.toString(Long.MAX_VALUE)));
        pass(Duration.ofDays(36_500).toMillis());
        assertThat(first.poll()).isNull();
        assertThat(second.poll()).isNull();
    }

    @Test
    void whoDisconnectsWaitsNoMore() {
        assertWaits(first.send("TAKE", "k", "0"));
        assertWaits(second.send("TAKE", "k", "0"));
        first.close();
        writer.send("SET", "k", "1");
        assertThat(first.poll()).isNull();
        assertThat(second.poll()).isEqualTo(taken("k", "1"));
    }

    @Test
    void aCancelledWaitGetsNothing() {
        assertWaits(first.send("TAKE", "k", "10"));
        engine.dispatcher.cancelWait(first);
        writer.send("SET", "k", "1");
        pass(100);
        assertThat(first.poll()).isNull();
        assertThat(first.send("TAKE", "k", "0")).isEqualTo(taken("k", "1"));
    }

    @Test
    void insideATransactionNobodyWaits() {
        first.send("MULTI");
        first.send("TAKE", "k", "0");
        first.send("SET", "k", "1");
        first.send("TAKE", "k", "0");
        assertThat(first.send("EXEC")).isEqualTo(Reply.array(Reply.NULL_ARRAY, Reply.OK, taken("k", "1")));
    }

    @Test
    void renamedMovedAndSwappedKeysWakeThoseWhoWait() {
        writer.send("SET", "a", "1");
        assertWaits(first.send("TAKE", "b", "0"));
        writer.send("RENAME", "a", "b");
        assertThat(first.poll()).isEqualTo(taken("b", "1"));

        writer.send("SET", "m", "1");
        first.select(1);
        assertWaits(first.send("TAKE", "m", "0"));
        writer.send("MOVE", "m", "1");
        assertThat(first.poll()).isEqualTo(taken("m", "1"));

        writer.send("SET", "s", "1");
        assertWaits(first.send("TAKE", "s", "0"));
        writer.send("SWAPDB", "0", "1");
        assertThat(first.poll()).isEqualTo(taken("s", "1"));
    }

    private void pass(long millis) {
        engine.time.advance(Duration.ofMillis(millis));
        engine.dispatcher.tick();
    }

    private static void assertWaits(Outcome outcome) {
        assertThat(outcome).isInstanceOf(Blocked.class);
    }

    private static Reply taken(String key, String value) {
        return Reply.array(Reply.of(key), Reply.of(value));
    }
}
