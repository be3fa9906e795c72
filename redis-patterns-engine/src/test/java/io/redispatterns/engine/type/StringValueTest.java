package io.redispatterns.engine.type;

import static org.assertj.core.api.Assertions.assertThat;

import io.redispatterns.engine.util.Bytes;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StringValueTest {

    @ParameterizedTest
    @CsvSource({
        "0, int",
        "-1, int",
        "9223372036854775807, int",
        "-9223372036854775808, int",
        "9223372036854775808, embstr",
        "-0, embstr",
        "+1, embstr",
        "01, embstr",
        "'', embstr",
        "12345678901234567890123456789012345678901234, embstr",
        "123456789012345678901234567890123456789012345, raw",
    })
    void choosesTheSmallestEncoding(String text, String encoding) {
        StringValue value = StringValue.of(Bytes.of(text));

        assertThat(value.encoding()).isEqualTo(encoding);
        assertThat(value.bytes()).isEqualTo(Bytes.of(text));
        assertThat(value.length()).isEqualTo(text.length());
    }

    @Test
    void knowsItsIntegerInEveryEncoding() {
        assertThat(StringValue.of(Bytes.of("12")).asLong()).isEqualTo(12);
        assertThat(StringValue.raw(Bytes.of("12")).asLong()).isEqualTo(12);
        assertThat(StringValue.text(Bytes.of("12")).asLong()).isEqualTo(12);
        assertThat(StringValue.of(Bytes.of("012")).asLong()).isNull();
    }

    @Test
    void textIsNeverAnInteger() {
        assertThat(StringValue.text(Bytes.of("12")).encoding()).isEqualTo("embstr");
        assertThat(StringValue.raw(Bytes.of("12")).encoding()).isEqualTo("raw");
    }

    @Test
    void changesMakeItRawAndANumberMakesItAnInteger() {
        StringValue value = StringValue.of(12);
        value.append(Bytes.of("3"));
        assertThat(value.encoding()).isEqualTo("raw");
        value.setLong(124);
        assertThat(value.encoding()).isEqualTo("int");
        assertThat(value.bytes()).isEqualTo(Bytes.of("124"));
    }

    @Test
    void leavesTheArrayItWasMadeOfAlone() {
        byte[] given = Bytes.of("abc");
        StringValue value = StringValue.of(given);
        value.write(0, Bytes.of("X"));

        assertThat(given).isEqualTo(Bytes.of("abc"));
        assertThat(value.bytes()).isEqualTo(Bytes.of("Xbc"));
    }

    @Test
    void leavesArraysItHasHandedOutAlone() {
        StringValue value = StringValue.of(Bytes.of("abc"));
        value.append(Bytes.of("def"));
        byte[] before = value.bytes();
        value.write(0, Bytes.of("X"));
        byte[] between = value.bytes();
        value.append(Bytes.of("!"));
        value.write(1, Bytes.of("Y"));

        assertThat(before).isEqualTo(Bytes.of("abcdef"));
        assertThat(between).isEqualTo(Bytes.of("Xbcdef"));
        assertThat(value.bytes()).isEqualTo(Bytes.of("XYcdef!"));
    }

    @Test
    void handsOutTheSameArrayWhileNothingChanges() {
        StringValue value = StringValue.of(Bytes.of("abc"));

        assertThat(value.bytes()).isSameAs(value.bytes());
        assertThat(value.range(0, 3)).isSameAs(value.bytes());
    }

    @Test
    void rangesDoNotShareWithTheValue() {
        StringValue value = StringValue.of(Bytes.of("abc"));
        value.append(Bytes.of("def"));
        byte[] all = value.range(0, 6);
        byte[] part = value.range(1, 3);
        value.write(0, Bytes.of("123456"));

        assertThat(all).isEqualTo(Bytes.of("abcdef"));
        assertThat(part).isEqualTo(Bytes.of("bc"));
    }

    @Test
    void fillsAGapWithZeroBytes() {
        StringValue value = StringValue.raw(Bytes.EMPTY);
        value.write(2, Bytes.of("a"));
        value.write(5, Bytes.of("b"));

        assertThat(value.bytes()).isEqualTo(Bytes.of("\0\0a\0\0b"));
    }

    @Test
    void growsByManySmallAdditions() {
        StringValue value = StringValue.raw(Bytes.EMPTY);
        byte[] expected = new byte[100_000];
        for (int i = 0; i < expected.length; i++) {
            expected[i] = (byte) i;
            value.append(new byte[] {(byte) i});
        }

        assertThat(Arrays.equals(value.bytes(), expected)).isTrue();
    }

    @Test
    void aCopyGoesItsOwnWay() {
        StringValue value = StringValue.of(Bytes.of("abc"));
        value.append(Bytes.of("def"));
        StringValue copy = value.copy();
        value.write(0, Bytes.of("X"));
        copy.write(1, Bytes.of("Y"));
        StringValue number = StringValue.of(5);
        StringValue numberCopy = number.copy();
        number.setLong(6);

        assertThat(value.bytes()).isEqualTo(Bytes.of("Xbcdef"));
        assertThat(copy.bytes()).isEqualTo(Bytes.of("aYcdef"));
        assertThat(copy.encoding()).isEqualTo("raw");
        assertThat(numberCopy.asLong()).isEqualTo(5);
        assertThat(numberCopy.encoding()).isEqualTo("int");
    }
}
