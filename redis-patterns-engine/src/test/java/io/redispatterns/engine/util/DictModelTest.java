package io.redispatterns.engine.util;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.RepeatedTest;

/** Random insertions, removals and walks against a HashMap. */
class DictModelTest {

    private static final class Item extends Dict.KeyNode {
        private final int value;

        Item(String key, int value) {
            super(Bytes.of(key));
            this.value = value;
        }

        /** An item that takes another one's place. */
        Item(Item other, int value) {
            super(other);
            this.value = value;
        }
    }

    @RepeatedTest(10)
    void behavesAsAHashMap() {
        long seed = System.nanoTime();
        SplittableRandom random = new SplittableRandom(seed);
        Dict<Item> dict = new Dict<>();
        Map<String, Integer> model = new HashMap<>();
        int keys = 1 << random.nextInt(4, 13);
        for (int i = 0; i < 60_000; i++) {
            // Long runs of growing and of shrinking, so that the table changes its size both ways.
            boolean growing = (i / 5_000) % 2 == 0;
            step(dict, model, "k" + random.nextInt(keys), random.nextInt(100) < (growing ? 70 : 20), i, seed);
            if (i % 10_007 == 0) {
                assertSameContent(dict, model, seed);
            }
        }
        assertSameContent(dict, model, seed);
    }

    private static void step(
            Dict<Item> dict, Map<String, Integer> model, String key, boolean insert, int value, long seed) {
        Item found = dict.find(Bytes.of(key));
        assertThat(found == null ? null : found.value)
                .as("%s, seed %s", key, seed)
                .isEqualTo(model.get(key));
        if (insert && found == null) {
            dict.insert(new Item(key, value));
            model.put(key, value);
        } else if (insert) {
            Item replacement = new Item(found, value);
            dict.replace(found, replacement);
            model.put(key, value);
            assertThat(dict.find(found)).as("seed %s", seed).isSameAs(replacement);
        } else if (found != null && value % 2 == 0) {
            dict.remove(found);
            model.remove(key);
            assertThat(dict.find(found)).as("seed %s", seed).isNull();
        } else {
            assertThat(dict.remove(Bytes.of(key))).as("seed %s", seed).isSameAs(found);
            model.remove(key);
        }
        assertThat(dict.size()).as("seed %s", seed).isEqualTo(model.size());
    }

    private static void assertSameContent(Dict<Item> dict, Map<String, Integer> model, long seed) {
        Map<String, Integer> content = new HashMap<>();
        List<String> twice = new ArrayList<>();
        dict.forEach(item -> {
            if (content.put(Bytes.text(item.key()), item.value) != null) {
                twice.add(Bytes.text(item.key()));
            }
        });
        assertThat(twice).as("given twice, seed %s", seed).isEmpty();
        assertThat(content).as("seed %s", seed).isEqualTo(model);
    }
}
