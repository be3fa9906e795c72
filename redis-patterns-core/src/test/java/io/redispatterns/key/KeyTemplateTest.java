package io.redispatterns.key;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class KeyTemplateTest {

    private final KeySpace keys = KeySpace.of("city-guide");
    private final KeyTemplate plain = keys.template("cache", "cities");
    private final KeyTemplate byId = keys.template("lock", "cities", HashTag.ID);
    private final KeyTemplate byName = keys.template("board", "cities", HashTag.NAME);

    @Test
    void joinsItsSegments() {
        assertThat(text(plain.key("2267057"))).isEqualTo("city-guide:cache:cities:2267057");
        assertThat(text(byId.key("2267057"))).isEqualTo("city-guide:lock:cities:{2267057}");
        assertThat(text(byName.key("2267057"))).isEqualTo("city-guide:board:{cities}:2267057");
        assertThat(text(byId.key("2267057", "fence"))).isEqualTo("city-guide:lock:cities:{2267057}:fence");
        assertThat(text(byName.key("2267057", "fence"))).isEqualTo("city-guide:board:{cities}:2267057:fence");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            ignoreLeadingAndTrailingWhitespace = false,
            value = {
                "a:b/c?d=*[x]|a:b/c?d=*[x]",
                "a b|a%20b",
                "a{b}c|a%7Bb%7Dc",
                "100%|100%25",
                "a\tb\u007f|a%09b%7F",
                "Tromsø|Tromsø",
                "日本 𝄞|日本%20𝄞",
                "a\u00a0b\u2003c|a%C2%A0b%E2%80%83c",
                "''|%"
            })
    void encodesWhatWouldBreakTheForm(String id, String shown) {
        assertThat(text(plain.key(id))).isEqualTo("city-guide:cache:cities:" + shown);
        assertThat(text(byId.key(id))).isEqualTo("city-guide:lock:cities:{" + shown + "}");
        assertThat(plain.id(plain.key(id))).isEqualTo(id);
        assertThat(byId.id(byId.key(id))).isEqualTo(id);
    }

    @Test
    void knowsNoIdOfOtherKeys() {
        assertThat(plain.id(keys.template("cache", "countries").key("1"))).isNull();
        assertThat(plain.id("city-guide:cache:cities:".getBytes(UTF_8))).isNull();
        assertThat(plain.id(plain.key("x".repeat(600)))).as("a digest").isNull();
        assertThat(byId.id(byId.key("1", "fence"))).isNull();
        assertThat(byId.id(plain.key("1"))).isNull();
        assertThat(byId.id("city-guide:lock:cities:{".getBytes(UTF_8))).isNull();
    }

    @Test
    void encodesHalvesOfSurrogatePairs() {
        assertThat(text(plain.key("\ud834"))).endsWith(":%uD834");
        assertThat(plain.key("\ud834")).isNotEqualTo(plain.key("\udd1e"));
    }

    @Test
    void replacesLongIdsByTheirDigest() {
        String longest = "x".repeat(plain.maxBytes() - "city-guide:cache:cities:".length());
        assertThat(plain.key(longest)).hasSize(plain.maxBytes());
        assertThat(text(plain.key(longest + "x"))).matches("city-guide:cache:cities:%sha256-[0-9a-f]{64}");
        assertThat(plain.key(longest + "y")).isNotEqualTo(plain.key(longest + "x"));
        assertThat(text(byId.key("ü".repeat(300)))).matches("city-guide:lock:cities:\\{%sha256-[0-9a-f]{64}}");
        assertThat(text(byId.key("ü".repeat(300), "fence"))).endsWith("}:fence");
    }

    @Test
    void givesDifferentIdsDifferentKeys() {
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        String alphabet = "a%{}: \t0sA2é\ud834\udd1e";
        Map<String, String> idByKey = new HashMap<>();
        for (int i = 0; i < 20_000; i++) {
            StringBuilder id = new StringBuilder();
            for (int length = random.nextInt(6); length > 0; length--) {
                id.append(alphabet.charAt(random.nextInt(alphabet.length())));
            }
            assertThat(plain.id(plain.key(id.toString()))).as("seed %d", seed).isEqualTo(id.toString());
            String other = idByKey.put(text(plain.key(id.toString())), id.toString());
            assertThat(other == null || other.contentEquals(id))
                    .as("seed %d: %s and %s", seed, other, id)
                    .isTrue();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Cities", "a b", "a:b", "a{b", "ä", "a*"})
    void refusesSegmentsThatWouldBreakTheForm(String segment) {
        assertThatThrownBy(() -> keys.template("cache", segment))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("\"" + segment + "\"");
        assertThatThrownBy(() -> keys.template(segment, "cities")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> KeySpace.of(segment)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> byId.key("1", segment)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void keepsPartsOnlyWhereAHashTagHoldsThemTogether() {
        assertThatThrownBy(() -> plain.key("1", "fence")).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void matchesItsKeysAndNoOthers() {
        assertThat(plain.scanPattern()).isEqualTo("city-guide:cache:cities:*");
        assertThat(byName.scanPattern()).isEqualTo("city-guide:board:{cities}:*");
    }

    @Test
    void listsTheTemplatesInUseOnce() {
        assertThat(keys.template("cache", "cities")).isSameAs(plain);
        assertThat(keys.catalogue()).isEqualTo(List.of(byName, plain, byId));
        assertThatThrownBy(() -> keys.template("cache", "cities", HashTag.ID))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static String text(byte[] key) {
        return new String(key, UTF_8);
    }
}
