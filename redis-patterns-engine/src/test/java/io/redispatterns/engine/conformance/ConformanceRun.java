package io.redispatterns.engine.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import io.redispatterns.engine.EngineConfig;
import io.redispatterns.engine.RedisEngine;
import io.redispatterns.engine.reply.Reply;
import io.redispatterns.engine.reply.RespVersion;
import io.redispatterns.engine.testing.CapturingSession;
import io.redispatterns.engine.testing.EngineRules;
import io.redispatterns.engine.testing.RespClient;
import io.redispatterns.engine.testing.RespMessage;
import io.redispatterns.engine.util.Bytes;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.ToLongFunction;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;
import org.jspecify.annotations.Nullable;

/** One case on both sides: an engine of its own in this process, and the real server. */
final class ConformanceRun implements AutoCloseable {

    private static final String ID = "@id:";

    /** Of a client that may not even ask for its number before it gives a password. */
    private static final long NO_ID = -1;

    private final ConformanceFile.Case theCase;
    private final RespVersion version;
    private final int port;
    private final RedisEngine engine;
    private final EngineRules rules;
    private final RespClient control;
    private final Map<String, Connection> connections = new LinkedHashMap<>();
    private int waiting;

    /** The two ends that a client has: in the engine and on the real server. */
    private record Connection(CapturingSession session, RespClient client, long realId) {}

    ConformanceRun(ConformanceFile.Case theCase, RespVersion version, int port) {
        this(theCase, version, port, EngineConfig.ofDefaults());
    }

    ConformanceRun(ConformanceFile.Case theCase, RespVersion version, int port, EngineConfig config) {
        this.theCase = theCase;
        this.version = version;
        this.port = port;
        this.control = new RespClient(port);
        this.engine = RedisEngine.open(config);
        this.rules = new EngineRules(engine);
    }

    void run() throws InterruptedException {
        control.call("CLIENT", "UNPAUSE");
        control.call("FLUSHALL");
        control.call("SCRIPT", "FLUSH");
        control.call("FUNCTION", "FLUSH");
        control.call("CONFIG", "SET", "notify-keyspace-events", "");
        for (ConformanceFile.Step step : theCase.steps()) {
            if (step.waitMillis() > 0) {
                Awaitility.await()
                        .pollDelay(step.waitMillis(), TimeUnit.MILLISECONDS)
                        .until(() -> true);
            } else {
                run(step, connections.computeIfAbsent(step.client(), name -> connect()));
            }
        }
        connections.forEach(this::compareRest);
        rules.check(theCase.title());
    }

    private void run(ConformanceFile.Step step, Connection connection) throws InterruptedException {
        if (step.words().length == 0) {
            Reply reply = connection.session().await();
            assertThat(reply).as(at(step) + ": nothing to read from the engine").isNotNull();
            waiting -= reply instanceof Reply.Push ? 0 : waiting > 0 ? 1 : 0;
            compare(at(step), step.comparison(), connection, reply);
            return;
        }
        byte[][] words = withIds(step.words(), one -> one.session().id());
        boolean mustWait = !(connection.session().send(words) instanceof Reply);
        connection.client().send(withIds(step.words(), Connection::realId));
        if (mustWait) {
            waiting++;
            awaitBlockedClients(step, connection);
        }
        for (Reply reply = connection.session().poll();
                reply != null;
                reply = connection.session().poll()) {
            compare(at(step), step.comparison(), connection, reply);
        }
    }

    private void compareRest(String name, Connection connection) {
        for (Reply reply = connection.session().poll();
                reply != null;
                reply = connection.session().poll()) {
            compare(theCase.title() + ": left to read for " + name, Comparison.EXACT, connection, reply);
        }
        @Nullable
        RespMessage surplus =
                connection.client().hasUnread() ? connection.client().read() : null;
        assertThat(surplus)
                .as("%s: redis-server sends client %s more than the engine does", theCase.title(), name)
                .isNull();
    }

    private void compare(String what, Comparison comparison, Connection connection, Reply reply) {
        RespMessage actual = RespMessage.of(reply, connection.session().protocol());
        RespMessage expected;
        try {
            expected = connection.client().read();
        } catch (UncheckedIOException e) {
            throw new AssertionError(what + "\n  the engine gives " + actual + ",\n  redis-server nothing", e);
        }
        if (!comparison.accepts(expected, actual)) {
            throw new AssertionError(what + "\n  redis-server: " + expected + "\n  the engine:   " + actual);
        }
    }

    /** The real server's command must wait too. */
    private void awaitBlockedClients(ConformanceFile.Step step, Connection connection) {
        try {
            Awaitility.await()
                    .atMost(5, TimeUnit.SECONDS)
                    .pollInterval(5, TimeUnit.MILLISECONDS)
                    .until(() ->
                            control.call("INFO", "clients").text().contains("blocked_clients:" + waiting + "\r\n"));
        } catch (ConditionTimeoutException e) {
            throw new AssertionError(
                    at(step) + "\n  the engine waits, redis-server gives "
                            + (connection.client().hasUnread()
                                    ? connection.client().read()
                                    : "nothing"),
                    e);
        }
    }

    private Connection connect() {
        RespClient client = new RespClient(port);
        CapturingSession session = new CapturingSession(engine.dispatcher());
        if (version == RespVersion.RESP3) {
            client.call("HELLO", "3");
            session.speak(version);
        }
        RespMessage id = client.call("CLIENT", "ID");
        return new Connection(session, client, id.isError() ? NO_ID : id.number());
    }

    private String at(ConformanceFile.Step step) {
        return theCase.title() + " (" + theCase.place().getFileName() + ":" + step.line() + ", " + version + ")\n  "
                + step.text();
    }

    /** A copy in which {@code @id:b} has become the number of client b. */
    private byte[][] withIds(byte[][] words, ToLongFunction<Connection> id) {
        return Stream.of(words)
                .map(word -> {
                    String text = Bytes.text(word);
                    return text.startsWith(ID)
                            ? Bytes.of(id.applyAsLong(
                                    connections.computeIfAbsent(text.substring(ID.length()), name -> connect())))
                            : word.clone();
                })
                .toArray(byte[][]::new);
    }

    @Override
    public void close() {
        connections.values().forEach(connection -> {
            connection.session().close();
            connection.client().close();
        });
        control.close();
        engine.close();
    }
}
