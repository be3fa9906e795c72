package io.redispatterns.engine.util;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LongDoubleTest {

    @ParameterizedTest
    @CsvSource({
        "0, 0",
        "-0, 0",
        "+1, 1",
        "10.50, 10.5",
        "5.0e3, 5000",
        "3., 3",
        ".5, 0.5",
        "-.5E-1, -0.05",
        "0x1.8p1, 3",
        "0X.8, 0.5",
        "0xff, 255",
        "1e-18, 0",
        "-1e-18, 0",
        "0e99999999999, 0",
        "0.1, 0.1",
        "3.0000000000000000000000000001, 3",
        "18446744073709551615, 18446744073709551615",
        "18446744073709551617, 18446744073709551616",
        "18446744073709551619, 18446744073709551620",
        "1234567890123456789.125, 1234567890123456789.125",
    })
    void readsAndWrites(String text, String expected) {
        assertThat(number(text)).hasToString(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0",
        "1.5, 1500",
        "0.001, 1",
        "0.0001, 1",
        "0.0011, 2",
        "-0.0001, 0",
        "-1.0015, -1001",
        "0.1, 100",
        "1e-4000, 1",
        "9223372036854775.807, 9223372036854775807",
        "9223372036854775.8075, 9223372036854775807",
        "9223372036854776, 9223372036854775807",
        "-9223372036854776, -9223372036854775808",
        "1e4000, 9223372036854775807",
        "-1e4000, -9223372036854775808",
        "1e4930, 9223372036854775807",
        "inf, 9223372036854775807",
        "-inf, -9223372036854775808",
    })
    void roundsAThousandfoldUp(String text, long expected) {
        assertThat(number(text).times(1000).ceiling()).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " 1",
                "1 ",
                ".",
                "-",
                "+-1",
                "1e",
                "1e+",
                "0x",
                "0x.",
                "0x1p",
                "1,5",
                "1.5d",
                "infin",
                "nan",
                "nan(1)",
                "1_0",
                "1\0",
                "1e5000",
                "-1e5000",
                "1e-5000",
                "0x1p16384",
                "0x1p-16447",
                "1e99999999999",
                "1e-99999999999"
            })
    void refusesWhatIsNoNumber(String text) {
        assertThat(LongDouble.parse(Bytes.of(text))).isNull();
    }

    @Test
    void refusesTextsThatRedisHasNoRoomFor() {
        assertThat(LongDouble.parse(Bytes.of("0".repeat(5119)))).isNotNull();
        assertThat(LongDouble.parse(Bytes.of("0".repeat(5120)))).isNull();
    }

    @Test
    void leadingZerosDoNotCountAsMagnitude() {
        assertThat(number("0." + "0".repeat(5000) + "1e5001")).hasToString("1");
    }

    @ParameterizedTest
    @CsvSource({"0.1, 0.2, 0.3", "1, 1e-30, 1", "3, -3, 0", "-1, 0.5, -0.5", "1e4932, -1e4932, 0"})
    void adds(String first, String second, String expected) {
        assertThat(number(first).add(number(second))).hasToString(expected);
    }

    @Test
    void infinityStays() {
        assertThat(number("inf").add(number("1")).isFinite()).isFalse();
        assertThat(number("1").add(number("-Infinity"))).hasToString("-inf");
        assertThat(number("inf").add(number("-inf")).isFinite()).isFalse();
        assertThat(number("1e4932").add(number("1e4932")).isFinite()).isFalse();
        assertThatThrownBy(() -> number("inf").text()).isInstanceOf(IllegalStateException.class);
    }

    private static LongDouble number(String text) {
        return Objects.requireNonNull(LongDouble.parse(Bytes.of(text)), text);
    }
}
