package io.redispatterns.engine.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.redispatterns.engine.util.Bytes;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TimeoutsTest {

    @ParameterizedTest
    @CsvSource({
        "0, 0",
        "1, 1000",
        "0.5, 500",
        "0.0001, 1",
        "1.0001, 1001",
        "0x10, 16000",
        "-0.0001, 0",
        "9e15, 9000000000000000000"
    })
    void secondsAreRoundedUpToMillis(String text, long millis) {
        assertThat(Timeouts.seconds(Bytes.of(text))).isEqualTo(millis);
    }

    @ParameterizedTest
    @CsvSource({
        "x, timeout is not a float or out of range",
        "'', timeout is not a float or out of range",
        "nan, timeout is not a float or out of range",
        "1e5000, timeout is not a float or out of range",
        "-1, timeout is negative",
        "-inf, timeout is negative",
        "-1e300, timeout is negative",
        "inf, timeout is negative",
        "1e300, timeout is negative",
        "9223372036854775.808, timeout is negative",
    })
    void whatIsNoTimeoutIsRefused(String text, String message) {
        assertThatThrownBy(() -> Timeouts.seconds(Bytes.of(text)))
                .isInstanceOf(CommandException.class)
                .hasMessage("ERR " + message);
    }
}
