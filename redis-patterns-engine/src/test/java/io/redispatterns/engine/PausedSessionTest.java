package io.redispatterns.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.redispatterns.engine.reply.Reply;
import io.redispatterns.engine.util.ManualTimeSource;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** CLIENT PAUSE and the threads of an application. */
class PausedSessionTest {

    private final ManualTimeSource time = new ManualTimeSource();
    private final RedisEngine engine =
            RedisEngine.open(EngineConfig.custom().time(time).build());
    private final EngineSession shared = engine.session();
    private final EngineSession other = engine.session();

    @BeforeEach
    void pause() {
        shared.call("SET", "a", "1");
        shared.call("SET", "b", "2");
        shared.call("CLIENT", "PAUSE", "60000");
    }

    @AfterEach
    void close() {
        engine.close();
    }

    @Test
    void eachThreadOfASharedSessionGetsItsOwnReply() {
        CompletableFuture<Reply> first = CompletableFuture.supplyAsync(() -> shared.call("GET", "a"));
        CompletableFuture<Reply> second = CompletableFuture.supplyAsync(() -> shared.call("GET", "b"));
        CompletableFuture<Reply> third = CompletableFuture.supplyAsync(() -> other.call("GET", "none"));
        awaitWaiting(2);
        time.advance(Duration.ofMinutes(1));

        assertThat(first.orTimeout(10, TimeUnit.SECONDS).join()).isEqualTo(Reply.of("1"));
        assertThat(second.orTimeout(10, TimeUnit.SECONDS).join()).isEqualTo(Reply.of("2"));
        assertThat(third.orTimeout(10, TimeUnit.SECONDS).join()).isEqualTo(Reply.NIL);
    }

    @Test
    void anInterruptTakesTheCallBack() throws InterruptedException {
        AtomicReference<Reply> reply = new AtomicReference<>();
        Thread caller = new Thread(() -> {
            reply.set(other.call("SET", "a", "x"));
            assertThat(Thread.currentThread().isInterrupted()).isTrue();
        });
        caller.start();
        awaitWaiting(1);
        caller.interrupt();
        caller.join(10_000);

        assertThat(reply.get())
                .isEqualTo(new Reply.ErrorReply("ERR the caller was interrupted while clients were paused"));
        time.advance(Duration.ofMinutes(1));
        assertThat(shared.call("GET", "a")).isEqualTo(Reply.of("1"));
    }

    @Test
    void aSessionThatIsClosedEndsItsCalls() {
        CompletableFuture<Reply> call = CompletableFuture.supplyAsync(() -> other.call("SET", "a", "x"));
        awaitWaiting(1);
        other.close();

        assertThat(call.orTimeout(10, TimeUnit.SECONDS).join())
                .isEqualTo(new Reply.ErrorReply("ERR the session was closed while it waited"));
        time.advance(Duration.ofMinutes(1));
        assertThat(shared.call("GET", "a")).isEqualTo(Reply.of("1"));
    }

    private void awaitWaiting(int sessions) {
        Awaitility.await().atMost(10, TimeUnit.SECONDS).until(() -> {
            int[] waiting = {0};
            engine.dispatcher()
                    .locked(() -> waiting[0] = (int) engine.dispatcher().engine().clients().all().stream()
                            .filter(client -> client.isBlocked())
                            .count());
            return waiting[0] == sessions;
        });
    }
}
