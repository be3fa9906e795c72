package io.redispatterns.engine.tracking;

import static org.assertj.core.api.Assertions.assertThat;

import io.redispatterns.engine.EngineConfig;
import io.redispatterns.engine.EngineSession;
import io.redispatterns.engine.RedisEngine;
import io.redispatterns.engine.reply.Reply;
import io.redispatterns.engine.reply.RespVersion;
import io.redispatterns.engine.testing.CapturingSession;
import io.redispatterns.engine.util.ManualTimeSource;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class TrackingTest {

    private final ManualTimeSource time = new ManualTimeSource();
    private RedisEngine engine = RedisEngine.open(EngineConfig.custom()
            .time(time)
            .set("tracking-table-max-keys", "100")
            .build());

    @AfterEach
    void close() {
        engine.close();
    }

    @Test
    void theTableIsKeptUnderItsLimitByInvalidationsAtRandom() {
        CapturingSession reader = tracking();
        for (int i = 0; i < 1000; i++) {
            reader.send("GET", "key" + i);
            assertThat(hub().keyCount()).isLessThanOrEqualTo(101);
        }
        reader.send("PING");
        assertThat(hub().keyCount()).isEqualTo(100);
        assertThat(hub().itemCount()).isEqualTo(100);
        assertThat(pushes(reader)).hasSize(900);
    }

    @Test
    void aLimitThatIsLoweredIsReachedInBoundedSteps() {
        CapturingSession reader = tracking();
        reader.send("CONFIG", "SET", "tracking-table-max-keys", "0");
        for (int i = 0; i < 1000; i++) {
            reader.send("GET", "key" + i);
        }
        assertThat(hub().keyCount()).isEqualTo(1000);
        reader.send("CONFIG", "SET", "tracking-table-max-keys", "1");
        reader.send("PING");
        assertThat(hub().keyCount()).isEqualTo(900);
        reader.send("PING");
        assertThat(hub().keyCount()).isEqualTo(700);
        reader.send("PING");
        reader.send("PING");
        assertThat(hub().keyCount()).isEqualTo(1);
    }

    @Test
    void whatIsLeftBehindByClientsThatAreGoneGoesWithTheKeys() {
        CapturingSession reader = tracking();
        reader.send("GET", "k");
        reader.close();
        assertThat(hub().clientCount()).isZero();
        assertThat(hub().keyCount()).isOne();
        assertThat(hub().isActive()).isTrue();

        CapturingSession writer = new CapturingSession(engine.dispatcher());
        writer.send("SET", "k", "v");
        assertThat(hub().keyCount()).isZero();
        assertThat(hub().itemCount()).isZero();
        assertThat(hub().isActive()).isFalse();
    }

    @Test
    void aSessionInTheProcessTracksToo() throws InterruptedException {
        BlockingQueue<Reply> told = new LinkedBlockingQueue<>();
        try (EngineSession cache = engine.session();
                EngineSession writer = engine.session()) {
            cache.onPush(told::add);
            cache.call("CLIENT", "TRACKING", "ON");
            cache.call("GET", "k");
            writer.call("SET", "k", "v");
            assertThat(told.poll(10, TimeUnit.SECONDS)).isEqualTo(invalidation("k"));
            cache.call("GET", "k");
            assertThat(cache.call("SET", "k", "w")).isEqualTo(Reply.OK);
            assertThat(told.poll(10, TimeUnit.SECONDS)).isEqualTo(invalidation("k"));
        }
    }

    @Test
    void aMessageDoesNotWaitForTheEndOfAScriptThatRunsLong() throws InterruptedException {
        engine.close();
        engine = RedisEngine.open(EngineConfig.custom()
                .set("busy-reply-threshold", "1")
                .set("script-kill-threshold", "0")
                .build());
        CapturingSession reader = tracking();
        reader.send("GET", "k");
        reader.poll();
        EngineSession runner = engine.session();
        CompletableFuture<Reply> script = CompletableFuture.supplyAsync(
                () -> runner.call("EVAL", "redis.call('SET',KEYS[1],'v') while true do end", "1", "k"));

        assertThat(reader.await()).isEqualTo(invalidation("k"));
        assertThat(script).isNotDone();
        engine.close();
        assertThat(script.orTimeout(10, TimeUnit.SECONDS).join()).isInstanceOf(Reply.ErrorReply.class);
    }

    @Test
    void aClientThatLeavesNoTraceDoesNotMakeKeysYoung() {
        CapturingSession client = new CapturingSession(engine.dispatcher());
        client.send("SET", "k", "v");
        client.send("CLIENT", "NO-TOUCH", "ON");
        time.advance(Duration.ofSeconds(10));
        client.send("GET", "k");
        assertThat(client.send("OBJECT", "IDLETIME", "k")).isEqualTo(Reply.of(10));
        client.send("EVAL", "return redis.call('GET',KEYS[1])", "1", "k");
        assertThat(client.send("OBJECT", "IDLETIME", "k")).isEqualTo(Reply.of(10));
        client.send("TOUCH", "k");
        assertThat(client.send("OBJECT", "IDLETIME", "k")).isEqualTo(Reply.ZERO);
        client.send("CLIENT", "NO-TOUCH", "OFF");
        time.advance(Duration.ofSeconds(10));
        client.send("GET", "k");
        assertThat(client.send("OBJECT", "IDLETIME", "k")).isEqualTo(Reply.ZERO);
    }

    private CapturingSession tracking() {
        CapturingSession session = new CapturingSession(engine.dispatcher());
        session.speak(RespVersion.RESP3);
        session.send("CLIENT", "TRACKING", "ON");
        session.poll();
        return session;
    }

    private Tracking hub() {
        return engine.dispatcher().engine().clients().tracking();
    }

    private static Reply invalidation(String key) {
        return new Reply.Push(List.of(Reply.of("invalidate"), Reply.array(Reply.of(key))));
    }

    private static List<Reply> pushes(CapturingSession session) {
        List<Reply> pushes = new ArrayList<>();
        for (Reply reply = session.poll(); reply != null; reply = session.poll()) {
            if (reply instanceof Reply.Push) {
                pushes.add(reply);
            }
        }
        return pushes;
    }
}
