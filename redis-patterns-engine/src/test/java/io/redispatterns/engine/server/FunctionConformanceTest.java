package io.redispatterns.engine.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.redispatterns.engine.EngineConfig;
import io.redispatterns.engine.RedisEngine;
import io.redispatterns.engine.testing.RealRedis;
import io.redispatterns.engine.testing.RespClient;
import io.redispatterns.engine.testing.RespMessage;
import io.redispatterns.engine.util.Bytes;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Functions of the engine and of a real redis-server: while one runs without an end, and libraries that move between the two. */
class FunctionConformanceTest {

    @RegisterExtension
    static final RealRedis REAL = RealRedis.with("--lua-time-limit", "20");

    private static final String SPINNING =
            "#!lua name=spinning\nredis.register_function('spin', function() while true do end end)";

    private final List<AutoCloseable> opened = new ArrayList<>();
    private int port;

    @BeforeEach
    void start() throws Exception {
        RedisEngine engine = RedisEngine.open(EngineConfig.custom()
                .set("port", "0")
                .set("lua-time-limit", "20")
                .build());
        opened.add(engine);
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

    private RespMessage duringEndless(int serverPort, String running, String question, String stop) {
        RespClient client = connect(serverPort);
        client.call("FUNCTION", "FLUSH");
        client.call("FUNCTION", "LOAD", SPINNING);
        client.send(words(running));
        RespClient other = connect(serverPort);
        Awaitility.await()
                .atMost(20, TimeUnit.SECONDS)
                .until(() -> other.call("PING").isError());
        RespMessage reply = other.call(question.split(" "));
        assertThat(connect(serverPort).call(stop.split(" ")).text()).isEqualTo("OK");
        assertThat(client.read().text()).contains("Script killed by user with SCRIPT KILL... script: ");
        return reply;
    }

    private static byte[][] words(String line) {
        return Stream.of(line.split(" ")).map(Bytes::of).toArray(byte[][]::new);
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET k", "SCRIPT KILL", "FUNCTION LIST", "FUNCTION FLUSH", "FUNCTION STATS x", "SHUTDOWN"})
    void othersAreToldWhileAFunctionRuns(String question) {
        RespMessage expected = duringEndless(REAL.port(), "FCALL spin 1 a b", question, "FUNCTION KILL");
        assertThat(duringEndless(port, "FCALL spin 1 a b", question, "FUNCTION KILL"))
                .isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(strings = {"FUNCTION KILL", "FUNCTION STATS", "FUNCTION LIST", "FCALL spin 0"})
    void othersAreToldWhileAScriptRuns(String question) {
        String script = "EVAL while(true)do(function()end)()end 0";
        RespMessage expected = duringEndless(REAL.port(), script, question, "SCRIPT KILL");
        assertThat(duringEndless(port, script, question, "SCRIPT KILL")).isEqualTo(expected);
    }

    @Test
    void theFunctionThatRunsIsNamed() {
        String expected = duringEndless(REAL.port(), "fcall SPIN 1 a b", "FUNCTION STATS", "FUNCTION KILL")
                .toString();
        String actual = duringEndless(port, "fcall SPIN 1 a b", "FUNCTION STATS", "FUNCTION KILL")
                .toString();
        assertThat(withoutNumbers(actual)).isEqualTo(withoutNumbers(expected));
    }

    /** The duration is another one each time. */
    private static String withoutNumbers(String reply) {
        return reply.replaceAll("\\d+", "0");
    }

    @Test
    void aLibraryMovesBothWays() {
        move(connect(port), connect(REAL.port()));
        move(connect(REAL.port()), connect(port));
    }

    private static void move(RespClient from, RespClient to) {
        from.call("FUNCTION", "FLUSH");
        IntStream.of(0, 1, 20, 70, 20_000)
                .forEach(length -> assertThat(
                                from.call("FUNCTION", "LOAD", library(length)).text())
                        .isEqualTo("l" + length));
        to.call("FUNCTION", "FLUSH");
        byte[] payload = from.call("FUNCTION", "DUMP").body();
        assertThat(to.call(Bytes.of("FUNCTION"), Bytes.of("RESTORE"), payload).text())
                .isEqualTo("OK");
        assertThat(to.call("FCALL", "f20000", "0").text()).hasSize(20_000);
        for (int length : new int[] {0, 1, 20, 70, 20_000}) {
            String name = "l" + length;
            assertThat(to.call("FUNCTION", "LIST", "WITHCODE", "LIBRARYNAME", name))
                    .isEqualTo(from.call("FUNCTION", "LIST", "WITHCODE", "LIBRARYNAME", name));
        }
    }

    private static String library(int length) {
        String result = IntStream.range(0, length).mapToObj(i -> "" + i % 7).collect(Collectors.joining());
        return "#!lua name=l" + length + "\nredis.register_function('f" + length + "', function() return '" + result
                + "' end)";
    }
}
