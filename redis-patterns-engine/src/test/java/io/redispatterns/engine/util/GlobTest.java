package io.redispatterns.engine.util;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GlobTest {

    @ParameterizedTest
    @CsvSource(quoteCharacter = '"', textBlock = """
            *,        anything, true
            *,        "",       true
            **,       "",       false
            a*,       a,        true
            a**,      a,        true
            *a,       bba,      true
            *a,       ab,       false
            a*b*c,    aXbXbXc,  true
            a*b*c,    aXcXb,    false
            h?llo,    hello,    true
            h?llo,    hllo,     false
            h[ae]llo, hallo,    true
            h[^e]llo, hello,    false
            h[a-b]o,  hbo,      true
            h[b-a]o,  hbo,      true
            [a,       a,        true
            [^,       a,        true
            [,        [,        false
            \\*,      *,        true
            \\*,      a,        false
            \\,       \\,       true
            [\\]],    ],        true
            "",       "",       true
            "",       a,        false
            """)
    void matchesAsRedisDoes(String pattern, String text, boolean expected) {
        assertThat(Glob.matches(Bytes.of(pattern), Bytes.of(text))).isEqualTo(expected);
    }

    @Test
    void ignoresTheCaseOfAsciiLettersWhenTold() {
        assertThat(Glob.matchesIgnoreCase(Bytes.of("MAX*[A-F]"), Bytes.of("maxmemorye")))
                .isTrue();
        assertThat(Glob.matches(Bytes.of("MAX*"), Bytes.of("maxmemory"))).isFalse();
        assertThat(Glob.matchesIgnoreCase(Bytes.of("*"), Bytes.EMPTY)).isTrue();
    }

    @Test
    void hostilePatternsNeitherTakeForEverNorOverflowTheStack() {
        byte[] text = Bytes.of("a".repeat(20_000));
        assertThat(Glob.matches(Bytes.of("*a".repeat(9_000) + "b"), text)).isFalse();
        assertThat(Glob.matches(Bytes.of("*?".repeat(20_000)), text)).isTrue();
    }
}
