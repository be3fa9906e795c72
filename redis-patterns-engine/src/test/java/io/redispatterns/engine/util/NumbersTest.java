package io.redispatterns.engine.util;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NumbersTest {

    private static final BigInteger MAX = BigInteger.valueOf(Long.MAX_VALUE);
    private static final BigInteger MIN = BigInteger.valueOf(Long.MIN_VALUE);

    @ParameterizedTest
    @ValueSource(strings = {"0", "-1", "10", "9223372036854775807", "-9223372036854775808"})
    void readsIntegers(String text) {
        assertThat(Numbers.parseLong(Bytes.of(text))).isEqualTo(Long.parseLong(text));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "-",
                "+1",
                "-0",
                "00",
                "01",
                "-01",
                " 1",
                "1 ",
                "1.0",
                "1e3",
                "0x1",
                "--1",
                "1-",
                "9223372036854775808",
                "-9223372036854775809",
                "99999999999999999999",
                "-99999999999999999999",
                "1\0",
                "\u0661"
            })
    void refusesEveryOtherForm(String text) {
        assertThat(Numbers.parseLong(Bytes.of(text))).isNull();
    }

    @Test
    void agreesWithBigIntegerAroundTheLimits() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        for (int i = 0; i < 20_000; i++) {
            BigInteger number = new BigInteger(1 + random.nextInt(66), random)
                    .subtract(BigInteger.ONE.shiftLeft(random.nextInt(66)));
            Long expected =
                    number.compareTo(MIN) < 0 || number.compareTo(MAX) > 0 ? null : Long.valueOf(number.longValue());
            assertThat(Numbers.parseLong(Bytes.of(number.toString())))
                    .as("seed %d: %s", seed, number)
                    .isEqualTo(expected);
        }
    }
}
