package io.redispatterns.engine.util;

import static org.assertj.core.api.Assertions.assertThat;

import io.redispatterns.engine.testing.CommandLine;
import io.redispatterns.engine.testing.RealRedis;
import io.redispatterns.engine.testing.RespClient;
import io.redispatterns.engine.testing.RespMessage;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Random patterns against random keys: KEYS on a real server says which match. */
class GlobConformanceTest {

    private static final String TEXT_ALPHABET = "abcAB]-[^*?\\\u00e4";
    private static final String PATTERN_ALPHABET = TEXT_ALPHABET + "***???[[]]--^\\";
    private static final int KEYS = 300;
    private static final int PATTERNS = 3_000;

    @RegisterExtension
    static final RealRedis REDIS = RealRedis.with();

    @Test
    void matchesWhatRedisMatches() {
        long seed = System.nanoTime();
        SplittableRandom random = new SplittableRandom(seed);
        try (RespClient redis = new RespClient(REDIS.port())) {
            Map<String, byte[]> keys = new LinkedHashMap<>();
            for (int i = 0; i < KEYS; i++) {
                byte[] key = word(random, TEXT_ALPHABET, 6);
                keys.put(CommandLine.quote(key), key);
                redis.call(Bytes.of("SET"), key, Bytes.of("1"));
            }
            for (int i = 0; i < PATTERNS; i++) {
                byte[] pattern = word(random, PATTERN_ALPHABET, 8);
                assertThat(matching(pattern, keys))
                        .as("pattern %s, seed %s", CommandLine.quote(pattern), seed)
                        .containsExactlyInAnyOrderElementsOf(keysOf(redis, pattern));
            }
        }
    }

    private static List<String> matching(byte[] pattern, Map<String, byte[]> keys) {
        List<String> matching = new ArrayList<>();
        keys.forEach((name, key) -> {
            if (Glob.matches(pattern, key)) {
                matching.add(name);
            }
        });
        return matching;
    }

    private static List<String> keysOf(RespClient redis, byte[] pattern) {
        return redis.call(Bytes.of("KEYS"), pattern).items().stream()
                .map(RespMessage::body)
                .map(CommandLine::quote)
                .toList();
    }

    private static byte[] word(SplittableRandom random, String alphabet, int maxLength) {
        byte[] word = new byte[random.nextInt(maxLength + 1)];
        for (int i = 0; i < word.length; i++) {
            word[i] = (byte) alphabet.charAt(random.nextInt(alphabet.length()));
        }
        return word;
    }
}
