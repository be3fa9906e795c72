package io.redispatterns.engine.lua;

import static org.assertj.core.api.Assertions.assertThat;

import io.redispatterns.engine.testing.RealRedis;
import io.redispatterns.engine.testing.RespClient;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Random numbers to texts, here and by a real server's {@code tostring}. */
class NumberFormatConformanceTest {

    private static final int NUMBERS = 20_000;

    @RegisterExtension
    static final RealRedis REDIS = RealRedis.with();

    @Test
    void writesNumbersAsLuaDoes() {
        long seed = System.nanoTime();
        RandomNumbers numbers = new RandomNumbers(new SplittableRandom(seed));
        List<Double> tried = new ArrayList<>();
        List<byte[][]> cases = new ArrayList<>();
        for (int i = 0; i < NUMBERS; i++) {
            double number = numbers.next();
            tried.add(number);
            cases.add(new byte[][] {RealLua.packed(number)});
        }
        try (RespClient redis = new RespClient(REDIS.port())) {
            List<String> expected =
                    new RealLua(redis, "return tostring((struct.unpack('<d', (...))))", 1).answers(cases);
            for (int i = 0; i < NUMBERS; i++) {
                assertThat(NumberFormat.text(tried.get(i)))
                        .as("%s, seed %s", tried.get(i), seed)
                        .isEqualTo(expected.get(i));
            }
        }
    }
}
