package io.redispatterns.engine.util;

import static org.assertj.core.api.Assertions.assertThat;

import io.redispatterns.engine.testing.RealRedis;
import io.redispatterns.engine.testing.RespClient;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Random texts as scores and as ends of ranges: a real server takes the same for numbers, and for the same ones. */
class DoubleReaderConformanceTest {

    private static final String[] PARTS = {
        "0",
        "1",
        "2",
        "5",
        "9",
        "10",
        "12345",
        "99999999999999999",
        "00",
        ".",
        ".5",
        "-",
        "+",
        "e",
        "E",
        "e-",
        "e+5",
        "p",
        "P-3",
        "0x",
        "0X",
        "a",
        "F",
        "inf",
        "INFINITY",
        "nan",
        "e300",
        "e-320",
        "e400",
        " ",
        "9007199254740993",
        "0.1",
        "d"
    };

    @RegisterExtension
    static final RealRedis REDIS = RealRedis.with("--zset-max-listpack-entries", "0");

    @Test
    void readsScoresAsRedisDoes() {
        long seed = System.nanoTime();
        SplittableRandom random = new SplittableRandom(seed);
        try (RespClient redis = new RespClient(REDIS.port())) {
            for (int i = 0; i < 5_000; i++) {
                String word = word(random);
                double read = DoubleReader.read(Bytes.of(word));
                redis.call("DEL", "z");
                redis.call("ZADD", "z", word, "member");
                String expected = redis.call("ZSCORE", "z", "member").toString();
                String actual = Double.isNaN(read) ? "$-1" : "$\"" + DoubleFormat.toString(read) + "\"";
                assertThat(actual).as("'%s', seed %s", word, seed).isEqualTo(expected);
            }
        }
    }

    private static String word(SplittableRandom random) {
        if (random.nextInt(3) == 0) {
            return Double.toString(Double.longBitsToDouble(random.nextLong()));
        }
        StringBuilder word = new StringBuilder();
        for (int parts = random.nextInt(1, 5); parts > 0; parts--) {
            word.append(PARTS[random.nextInt(PARTS.length)]);
        }
        return word.toString();
    }
}
