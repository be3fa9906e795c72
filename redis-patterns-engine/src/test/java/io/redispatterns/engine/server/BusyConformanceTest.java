package io.redispatterns.engine.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.redispatterns.engine.testing.RealRedis;
import io.redispatterns.engine.testing.RespClient;
import io.redispatterns.engine.testing.RespMessage;
import io.redispatterns.engine.testing.SpinEngine;
import io.redispatterns.engine.util.Bytes;
import io.redispatterns.engine.util.TimeSource;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the engine answers while a command runs long, held against a redis-server that runs a script without an end. */
class BusyConformanceTest {

    @RegisterExtension
    static final RealRedis REAL = RealRedis.with("--lua-time-limit", "20");

    private final List<AutoCloseable> opened = new ArrayList<>();
    private int port;

    @BeforeEach
    void start() throws IOException {
        SpinEngine engine = new SpinEngine(TimeSource.system(), "port", "0", "lua-time-limit", "20");
        RespServer server = RespServer.start(engine.dispatcher(), Transport.best());
        opened.add(server);
        port = server.port();
    }

    @AfterEach
    void close() throws Exception {
        for (int i = opened.size() - 1; i >= 0; i--) {
            opened.get(i).close();
        }
    }

    private RespClient connect(int serverPort) {
        RespClient client = new RespClient(serverPort);
        opened.add(client);
        return client;
    }

    private List<RespMessage> session(int serverPort, String dialogue, String[] endless, String[] stop) {
        RespClient client = connect(serverPort);
        client.call("SET", "k", "v");
        client.send(bytes(endless).toArray(byte[][]::new));
        RespClient other = connect(serverPort);
        Awaitility.await()
                .atMost(20, TimeUnit.SECONDS)
                .until(() -> other.call("PING").isError());
        List<RespMessage> replies = new ArrayList<>();
        for (String command : dialogue.split(";")) {
            replies.add(other.call(command.strip().split(" ")));
        }
        RespClient last = connect(serverPort);
        replies.add(last.call(stop));
        assertThat(client.read().isError()).as("the endless one").isTrue();
        replies.add(last.call("GET", "k"));
        return replies;
    }

    private static List<byte[]> bytes(String... words) {
        List<byte[]> all = new ArrayList<>();
        for (String word : words) {
            all.add(Bytes.of(word));
        }
        return all;
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET k; SET k w; DEL k; INFO; CONFIG GET port; CLIENT ID; COMMAND COUNT; TIME; SELECT 1; EXISTS k",
                "PING; PING hello; ECHO hello; SUBSCRIBE c; UNSUBSCRIBE c; PUBLISH c m; CONFIG SET lua-time-limit 10",
                "NOSUCHCOMMAND a b; GET; CLIENT NOSUCH; GET k l; CLIENT",
                "MULTI; GET k; SET k w; EXEC; EXEC; GET k",
                "MULTI; EXEC; DISCARD",
                "MULTI; GET k; DISCARD; DISCARD; MULTI; DISCARD",
                "MULTI; MULTI; WATCH k; EXEC",
                "WATCH k; UNWATCH; WATCH; UNWATCH k; WATCH k l m",
                "AUTH secret; HELLO 9; HELLO x; RESET; AUTH default secret; RESET",
                "QUIT",
                "SHUTDOWN; SHUTDOWN SAVE; SHUTDOWN NOW FORCE; SHUTDOWN SAVE NOSAVE; SHUTDOWN foo; SHUTDOWN ABORT; GET k",
            })
    void repliesAreEqual(String dialogue) {
        List<RespMessage> expected = session(
                REAL.port(), dialogue, new String[] {"EVAL", "while true do end", "0"}, new String[] {"SCRIPT", "KILL"
                });
        assertThat(session(port, dialogue, new String[] {"SPIN"}, new String[] {"STOP"}))
                .isEqualTo(expected);
    }
}
