package io.redispatterns.engine.command.pubsub;

import static org.assertj.core.api.Assertions.assertThat;

import io.redispatterns.engine.EngineSession;
import io.redispatterns.engine.RedisEngine;
import io.redispatterns.engine.reply.Reply;
import io.redispatterns.engine.testing.CapturingSession;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PubSubCommandsTest {

    private final RedisEngine engine = RedisEngine.open();
    private final EngineSession publisher = engine.session();

    @AfterEach
    void close() {
        engine.close();
    }

    @Test
    void aSessionInThisProcessHearsInOrder() throws InterruptedException {
        BlockingQueue<Reply> heard = new LinkedBlockingQueue<>();
        EngineSession listener = engine.session();
        listener.onPush(heard::add);
        assertThat(listener.call("SUBSCRIBE", "news")).isEqualTo(confirmation("subscribe", "news", 1));
        for (int i = 0; i < 100; i++) {
            publisher.call("PUBLISH", "news", Integer.toString(i));
        }
        List<Reply> expected = new ArrayList<>();
        List<Reply> messages = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            expected.add(push("message", "news", Integer.toString(i)));
            messages.add(heard.poll(10, TimeUnit.SECONDS));
        }
        assertThat(messages).isEqualTo(expected);
    }

    @Test
    void whoLeavesHearsNothingMore() {
        CapturingSession listener = new CapturingSession(engine.dispatcher());
        listener.send("SUBSCRIBE", "a");
        listener.send("PSUBSCRIBE", "*");
        listener.send("SSUBSCRIBE", "s");
        listener.close();
        assertThat(publisher.call("PUBLISH", "a", "x")).isEqualTo(Reply.ZERO);
        assertThat(publisher.call("SPUBLISH", "s", "x")).isEqualTo(Reply.ZERO);
        assertThat(publisher.call("PUBSUB", "NUMPAT")).isEqualTo(Reply.ZERO);
        assertThat(publisher.call("PUBSUB", "CHANNELS")).isEqualTo(Reply.EMPTY_ARRAY);
    }

    @Test
    void eachChannelIsConfirmed() {
        assertThat(publisher.call("SUBSCRIBE", "a", "b"))
                .isEqualTo(new Reply.Several(
                        List.of(confirmation("subscribe", "a", 1), confirmation("subscribe", "b", 2))));
    }

    private static Reply confirmation(String what, String channel, int count) {
        return new Reply.Push(List.of(Reply.of(what), Reply.of(channel), Reply.of(count)));
    }

    private static Reply push(String... words) {
        return new Reply.Push(Stream.of(words).map(Reply::of).toList());
    }
}
