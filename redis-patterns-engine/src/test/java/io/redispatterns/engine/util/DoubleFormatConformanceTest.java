package io.redispatterns.engine.util;

import static org.assertj.core.api.Assertions.assertThat;

import io.redispatterns.engine.testing.RealRedis;
import io.redispatterns.engine.testing.RespClient;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Random doubles as ZSCORE on a real server writes them. */
class DoubleFormatConformanceTest {

    private static final double[] CORNERS = {
        0.1,
        1 / 3.0,
        1e15,
        1e16,
        1e17 - 16.0,
        1e17,
        1.5e17,
        1e22,
        10 * 1e22,
        1e100,
        1e-4,
        1e-5,
        0.00012345,
        123456789.123,
        Double.MAX_VALUE,
        Double.MIN_VALUE,
        Double.MIN_NORMAL,
        Double.POSITIVE_INFINITY,
        0.30000000000000004
    };

    @RegisterExtension
    static final RealRedis REDIS = RealRedis.with("--zset-max-listpack-entries", "0");

    @Test
    void writesDoublesAsRedisDoes() {
        long seed = System.nanoTime();
        SplittableRandom random = new SplittableRandom(seed);
        try (RespClient redis = new RespClient(REDIS.port())) {
            for (double corner : CORNERS) {
                assertSame(redis, corner, seed);
                assertSame(redis, -corner, seed);
            }
            for (int i = 0; i < 5_000; i++) {
                assertSame(redis, randomDouble(random), seed);
            }
        }
    }

    /** Any bits, a decimal fraction, or an integer. */
    private static double randomDouble(SplittableRandom random) {
        return switch (random.nextInt(3)) {
            case 0 -> finite(Double.longBitsToDouble(random.nextLong()));
            case 1 -> random.nextInt() / Math.pow(10, random.nextInt(12));
            default -> random.nextLong() >> random.nextInt(64);
        };
    }

    private static double finite(double value) {
        return Double.isNaN(value) ? 0 : value;
    }

    private static void assertSame(RespClient redis, double value, long seed) {
        redis.call("ZADD", "z", value > 0 && Double.isInfinite(value) ? "+inf" : text(value), "m");
        assertThat(DoubleFormat.toString(value))
                .as("%s, seed %s", value, seed)
                .isEqualTo(redis.call("ZSCORE", "z", "m").text());
    }

    private static String text(double value) {
        return Double.isInfinite(value) ? "-inf" : Double.toString(value);
    }
}
