package io.redispatterns.engine.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SyntaxTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            value = {
                "''                                            ~ 1",
                "key                                           ~ 2",
                "key value                                     ~ 3",
                "key...                                        ~ -2",
                "[message]                                     ~ -1",
                "key [COUNT count:integer]                     ~ -2",
                "KEYS key                                      ~ 3",
                "how=(ON|OFF)                                  ~ 2",
                "how=(ON|AT time:integer)                      ~ -2",
                "pair={field value}                            ~ 3",
                "pair={field value}...                         ~ -3",
                "[WITHVALUES] key                              ~ -2",
            })
    void theArityFollows(String line, int arity) {
        assertThat(Syntax.parse(line, 1).arity()).isEqualTo(arity);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            value = {
                "key [value...]                         ~ <key> [<value> [<value> ...]]",
                "[AUTH pair={username password}]        ~ [AUTH <username> <password>]",
                "[PREFIX... prefix]                     ~ [PREFIX <prefix> [PREFIX <prefix> ...]]",
                "STREAMS key...                         ~ STREAMS <key> [<key> ...]",
                "how=(ON|OFF)                           ~ (ON|OFF)",
                "[how=(ON|OFF)]                         ~ [ON|OFF]",
                "[TYPE kind=(A|B)]                      ~ [TYPE (A|B)]",
            })
    void anArgumentIsShownAsAUserWritesIt(String line, String usage) {
        String shown =
                Syntax.parse(line, 1).arguments().stream().map(Argument::usage).collect(Collectors.joining(" "));
        assertThat(shown).isEqualTo(usage);
    }

    @Test
    void suffixesTellSinceWhenAndWhatFor() {
        List<Argument> arguments = Syntax.parse("filter=('ip:port'!2.8.12|new@2.8.12) [BY pattern#1] key", 1)
                .arguments();
        Argument filter = arguments.get(0);
        assertThat(filter.children().get(0).name()).isEqualTo("ip:port");
        assertThat(filter.children().get(0).deprecatedSince()).isEqualTo("2.8.12");
        assertThat(filter.children().get(0).since()).isNull();
        assertThat(filter.children().get(1).since()).isEqualTo("2.8.12");
        assertThat(arguments.get(1).keySpecIndex()).isEqualTo(1);
        assertThat(arguments.get(1).type()).isEqualTo(Argument.Type.PATTERN);
        assertThat(arguments.get(2).keySpecIndex()).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"[a b]", "x=(a", "x={a", "'a", "[a", "x=(a b|c)", "a ]"})
    void aLineOfAnotherFormIsRefused(String line) {
        assertThatIllegalArgumentException().isThrownBy(() -> Syntax.parse(line, 1));
    }
}
