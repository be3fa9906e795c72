package io.redispatterns.spring.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.springframework.cache.interceptor.SimpleKey;

class EntryIdTest {

    private enum Shape {
        ROUND {
            @Override
            public String toString() {
                return "as a ball";
            }
        }
    }

    @Test
    void oneObjectIsItsText() {
        assertThat(EntryId.of("a:b")).isEqualTo("a:b");
        assertThat(EntryId.of(42L)).isEqualTo("42");
        assertThat(EntryId.of(TimeUnit.DAYS)).isEqualTo("DAYS");
        assertThat(EntryId.of(Shape.ROUND)).isEqualTo("ROUND");
        assertThat(EntryId.of(Map.entry("a", 1))).isEqualTo("a=1");
        assertThat(EntryId.of(new SimpleKey())).isEmpty();
        assertThat(EntryId.of(new SimpleKey("a", "b"))).isEqualTo("a:b");
        assertThat(EntryId.of(new int[] {1, 2})).isEqualTo("1:2");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> EntryId.of(new Object()))
                .withMessageContaining("java.lang.Object has no text of its own");
        assertThatIllegalArgumentException().isThrownBy(() -> EntryId.of(List.of(new Object())));
    }

    /** Lists of texts made of the characters that matter; the seed is in the message of a failure. */
    @Test
    void differentObjectsHaveDifferentTexts() {
        long seed = System.nanoTime();
        SplittableRandom random = new SplittableRandom(seed);
        Map<String, List<String>> seen = new HashMap<>();
        for (int i = 0; i < 50_000; i++) {
            List<String> keys = new ArrayList<>();
            int size = random.nextInt(4);
            for (int k = 0; k < size; k++) {
                keys.add(random.nextInt(6) == 0 ? null : text(random));
            }
            List<String> other = seen.putIfAbsent(EntryId.of(keys), keys);
            assertThat(other == null ? keys : other).as("seed %d", seed).isEqualTo(keys);
        }
    }

    private static String text(SplittableRandom random) {
        StringBuilder text = new StringBuilder();
        int length = random.nextInt(4);
        for (int i = 0; i < length; i++) {
            text.append("a:\\-.".charAt(random.nextInt(5)));
        }
        return text.toString();
    }
}
