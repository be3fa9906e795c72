package io.redispatterns.redis;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CommandTest {

    @Test
    void keepsItsWordsInOrder() {
        Command command =
                Command.of("set").key("k").arg("v").arg("PX").arg(60_000).arg(1.5);
        assertThat(words(command)).containsExactly("SET", "k", "v", "PX", "60000", "1.5");
        assertThat(command.name()).isEqualTo("SET");
        assertThat(command.argCount()).isEqualTo(5);
    }

    @Test
    void writesNumbersAsRedisReadsThem() {
        assertThat(words(Command.of("X")
                        .arg(Double.POSITIVE_INFINITY)
                        .arg(Double.NEGATIVE_INFINITY)
                        .arg(Long.MIN_VALUE)))
                .containsExactly("X", "inf", "-inf", "-9223372036854775808");
        assertThatThrownBy(() -> Command.of("X").arg(Double.NaN)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void knowsItsKeys() {
        Command command = Command.of("EVAL")
                .arg("return 1")
                .arg(2)
                .keys(List.of("a".getBytes(UTF_8), "b".getBytes(UTF_8)))
                .args(List.of("x".getBytes(UTF_8)));
        assertThat(command.keyCount()).isEqualTo(2);
        assertThat(Stream.iterate(0, i -> i + 1).limit(command.argCount()).filter(command::isKeyAt))
                .containsExactly(2, 3);
        assertThat(Command.of("GET").key("a").isKeyAt(0)).isTrue();
        assertThat(Command.of("PING").keyCount()).isZero();
    }

    @Test
    void isImmutable() {
        Command get = Command.of("GET");
        get.key("a");
        assertThat(get.argCount()).isZero();
        assertThat(words(get.key("b"))).containsExactly("GET", "b");
    }

    @Test
    void showsNoArguments() {
        assertThat(Command.of("AUTH").arg("user").arg("secret")).hasToString("AUTH(2 arguments)");
        assertThat(Command.of("GET").key("secret")).hasToString("GET(1 argument)");
    }

    @Test
    void knowsWhatNeedsAConnectionOfItsOwn() {
        assertThat(Stream.of(
                        Command.of("Subscribe").arg("c"),
                        Command.of("XREADGROUP").arg("Block").arg(1),
                        Command.of("XREAD").args(List.of("COUNT".getBytes(UTF_8), "BLOCK".getBytes(UTF_8))),
                        Command.of("CLIENT").arg("reply").arg("OFF"),
                        Command.of("XREAD").arg("BLOCK").arg(0).arg("STREAMS").key("s")))
                .allMatch(Command::isExclusive);
        assertThat(Stream.of(
                        Command.of("GET").key("BLOCK"),
                        Command.of("XREAD").arg("COUNT").arg(1),
                        Command.of("CLIENT").arg("ID")))
                .noneMatch(Command::isExclusive);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "CONFIG GET", "GËT", "A\r\nB"})
    void refusesWhatIsNotAName(String name) {
        assertThatThrownBy(() -> Command.of(name)).isInstanceOf(IllegalArgumentException.class);
    }

    private static List<String> words(Command command) {
        return Stream.of(command.argv()).map(word -> new String(word, UTF_8)).toList();
    }
}
