package io.redispatterns.engine.lua;

import static org.assertj.core.api.Assertions.assertThat;

import io.redispatterns.engine.testing.CommandLine;
import io.redispatterns.engine.testing.RealRedis;
import io.redispatterns.engine.testing.RespClient;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.StringJoiner;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Random patterns on random subjects, here and by a real server's {@code string.match}. */
class PatternMatcherConformanceTest {

    private static final int PATTERNS = 40_000;
    private static final int MAX_PIECES = 8;
    private static final String[] PIECES = {
        "a",
        "b",
        "c",
        "a",
        "b",
        ".",
        "%a",
        "%d",
        "%s",
        "%w",
        "%W",
        "%z",
        "%p",
        "[ab]",
        "[^a]",
        "[a-c]",
        "[%w_]",
        "[]]",
        "[^]]",
        "[a-]",
        "[%a-z]",
        "(",
        ")",
        "(",
        ")",
        "()",
        "(a*)",
        "(.-)",
        "(b?)",
        "%1",
        "%2",
        "%b()",
        "%bab",
        "%baa",
        "%f[a]",
        "%f[%w]",
        "%f[^b]",
        "*",
        "+",
        "-",
        "?",
        "*",
        "-",
        "?",
        "^",
        "$",
        "%",
        "[",
        "%f",
        "%b",
        "\0",
        "%%",
        "%(",
        "\u00e4",
        "[\u0080-\u00ff]",
        "1"
    };
    private static final String SUBJECT_ALPHABET = "aaabbbc()1 \u00e4]-%\0";
    private static final String BODY = "local s, p = ... local t = {pcall(string.match, s, p)} "
            + "if not t[1] then return t[2] end "
            + "for i = 2, #t do t[i] = type(t[i])..tostring(t[i]) end return table.concat(t, ',', 2)";

    @RegisterExtension
    static final RealRedis REDIS = RealRedis.with();

    private final long seed = System.nanoTime();
    private final SplittableRandom random = new SplittableRandom(seed);

    @Test
    void matchesAsLuaDoes() {
        List<byte[][]> cases = new ArrayList<>();
        for (int i = 0; i < PATTERNS; i++) {
            cases.add(new byte[][] {subject(), pattern()});
        }
        try (RespClient redis = new RespClient(REDIS.port())) {
            List<String> expected = new RealLua(redis, BODY, 2).answers(cases);
            for (int i = 0; i < cases.size(); i++) {
                byte[] subject = cases.get(i)[0];
                byte[] pattern = cases.get(i)[1];
                assertThat(match(subject, pattern))
                        .as("%s in %s, seed %s", CommandLine.quote(pattern), CommandLine.quote(subject), seed)
                        .isEqualTo(expected.get(i));
            }
        }
    }

    private static String match(byte[] subject, byte[] pattern) {
        int anchor = pattern.length > 0 && pattern[0] == '^' ? 1 : 0;
        PatternMatcher matcher = new PatternMatcher(subject, pattern, steps -> {});
        try {
            for (int start = 0; start <= subject.length - anchor * subject.length; start++) {
                int end = matcher.match(start, anchor);
                if (end != PatternMatcher.NO_MATCH) {
                    return captures(matcher, subject, start, end);
                }
            }
        } catch (MalformedException e) {
            return String.valueOf(e.getMessage());
        }
        return "";
    }

    private static String captures(PatternMatcher matcher, byte[] subject, int start, int end) {
        if (matcher.captures() == 0) {
            return "string" + LatinText.of(subject, start, end);
        }
        StringJoiner captures = new StringJoiner(",");
        for (int i = 0; i < matcher.captures(); i++) {
            int from = matcher.captureStart(i);
            int length = matcher.captureLength(i);
            captures.add(
                    length == PatternMatcher.POSITION
                            ? "number" + (from + 1)
                            : "string" + LatinText.of(subject, from, from + length));
        }
        return captures.toString();
    }

    private byte[] subject() {
        byte[] subject = new byte[random.nextInt(12)];
        for (int i = 0; i < subject.length; i++) {
            subject[i] = (byte) SUBJECT_ALPHABET.charAt(random.nextInt(SUBJECT_ALPHABET.length()));
        }
        return subject;
    }

    private byte[] pattern() {
        StringBuilder pattern = new StringBuilder();
        for (int i = random.nextInt(MAX_PIECES + 1); i > 0; i--) {
            pattern.append(PIECES[random.nextInt(PIECES.length)]);
        }
        return LatinText.bytes(pattern.toString());
    }
}
