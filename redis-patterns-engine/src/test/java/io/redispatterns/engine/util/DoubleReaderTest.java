package io.redispatterns.engine.util;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DoubleReaderTest {

    @ParameterizedTest
    @CsvSource({
        "0, 0",
        "-0, -0.0",
        "5, 5",
        "-12.5, -12.5",
        "+3, 3",
        ".5, 0.5",
        "5., 5",
        "1e3, 1000",
        "0x10, 16",
        "0x1p-1, 0.5",
        "0x.8, 0.5",
        "inf, Infinity",
        "-Infinity, -Infinity",
        "9007199254740993, 9007199254740992",
        "0.1234567890123456789, 0.12345678901234568",
        "4.9e-324, 4.9e-324"
    })
    void readsWhatStrtodReads(String word, double expected) {
        assertThat(DoubleReader.read(Bytes.of(word))).isEqualTo(expected);
        assertThat(DoubleReader.readLenient(Bytes.of(word), 0)).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", " ", "nan", "x", "-", ".", "1e", "0x", "1e400", "1e-400", " 1", "1 ", "1\0", "0xp1", "1d"})
    void refusesWhatRedisRefuses(String word) {
        assertThat(DoubleReader.read(Bytes.of(word))).isNaN();
    }

    @Test
    void aRangesEndIsACString() {
        assertThat(DoubleReader.readLenient(Bytes.of("("), 1)).isZero();
        assertThat(DoubleReader.readLenient(Bytes.of("( \t2"), 1)).isEqualTo(2);
        assertThat(DoubleReader.readLenient(Bytes.of("7\0x"), 0)).isEqualTo(7);
        assertThat(DoubleReader.readLenient(Bytes.of("-1e400"), 0)).isEqualTo(Double.NEGATIVE_INFINITY);
        assertThat(DoubleReader.readLenient(Bytes.of("1e-400"), 0)).isZero();
        assertThat(DoubleReader.readLenient(Bytes.of("7 "), 0)).isNaN();
        assertThat(DoubleReader.readLenient(Bytes.of(" "), 0)).isNaN();
    }
}
