package io.redispatterns.engine.rdb;

import static org.assertj.core.api.Assertions.assertThat;

import io.redispatterns.engine.EngineConfig;
import io.redispatterns.engine.RedisEngine;
import io.redispatterns.engine.testing.CapturingSession;
import io.redispatterns.engine.testing.CommandLine;
import io.redispatterns.engine.testing.RealRedis;
import io.redispatterns.engine.testing.RespClient;
import io.redispatterns.engine.testing.RespMessage;
import io.redispatterns.engine.util.Bytes;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Values of every type and encoding move between the engine and a real redis-server, both ways, and hold the same afterwards. */
class RdbConformanceTest {

    @RegisterExtension
    static final RealRedis REDIS = RealRedis.with("--sanitize-dump-payload", "yes");

    /** What shows a key, whatever it holds. */
    private static final List<String> SHOWING = List.of(
            "TYPE %s",
            "OBJECT ENCODING %s",
            "GET %s",
            "LRANGE %s 0 -1",
            "SMEMBERS %s",
            "ZRANGE %s 0 -1 WITHSCORES",
            "HLEN %s",
            "HMGET %s f1 f2 f150 1 2 long a b",
            "XRANGE %s - +",
            "XINFO GROUPS %s",
            "XPENDING %s g - + 100");

    private final RespClient real = new RespClient(REDIS.port());
    private final RedisEngine engine = RedisEngine.open(EngineConfig.ofDefaults());
    private final CapturingSession session = new CapturingSession(engine.dispatcher());

    @BeforeEach
    void clear() {
        both("FLUSHALL");
        real.call("CONFIG", "SET", "rdbcompression", "no");
        session.send("CONFIG", "SET", "set-max-listpack-entries", "0");
        session.poll();
    }

    @AfterEach
    void close() {
        session.close();
        real.close();
        engine.close();
    }

    /** Each makes the key k; its payload is to be the same on both sides. */
    static List<String> ordered() {
        return List.of(
                "SET k text",
                "SET k \"\"",
                "SET k 0",
                "SET k -128",
                "SET k 127",
                "SET k 128",
                "SET k -32769",
                "SET k 2147483647",
                "SET k 2147483648",
                "SET k 9223372036854775807",
                "SET k 007",
                "APPEND k 12",
                "SETRANGE k 63 x",
                "SETRANGE k 20000 x",
                "SADD k 1 2 3",
                "SADD k 1 70000 -5000000000",
                "RPUSH k a b 1 -500 70000 5000000000 4611686018427387904 \"\"",
                "RPUSH k" + words(1, 3000),
                "RPUSH k " + "x".repeat(10_000) + " a " + "y".repeat(5000),
                "HSET k f1 v1 f2 2",
                "HSET k long " + "x".repeat(64) + " 1 2",
                "ZADD k 1 a 2 b 1.5 c -inf d inf e",
                "ZADD k 1 a -0.25 " + "x".repeat(65) + " 3 b");
    }

    /** Each makes the key k, in no order or with times. */
    static List<String> unordered() {
        return List.of(
                "SADD k a b c 1",
                "SADD k" + words(1, 600),
                "HSET k f1 v1 long " + "x".repeat(65),
                "HSET k" + pairs(200),
                "ZADD k" + scored(200),
                "XADD k 1-1 f1 v1 f2 2",
                "XADD k 1-1 a 1;XADD k 1-2 a 2;XADD k 5-0 b 1;XDEL k 1-2",
                "XADD k 1-1 a 1;XDEL k 1-1",
                "XADD k 1-1 a 1;XADD k 2-1 a 1;XGROUP CREATE k g 0;XREADGROUP GROUP g alice COUNT 1 STREAMS k >;"
                        + "XREADGROUP GROUP g bob STREAMS k >;XGROUP CREATECONSUMER k g carol;XGROUP CREATE k h 1-1",
                "XGROUP CREATE k g $ MKSTREAM");
    }

    private static String words(int from, int count) {
        StringBuilder words = new StringBuilder();
        IntStream.range(from, from + count).forEach(i -> words.append(' ').append(i));
        return words.toString();
    }

