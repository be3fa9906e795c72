package io.redispatterns.engine.util;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Comparator;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** The part that is asked for is that of the sorted array, and nothing is lost. */
class PartialSortTest {

    @Test
    void sortsThePart() {
        long seed = System.nanoTime();
        SplittableRandom random = new SplittableRandom(seed);
        for (int i = 0; i < 5000; i++) {
            Integer[] items = new Integer[random.nextInt(random.nextInt(4) == 0 ? 300 : 20)];
            int values = 1 + random.nextInt(50);
            Arrays.setAll(items, at -> random.nextInt(values));
            int from = random.nextInt(items.length + 1);
            int to = random.nextInt(from, items.length + 1);
            Integer[] expected = items.clone();
            Arrays.sort(expected);
            PartialSort.sort(items, Comparator.naturalOrder(), from, to);
            assertThat(Arrays.copyOfRange(items, from, to))
                    .as("seed %d, array %d", seed, i)
                    .isEqualTo(Arrays.copyOfRange(expected, from, to));
            Arrays.sort(items);
            assertThat(items).isEqualTo(expected);
        }
    }
}
