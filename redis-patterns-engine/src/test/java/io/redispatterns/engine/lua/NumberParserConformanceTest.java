package io.redispatterns.engine.lua;

import static org.assertj.core.api.Assertions.assertThat;

import io.redispatterns.engine.testing.CommandLine;
import io.redispatterns.engine.testing.RealRedis;
import io.redispatterns.engine.testing.RespClient;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Texts to numbers, made of the pieces that numbers are made of, here and by a real server's {@code tonumber}. */
class NumberParserConformanceTest {

    private static final int TEXTS = 20_000;
    private static final String[] PIECES = {
        "",
        "",
        "",
        " ",
        "\t\n\u000b\f\r ",
        "-",
        "+",
        "0",
        "1",
        "7",
        "9",
        "10",
        "12345678901234567890",
        "0x",
        "0X",
        "a",
        "F",
        "z",
        ".",
        ".5",
        "e",
        "E",
        "e5",
        "e-3",
        "e+400",
        "e-400",
        "e99999999999",
        "p",
        "p4",
        "P-1080",
        "p1023",
        "inf",
        "INFINITY",
        "infinit",
        "nan",
        "NaN(",
        "(",
        "x_1",
        ")",
        "\0",
        "\0x",
        "00000000000000000000",
        "ffffffffffffffff",
        "1fffffffffffff8",
        "4.9406564584124654e-324",
        "2.2250738585072011e-308",
        "9007199254740993",
        "\u00a0",
        "_",
        ",",
        "0b1",
        "d",
        "f",
        "L"
    };
    /** Even at the middle of a text they must make numbers often enough. */
    private static final int MAX_PIECES = 5;

    @RegisterExtension
    static final RealRedis REDIS = RealRedis.with();

    private final long seed = System.nanoTime();
    private final SplittableRandom random = new SplittableRandom(seed);

    @Test
    void readsNumbersAsLuaDoes() {
        List<byte[][]> cases = new ArrayList<>();
        for (int i = 0; i < TEXTS; i++) {
            cases.add(new byte[][] {text()});
        }
        try (RespClient redis = new RespClient(REDIS.port())) {
            String body = "local n = tonumber((...)) return n and string.format('%.17g', n) or 'none'";
            check(cases, new RealLua(redis, body, 1).answers(cases));
        }
    }

    @Test
    void readsIntegersOfAnyBaseAsLuaDoes() {
        List<byte[][]> cases = new ArrayList<>();
        for (int i = 0; i < TEXTS; i++) {
            int base = random.nextInt(2, 37);
            cases.add(new byte[][] {text(), LatinText.bytes(Integer.toString(base == 10 ? 16 : base))});
        }
        try (RespClient redis = new RespClient(REDIS.port())) {
            String body = "local s, b = ... local n = tonumber(s, b) return n and string.format('%.17g', n) or 'none'";
            check(cases, new RealLua(redis, body, 2).answers(cases));
        }
    }

    private void check(List<byte[][]> cases, List<String> expected) {
        for (int i = 0; i < cases.size(); i++) {
            byte[][] arguments = cases.get(i);
            Double number = parse(arguments);
            assertThat(number == null ? "none" : exact(number))
                    .as("%s %s, seed %s", CommandLine.quote(arguments[0]), arguments.length, seed)
                    .isEqualTo(expected.get(i));
        }
    }

    private static @Nullable Double parse(byte[][] arguments) {
        byte[] text = arguments[0];
        return arguments.length == 1
                ? NumberParser.parse(text, 0, text.length)
                : NumberParser.parse(
                        text, 0, text.length, Integer.parseInt(new String(arguments[1], StandardCharsets.US_ASCII)));
    }

    private static String exact(double number) {
        byte[] text = new FormattedNumber(FormatDirective.parse(LatinText.bytes("%.17g"), 1)).floating(number);
        return LatinText.of(text, 0, text.length);
    }

    private byte[] text() {
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(1, MAX_PIECES + 1); i > 0; i--) {
            text.append(PIECES[random.nextInt(PIECES.length)]);
        }
        return LatinText.bytes(text.toString());
    }
}