    private static String pairs(int count) {
        StringBuilder words = new StringBuilder();
        IntStream.range(0, count)
                .forEach(i -> words.append(" f").append(i).append(" v").append(i));
        return words.toString();
    }

    private static String scored(int count) {
        StringBuilder words = new StringBuilder();
        IntStream.range(0, count)
                .forEach(i -> words.append(' ').append(i % 7 / 2.0).append(" m").append(i));
        return words.toString();
    }

    @ParameterizedTest
    @MethodSource("ordered")
    void payloadsAreThoseOfRedis(String program) {
        make(program);
        assertThat(dumpOfEngine("k")).isEqualTo(real.call("DUMP", "k").body());
    }

    @ParameterizedTest
    @MethodSource({"ordered", "unordered"})
    void valuesMoveBothWays(String program) {
        make(program);
        exchange();
        real.call("CONFIG", "SET", "rdbcompression", "yes");
        exchange();
    }

    private void exchange() {
        byte[] ofReal = real.call("DUMP", "k").body();
        restoreOnReal("moved", dumpOfEngine("k"));
        restoreOnEngine("moved", ofReal);
        assertThat(shown("moved", true)).isEqualTo(shown("k", true)).isEqualTo(shown("k", false));
        assertThat(shown("moved", false)).isEqualTo(shown("k", false));
    }

    /** Layouts that older versions wrote; what makes the same value is told for reading along. */
    @ParameterizedTest
    @CsvSource({
        // List of a, 1.
        "1, 02 01 61 C0 01",
        // List of a, b in a ziplist.
        "10, 11 11000000 0D000000 0200 00 01 61 03 01 62 FF",
        // List of numbers of each width in a ziplist.
        "10, 2C 2C000000 24000000 0700 00 F1 02 FD 02 FE80 03 C00080 04 F0000080 05 D000000080 06 E00000000000000080 FF",
        // List of two nodes, one a ziplist without elements.
        "14, 02 0B 0B000000 0A000000 0000 FF 0E 0E000000 0A000000 0100 00 01 61 FF",
        // Sorted set with scores in text: a 1.5, b inf, c -inf.
        "3, 03 01 61 03 312E35 01 62 FE 01 63 FF",
        // Sorted set in a ziplist: a 1.
        "12, 10 10000000 0D000000 0200 00 01 61 03 F2 FF",
        // Hash of f1 v1 in a zipmap.
        "9, 09 01 02 6631 02 00 7631 FF",
        // Hash of f1 v1 in a zipmap with free bytes.
        "9, 0B 01 02 6631 02 02 7631 0000 FF",
        // Hash of f1 v1 in a ziplist.
        "13, 13 13000000 0E000000 0200 00 02 6631 04 02 7631 FF",
        // List of a node that is one element, and one that is a listpack.
        "18, 02 01 01 61 02 0A 0A000000 0100 81 62 02 FF",
        // Stream without what is counted: no nodes, last id 1-1, a group.
        "15, 00 00 01 01 01 01 67 01 01 00 00",
        // Set with members that are integers.
        "2, 02 C0 01 01 32",
        // Strings in other forms than is needed.
        "0, C2 01000000",
        "0, 80 00000001 61",
        "0, 81 0000000000000001 61",
        "0, C3 04 0A 00 61 E0 00",
        // What is refused: empty, double, no number, cut off, unknown.
        "0, C3 03 04 00 61 20",
        "1, 00",
        "2, 00",
        "2, 02 01 61 01 61",
        "3, 01 01 61 FD",
        "3, 01 01 61 03 61 62 63",
        "4, 01 01 61 01 62 01 61",
        "4, 02 01 61 01 62 01 61 01 62",
        "5, 02 01 61 000000000000F03F 01 61 000000000000F03F",
        "5, 01 01 61 000000000000F87F",
        "9, 01 FF",
        "10, 11 11000000 0D000000 0200 00 01 61 04 01 62 FF",
        "10, 11 11000000 0C000000 0200 00 01 61 03 01 62 FF",
        "10, 11 11000000 0D000000 0300 00 01 61 03 01 62 FF",
        "11, 08 02000000 00000000",
        "13, 0E 0E000000 0A000000 0100 00 01 61 FF",
        "14, 01 0B 0B000000 0A000000 0000 FF",
        "16, 07 07000000 0000 FF",
        "17, 0A 0A000000 0100 81 61 02 FF",
        "18, 01 03 01 61",
        "18, 01 02 07 07000000 0000 FF",
        "6, 00",
        "7, 00",
        "8, 00",
        "0, 40 FF 61"
    })
    void olderLayoutsAreReadAsRedisDoes(int type, String hex) {
        byte[] payload = Payloads.of(type, hex);
        RespMessage expected = real.call(Bytes.of("RESTORE"), Bytes.of("k"), Bytes.of("0"), payload);
        assertThat(engineCall(Bytes.of("RESTORE"), Bytes.of("k"), Bytes.of("0"), payload))
                .isEqualTo(expected);
        assertThat(shown("k", false)).isEqualTo(shown("k", true));
    }

