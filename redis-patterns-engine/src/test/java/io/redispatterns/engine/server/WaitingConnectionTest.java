package io.redispatterns.engine.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.redispatterns.engine.command.Client;
import io.redispatterns.engine.command.CommandFlag;
import io.redispatterns.engine.command.CommandTable;
import io.redispatterns.engine.command.EngineContext;
import io.redispatterns.engine.command.Invocation;
import io.redispatterns.engine.command.KeyFlag;
import io.redispatterns.engine.command.Lifecycle;
import io.redispatterns.engine.command.LongRuns;
import io.redispatterns.engine.command.Statistics;
import io.redispatterns.engine.command.connection.ConnectionCommands;
import io.redispatterns.engine.command.string.StringCommands;
import io.redispatterns.engine.config.Config;
import io.redispatterns.engine.dispatch.Dispatcher;
import io.redispatterns.engine.dispatch.Origin;
import io.redispatterns.engine.dispatch.Sessions;
import io.redispatterns.engine.keyspace.Keyspace;
import io.redispatterns.engine.keyspace.KeyspaceEvent;
import io.redispatterns.engine.pubsub.PubSub;
import io.redispatterns.engine.reply.Blocked;
import io.redispatterns.engine.reply.Outcome;
import io.redispatterns.engine.reply.Reply;
import io.redispatterns.engine.script.Scripting;
import io.redispatterns.engine.testing.CapturingSession;
import io.redispatterns.engine.testing.RespClient;
import io.redispatterns.engine.type.StringValue;
import io.redispatterns.engine.util.Bytes;
import io.redispatterns.engine.util.TimeSource;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Connections whose command waits: with a command of the test's own, {@code TAKE key}, which removes a string or waits for one. */
class WaitingConnectionTest {

    private final Dispatcher dispatcher = dispatcher();
    private RespServer server;
    private RespClient waiting;
    private RespClient other;

    private static Dispatcher dispatcher() {
        Config config = new Config();
        config.set("port", "0");
        Sessions sessions = new Sessions();
        TimeSource time = TimeSource.system();
        SplittableRandom random = new SplittableRandom(1);
        CommandTable commands = CommandTable.of(
                ConnectionCommands::register, StringCommands::register, WaitingConnectionTest::register);
        Scripting scripting = new Scripting();
        EngineContext engine = new EngineContext(
                new Keyspace(1),
                commands,
                config,
                time,
                random,
                sessions,
                new PubSub(),
                new Statistics(),
                new Lifecycle(time.epochMillis(), random),
                new LongRuns(time, config),
                scripting,
                scripting.functions());
        return new Dispatcher(engine, sessions);
    }

    private static void register(CommandTable.Family family) {
        family.command("TAKE", "key")
                .flags(CommandFlag.WRITE, CommandFlag.BLOCKING)
                .keys(KeyFlag.RW)
                .runs(WaitingConnectionTest::take);
    }

    private static Outcome take(Invocation in) {
        byte[] key = in.arg(1);
        StringValue value = in.edit(key, StringValue.class);
        if (value == null) {
            return new Blocked(List.of(key), 0, Reply.NIL);
        }
        in.db().remove(key);
        in.changed(KeyspaceEvent.DEL, key);
        return Reply.of(value.bytes());
    }

    @BeforeEach
    void start() throws IOException {
        server = RespServer.start(dispatcher, Transport.best());
        waiting = new RespClient(server.port());
        other = new RespClient(server.port());
    }

    @AfterEach
    void stop() {
        waiting.close();
        other.close();
        server.close();
    }

    private static void send(RespClient client, String inline) {
        client.sendRaw(inline.getBytes(StandardCharsets.US_ASCII));
    }

    private long waitingClients() {
        AtomicLong count = new AtomicLong();
        dispatcher.locked(() -> count.set(dispatcher.engine().clients().all().stream()
                .filter(Client::isBlocked)
                .count()));
        return count.get();
    }

    private void awaitWaiting(int count) {
        Awaitility.await().atMost(20, TimeUnit.SECONDS).until(() -> waitingClients() == count);
    }

    private void setFromThisThread(String key, String value) {
        dispatcher.dispatch(
                new CapturingSession(dispatcher),
                new byte[][] {Bytes.of("SET"), Bytes.of(key), Bytes.of(value)},
                Origin.EMBEDDED);
    }

    @Test
    void anotherConnectionServesIt() {
        send(waiting, "TAKE a\r\n");
        awaitWaiting(1);
        assertThat(other.call("SET", "a", "1").text()).isEqualTo("OK");
        assertThat(waiting.read().text()).isEqualTo("1");
    }

    @Test
    void anotherThreadServesIt() {
        send(waiting, "TAKE a\r\n");
        awaitWaiting(1);
        setFromThisThread("a", "1");
        assertThat(waiting.read().text()).isEqualTo("1");
    }

    @Test
    void whatComesBehindWaitsToo() {
        send(waiting, "PING\r\nTAKE a\r\nTAKE a\r\nPI");
        assertThat(waiting.read().text()).isEqualTo("PONG");
        awaitWaiting(1);
        send(waiting, "NG\r\n");
        other.call("SET", "a", "1");
        assertThat(waiting.read().text()).isEqualTo("1");
        assertThat(waiting.hasUnread()).isFalse();
        setFromThisThread("a", "2");
        assertThat(waiting.read().text()).isEqualTo("2");
        assertThat(waiting.read().text()).isEqualTo("PONG");
    }

    @Test
    void muchMayComeBehind() {
        send(waiting, "TAKE a\r\n");
        awaitWaiting(1);
        int count = 100_000;
        Thread sender = new Thread(
                () -> send(waiting, "SET k " + "x".repeat(30) + "\r\n".repeat(3) + "PING\r\n".repeat(count)));
        sender.start();
        other.call("SET", "a", "1");
        assertThat(waiting.read().text()).isEqualTo("1");
        assertThat(waiting.read().text()).isEqualTo("OK");
        for (int i = 0; i < count; i++) {
            assertThat(waiting.read().text()).isEqualTo("PONG");
        }
    }

    @Test
    void oneThatGoesAwayIsForgotten() {
        send(waiting, "TAKE a\r\n");
        awaitWaiting(1);
        waiting.close();
        awaitWaiting(0);
        other.call("SET", "a", "1");
        assertThat(other.call("GET", "a").text()).isEqualTo("1");
    }
}
