package io.redispatterns.engine.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.redispatterns.engine.reply.Outcome;
import io.redispatterns.engine.reply.Reply;
import io.redispatterns.engine.testing.CapturingSession;
import io.redispatterns.engine.testing.RespClient;
import io.redispatterns.engine.testing.RespMessage;
import io.redispatterns.engine.testing.SpinEngine;
import io.redispatterns.engine.util.TimeSource;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A server one of whose clients, or whose engine's other user, runs a command that takes long. */
class BusyServerTest {

    private static final String BUSY =
            "BUSY Redis is busy running a script. You can only call SCRIPT KILL or SHUTDOWN NOSAVE.";
    private static final String KILLED = "ERR Script killed by user with SCRIPT KILL...";
    private static final int MANY = 50;

    enum Kind {
        BEST {
            @Override
            Transport transport() {
                return Transport.best();
            }
        },
        NIO {
            @Override
            Transport transport() {
                return Transport.nio();
            }
        };

        abstract Transport transport();
    }

    private final SpinEngine engine =
            new SpinEngine(TimeSource.system(), "port", "0", "busy-reply-threshold", "20", "maxclients", "200");
    private final List<AutoCloseable> opened = new ArrayList<>();

    @AfterEach
    void closeAll() throws Exception {
        engine.dispatcher().engine().longRuns().close();
        for (int i = opened.size() - 1; i >= 0; i--) {
            opened.get(i).close();
        }
    }

    private RespServer serve(Kind kind) throws IOException {
        RespServer server = RespServer.start(engine.dispatcher(), kind.transport());
        opened.add(server);
        return server;
    }

    private RespClient connect(RespServer server) {
        RespClient client = new RespClient(server.port());
        opened.add(client);
        return client;
    }

    private static void send(RespClient client, String inline) {
        client.sendRaw(inline.getBytes(StandardCharsets.US_ASCII));
    }

    private static void until(BooleanSupplier condition) {
        Awaitility.await().atMost(20, TimeUnit.SECONDS).until(condition::getAsBoolean);
    }

    private void spin(RespClient client) {
        send(client, "SPIN\r\n");
        until(engine::isSpinning);
    }

    @ParameterizedTest
    @EnumSource
    void oldAndNewConnectionsAreToldAndMayStopIt(Kind kind) throws IOException {
        RespServer server = serve(kind);
        RespClient script = connect(server);
        RespClient old = connect(server);
        assertThat(old.call("SET", "k", "v").text()).isEqualTo("OK");
        spin(script);
        assertThat(old.call("GET", "k").text()).isEqualTo(BUSY);
        RespClient late = connect(server);
        assertThat(late.call("PING").text()).isEqualTo(BUSY);
        assertThat(old.call("PING").text()).isEqualTo(BUSY);
        assertThat(engine.isSpinning()).isTrue();
        assertThat(late.call("STOP").text()).isEqualTo("OK");
        assertThat(script.read().text()).isEqualTo(KILLED);
        assertThat(old.call("GET", "k").text()).isEqualTo("v");
        assertThat(late.call("GET", "k").text()).isEqualTo("v");
        assertThat(late.call("STOP").text()).isEqualTo("NOTBUSY No scripts in execution right now.");
    }

    @ParameterizedTest
    @EnumSource
    void whatIsBeforeItIsAnsweredAndWhatIsBehindItWaits(Kind kind) throws IOException {
        RespServer server = serve(kind);
        RespClient script = connect(server);
        RespClient other = connect(server);
        send(script, "PING before\r\nSPIN\r\nGET k\r\nPI");
        assertThat(script.read().text()).isEqualTo("before");
        assertThat(engine.isSpinning()).isTrue();
        assertThat(other.call("SET", "k", "v").text()).isEqualTo(BUSY);
        send(script, "NG behind\r\n");
        assertThat(other.call("SET", "k", "v").text()).isEqualTo(BUSY);
        assertThat(script.hasUnread()).isFalse();
        other.call("STOP");
        assertThat(script.read().text()).isEqualTo(KILLED);
        assertThat(script.read().isNull()).isTrue();
        assertThat(script.read().text()).isEqualTo("behind");
    }