    @ParameterizedTest
    @MethodSource({"ordered", "unordered"})
    void aWrongByteIsRefusedOrMakesAValue(String program) {
        make(program);
        byte[] payload = dumpOfEngine("k");
        for (int i = 0; i < Math.min(payload.length, 600) - 10; i++) {
            for (int value : new int[] {payload[i] ^ 1, payload[i] ^ 0x80, ~payload[i], 0, 0xFF}) {
                byte[] changed = Payloads.with(payload, i, value);
                String reply = engineCall(
                                Bytes.of("RESTORE"), Bytes.of("x"), Bytes.of("0"), changed, Bytes.of("REPLACE"))
                        .line();
                assertThat(reply).isIn("OK", "ERR Bad data format");
                shown("x", false);
            }
        }
    }

    @ParameterizedTest
    @MethodSource({"ordered", "unordered"})
    void aPayloadThatIsCutOffIsRefused(String program) {
        make(program);
        byte[] payload = dumpOfEngine("k");
        for (int i = 0; i < Math.min(payload.length, 600) - 10; i++) {
            byte[] cut = Arrays.copyOf(payload, i + 10);
            cut[i] = 10;
            cut[i + 1] = 0;
            assertThat(engineCall(Bytes.of("RESTORE"), Bytes.of("x"), Bytes.of("0"), Payloads.checked(cut))
                            .line())
                    .isEqualTo("ERR Bad data format");
        }
    }

    private void make(String program) {
        for (String command : program.split(";", -1)) {
            both(command);
        }
    }

    private void both(String command) {
        byte[][] words = CommandLine.split(command);
        assertThat(real.call(words).isError()).as(command).isFalse();
        assertThat(engineCall(words).isError()).as(command).isFalse();
    }

    private byte[] dumpOfEngine(String key) {
        return engineCall(Bytes.of("DUMP"), Bytes.of(key)).body();
    }

    private void restoreOnReal(String key, byte[] payload) {
        RespMessage reply = real.call(Bytes.of("RESTORE"), Bytes.of(key), Bytes.of("0"), payload, Bytes.of("REPLACE"));
        assertThat(reply.line()).isEqualTo("OK");
    }

    private void restoreOnEngine(String key, byte[] payload) {
        RespMessage reply = engineCall(Bytes.of("RESTORE"), Bytes.of(key), Bytes.of("0"), payload, Bytes.of("REPLACE"));
        assertThat(reply.line()).isEqualTo("OK");
    }

    private RespMessage engineCall(byte[]... words) {
        session.send(CommandLine.copy(words));
        return RespMessage.of(Objects.requireNonNull(session.poll()), session.protocol());
    }

    private List<String> shown(String key, boolean onReal) {
        List<String> shown = new ArrayList<>();
        for (String command : SHOWING) {
            byte[][] words = CommandLine.split(String.format(command, key));
            RespMessage reply = onReal ? real.call(words) : engineCall(words);
            shown.add(comparable(command, reply).replace("'" + key + "'", "'key'"));
        }
        return shown;
    }

    /** Without what is in no order, and idle times. */
    private static String comparable(String command, RespMessage reply) {
        if (command.startsWith("SMEMBERS")) {
            return reply.line()
                    + reply.items().stream().map(RespMessage::toString).sorted().toList();
        }
        boolean tellsIdleTime = command.startsWith("XPENDING") && !reply.isError();
        return tellsIdleTime ? "entries: " + reply.items().size() : reply.toString();
    }
}
