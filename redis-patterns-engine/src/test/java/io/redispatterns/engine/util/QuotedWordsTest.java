package io.redispatterns.engine.util;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class QuotedWordsTest {

    private static byte[][] split(String line) {
        byte[] bytes = ("x" + line + "x").getBytes(StandardCharsets.ISO_8859_1);
        return QuotedWords.split(bytes, 1, bytes.length - 1);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "a b            | <a><b>",
                "`  a\t\r\n b ` | <a><b>",
                "`   `          | ``",
                "`\"a b\" c`    | <a b><c>",
                "`\"\" ''`      | <><>",
                "`a\"b\"`       | <ab>",
                "`\"\\n\\r\\t\\b\\a\\\"\\\\\\q\"` | `<\n\r\t\b\u0007\"\\q>`",
                "`\"\\x41\\x7a\\xff\"`  | <Az\u00ff>",
                "`\"\\x4g\\x4\"` | <x4gx4>",
                "`'a\\'b\\n'`   | <a'b\\n>",
                "`a\\n\\`       | <a\\n\\>"
            })
    void quotesAndEscapesAreThoseOfRedis(String line, String words) {
        StringBuilder shown = new StringBuilder();
        for (byte[] word : split(line)) {
            shown.append('<')
                    .append(new String(word, StandardCharsets.ISO_8859_1))
                    .append('>');
        }
        assertThat(shown.toString()).isEqualTo(words);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"", "'", "\"a", "'a", "\"a\"b", "'a'b", "\"a\\", "'a\\'", "a\"", "\"\\\""})
    void unbalancedQuotesGiveNull(String line) {
        assertThat(split(line)).isNull();
    }
}