    @ParameterizedTest
    @EnumSource
    void manyComeAndGoMeanwhile(Kind kind) throws IOException {
        RespServer server = serve(kind);
        RespClient script = connect(server);
        List<RespClient> leaving = new ArrayList<>();
        for (int i = 0; i < MANY; i++) {
            leaving.add(connect(server));
        }
        spin(script);
        for (RespClient client : leaving) {
            assertThat(client.call("PING").text()).isEqualTo(BUSY);
            client.close();
            assertThat(connect(server).call("PING").text()).isEqualTo(BUSY);
        }
        until(() -> server.connectionCount() == 1 + MANY);
        connect(server).call("STOP");
        assertThat(script.read().text()).isEqualTo(KILLED);
        for (AutoCloseable each : opened) {
            if (each instanceof RespClient client && !leaving.contains(client)) {
                assertThat(client.call("PING").text()).isEqualTo("PONG");
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void whoTakesManyRepliesGetsThemMeanwhile(Kind kind) throws IOException {
        RespServer server = serve(kind);
        RespClient script = connect(server);
        RespClient reader = connect(server);
        String value = "x".repeat(1 << 20);
        reader.call("SET", "k", value);
        int count = 40;
        send(reader, "GET k\r\n".repeat(count));
        RespMessage first = reader.read();
        assertThat(first.text()).isEqualTo(value);
        spin(script);
        int served = 1;
        String text = value;
        while (served < count && text.equals(value)) {
            text = reader.read().text();
            served++;
        }
        assertThat(engine.isSpinning()).isTrue();
        send(reader, "STOP\r\n");
        until(() -> !engine.isSpinning());
        assertThat(script.read().text()).isEqualTo(KILLED);
    }

    @ParameterizedTest
    @EnumSource
    void anotherThreadIsToldWhileAConnectionRunsIt(Kind kind) throws IOException {
        spin(connect(serve(kind)));
        CapturingSession embedded = new CapturingSession(engine.dispatcher());
        assertThat(embedded.send("GET", "k")).isEqualTo(new Reply.ErrorReply(BUSY));
        assertThat(embedded.send("STOP")).isEqualTo(Reply.OK);
    }

    @ParameterizedTest
    @EnumSource
    void connectionsAreToldWhileAnotherThreadRunsIt(Kind kind) throws IOException {
        RespServer server = serve(kind);
        RespClient old = connect(server);
        CompletableFuture<Outcome> run = CompletableFuture.supplyAsync(
                () -> new CapturingSession(engine.dispatcher()).send("SPIN"), task -> new Thread(task).start());
        until(engine::isSpinning);
        assertThat(old.call("PING").text()).isEqualTo(BUSY);
        assertThat(connect(server).call("PING").text()).isEqualTo(BUSY);
        assertThat(old.call("STOP").text()).isEqualTo("OK");
        assertThat(run.orTimeout(20, TimeUnit.SECONDS).join()).isEqualTo(new Reply.ErrorReply(KILLED));
    }

    @ParameterizedTest
    @EnumSource
    void closingTheServerStopsIt(Kind kind) throws IOException {
        RespServer server = serve(kind);
        RespClient script = connect(server);
        send(script, "SPIN k\r\nSPIN k\r\n");
        until(engine::isSpinning);
        server.close();
        assertThat(engine.isSpinning()).isFalse();
        assertThat(script.read().text()).isEqualTo("ERR Script stopped: the engine is being closed.");
    }

    @ParameterizedTest
    @EnumSource
    void closingTheServerStopsItBeforeTheThresholdToo(Kind kind) throws IOException {
        new CapturingSession(engine.dispatcher()).send("CONFIG", "SET", "busy-reply-threshold", "0");
        RespServer server = serve(kind);
        spin(connect(server));
        server.close();
        assertThat(engine.isSpinning()).isFalse();
    }

    @ParameterizedTest
    @EnumSource
    void whatIsPreparedIsPreparedWithoutTheLock(Kind kind) throws IOException {
        RespClient client = connect(serve(kind));
        send(
                client,
                "SET a 1\r\nLEARN\r\nLEARN\r\nGET a\r\nMULTI\r\nLEARN\r\nEXEC\r\nLEARN too many words\r\nPING\r\n");
        List<String> replies = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            replies.add(client.read().text());
        }
        assertThat(replies).containsExactly("OK", "another", "another", "1", "OK", "QUEUED");
        assertThat(client.read().items()).extracting(RespMessage::text).containsExactly("another");
        assertThat(client.read().text()).isEqualTo("ERR wrong number of arguments for 'learn' command");
        assertThat(client.read().text()).isEqualTo("PONG");
    }

    @ParameterizedTest
    @EnumSource
    void aHandlerThatFailsDoesNotCostTheConnection(Kind kind) throws IOException {
        RespClient client = connect(serve(kind));
        assertThat(client.call("FAIL").text())
                .isEqualTo(
                        "ERR internal error in 'fail': java.lang.IllegalStateException; the engine's log tells more");
        assertThat(client.call("DEEP").text()).startsWith("ERR internal error in 'deep': java.lang.StackOverflowError");
        assertThat(client.call("PING").text()).isEqualTo("PONG");
    }
}
