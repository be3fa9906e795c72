package io.redispatterns.engine.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.redispatterns.engine.EngineConfig;
import io.redispatterns.engine.RedisEngine;
import io.redispatterns.engine.testing.RealRedis;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Bytes that are no commands, not quite commands, or half of one: a real server and this one answer the same and close alike. */
class ProtocolErrorConformanceTest {

    @RegisterExtension
    static final RealRedis REDIS = RealRedis.with();

    private static final String PROTOCOL_ERROR = "-ERR Protocol error";
    private static final int RANDOM_INPUTS = 400;

    /** What random inputs are made of. Bytes above 127 are tried by themselves: in texts each server shows them its own way. */
    private static final List<String> FRAGMENTS = List.of(
            "*",
            "$",
            "\r\n",
            "1",
            "2",
            "3",
            "GET",
            "SET",
            "a",
            "-",
            "0",
            "\"",
            "'",
            " ",
            "\n",
            "\r",
            "\0",
            "\\x4",
            "99999999999",
            "*2\r\n$3\r\nGET\r\n$1\r\na\r\n");

    private static RedisEngine engine;
    private static RespServer server;

    @BeforeAll
    static void start() throws IOException {
        engine = RedisEngine.open(EngineConfig.custom().set("port", "0").build());
        server = RespServer.start(engine);
    }

    @AfterAll
    static void stop() {
        server.close();
        engine.close();
    }

    static List<String> inputs() {
        return List.of(
                "*0\r\nGET a\r\n",
                "*-5\r\nGET a\r\n",
                "*\r\n",
                "*01\r\n",
                "*+1\r\n",
                "*1a\r\n",
                "*2147483647\r\n",
                "*2147483648\r\n",
                "*-9223372036854775808\r\nGET a\r\n",
                "*-9223372036854775809\r\n",
                "*1048577\r\n$1\r\n",
                "*2\rX$3\rXGETxx$1\rx1xxGET a\r\n",
                "*1\r\n\r\n",
                "*1\r\n\n\r\n",
                "*1\r\n\r\r\n",
                "*1\r\n\u00ff\r\n",
                "*1\r\nGET\r\n",
                "*1\r\n$\r\n",
                "*1\r\n$-1\r\n",
                "*1\r\n$-0\r\n",
                "*1\r\n$536870912\r\n",
                "*1\r\n$536870913\r\n",
                "*1\r\n$0\r\n\r\n",
                "*1\r\n$" + "5".repeat(30) + "\r\n",
                "*2\r\n$3\r\nGET\r\n$1\r\na",
                "*2\r\n$3\r\nGET\r\n$1\r\na\r",
                "\"\"\r\n",
                "get \"a\r\n",
                "get 'a'b\r\n",
                "get \"a\"b\r\n",
                "get 'a\\'b' \r\n",
                "get \"\\x41\\n\"\n",
                "\r\n\n\n GET a\n",
                "ge\0t a\r\nGET a\r\n",
                "*1\0\r\n",
                "GET a\r\n*1\r\nx\r\nGET a\r\n",
                "POST / HTTP/1.1\r\n",
                "a".repeat(65_535) + "\r\n",
                "a".repeat(65_537),
                "*" + "1".repeat(65_537),
                "*1\r\n" + "1".repeat(65_537),
                "*1\r\n" + "\0".repeat(65_537));
    }

    @ParameterizedTest
    @MethodSource("inputs")
    void theSameBytesComeBack(String input) {
        String start = input.substring(0, Math.min(40, input.length()));
        compare(input.getBytes(StandardCharsets.ISO_8859_1), input.length() + " bytes from '" + start + "'");
    }

    @Test
    void randomInputs() {
        long seed = System.nanoTime();
        SplittableRandom random = new SplittableRandom(seed);
        for (int i = 0; i < RANDOM_INPUTS; i++) {
            compare(randomInput(random), "seed " + seed + ", input " + i);
        }
    }

    private static byte[] randomInput(SplittableRandom random) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (int n = random.nextInt(1, 15); n > 0; n--) {
            String fragment = FRAGMENTS.get(random.nextInt(FRAGMENTS.size()));
            bytes.writeBytes(fragment.getBytes(StandardCharsets.ISO_8859_1));
        }
        return bytes.toByteArray();
    }

    private static void compare(byte[] input, String name) {
        String expected = text(Wire.sendAll(REDIS.port(), input));
        byte[] given = expected.contains(PROTOCOL_ERROR)
                ? Wire.sendUntilClosed(server.port(), input)
                : Wire.sendAll(server.port(), input);
        assertThat(text(given)).as(name).isEqualTo(expected);
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }
}
