package io.redispatterns.engine.lua;

import static org.assertj.core.api.Assertions.assertThat;

import io.redispatterns.engine.testing.CommandLine;
import io.redispatterns.engine.testing.RealRedis;
import io.redispatterns.engine.testing.RespClient;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Random directives for random numbers and texts, here and by a real server's {@code string.format}. */
class FormatConformanceTest {

    private static final int DIRECTIVES = 20_000;
    private static final String NUMBER_CONVERSIONS = "cdiuoxXeEfgG";

    @RegisterExtension
    static final RealRedis REDIS = RealRedis.with();

    private final long seed = System.nanoTime();
    private final SplittableRandom random = new SplittableRandom(seed);

    @Test
    void formatsNumbersAsLuaDoes() {
        RandomNumbers numbers = new RandomNumbers(random);
        List<byte[][]> cases = new ArrayList<>();
        List<String> actual = new ArrayList<>();
        for (int i = 0; i < DIRECTIVES; i++) {
            byte[] format = directive(NUMBER_CONVERSIONS);
            double number = numbers.next();
            cases.add(new byte[][] {format, RealLua.packed(number)});
            actual.add(formatted(format, number));
        }
        check(
                cases,
                actual,
                "local f, v = ... local ok, s = pcall(string.format, f, (struct.unpack('<d', v))) return s");
    }

    @Test
    void formatsTextsAsLuaDoes() {
        List<byte[][]> cases = new ArrayList<>();
        List<String> actual = new ArrayList<>();
        for (int i = 0; i < DIRECTIVES; i++) {
            byte[] format = directive("s");
            byte[] text = new byte[random.nextInt(99)];
            for (int at = 0; at < text.length; at++) {
                text[at] = (byte) (random.nextInt(60) == 0 ? 0 : random.nextInt('a', 256));
            }
            cases.add(new byte[][] {format, text});
            actual.add(formatted(format, text));
        }
        check(cases, actual, "local f, v = ... local ok, s = pcall(string.format, f, v) return s");
    }

    private void check(List<byte[][]> cases, List<String> actual, String body) {
        try (RespClient redis = new RespClient(REDIS.port())) {
            List<String> expected = new RealLua(redis, body, 2).answers(cases);
            for (int i = 0; i < cases.size(); i++) {
                byte[][] arguments = cases.get(i);
                assertThat(actual.get(i))
                        .as("%s of %s, seed %s", CommandLine.quote(arguments[0]), CommandLine.quote(arguments[1]), seed)
                        .isEqualTo(expected.get(i));
            }
        }
    }

    private byte[] directive(String conversions) {
        StringBuilder text = new StringBuilder("%");
        for (int flags = random.nextInt(4) * random.nextInt(3); flags > 0; flags--) {
            text.append("-+ #0".charAt(random.nextInt(5)));
        }
        if (random.nextBoolean()) {
            text.append(random.nextInt(random.nextInt(20) == 0 ? 110 : 40));
        }
        if (random.nextBoolean()) {
            text.append('.').append(random.nextInt(3) == 0 ? "" : random.nextInt(random.nextInt(20) == 0 ? 110 : 25));
        }
        return LatinText.bytes(text.append(conversions.charAt(random.nextInt(conversions.length())))
                .toString());
    }

    private static String formatted(byte[] format, double number) {
        try {
            FormatDirective directive = FormatDirective.parse(format, 1);
            return latin(
                    switch (directive.conversion()) {
                        case 'c' -> directive.character(number);
                        case 'd', 'i', 'u', 'o', 'x', 'X' -> new FormattedNumber(directive).integer(number);
                        default -> new FormattedNumber(directive).floating(number);
                    });
        } catch (MalformedException e) {
            return String.valueOf(e.getMessage());
        }
    }

    private static String formatted(byte[] format, byte[] text) {
        try {
            return latin(FormatDirective.parse(format, 1).text(text));
        } catch (MalformedException e) {
            return String.valueOf(e.getMessage());
        }
    }

    private static String latin(byte[] bytes) {
        return LatinText.of(bytes, 0, bytes.length);
    }
}
