package io.redispatterns.engine.util;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class DictTest {

    private static final class Item extends Dict.KeyNode {
        private int drawn;

        Item(String key) {
            super(Bytes.of(key));
        }
    }

    private final Dict<Item> dict = new Dict<>();

    @Test
    void anEmptyDictHasNothing() {
        assertThat(dict.isEmpty()).isTrue();
        assertThat(dict.find(Bytes.of("a"))).isNull();
        assertThat(dict.remove(Bytes.of("a"))).isNull();
        assertThat(dict.random(new SplittableRandom(1))).isNull();
        assertThat(dict.scan(0, item -> {})).isZero();
        assertThat(dict.scan(12345, item -> {})).isZero();
    }

    @Test
    void findsTheNodeOfAnotherTable() {
        insert(0, 1_000);
        Dict<Item> other = new Dict<>();
        keys(500, 1_500).forEach(key -> other.insert(new Item(key)));
        List<String> common = new ArrayList<>();
        other.forEach(item -> {
            Item found = dict.find(item);
            if (found != null) {
                assertThat(found).isNotSameAs(item);
                common.add(Bytes.text(found.key()));
            }
        });
        assertThat(common).containsExactlyInAnyOrderElementsOf(keys(500, 1_000));
        assertThat(new Dict<Item>().find(new Item("k1"))).isNull();
    }

    @Test
    void givesMemoryBackWhenItEmpties() {
        insert(0, 100_000);
        IntStream.range(0, 99_990).forEach(i -> dict.remove(key(i)));
        IntStream.range(0, 100_000).forEach(i -> dict.find(key(99_995)));
        assertThat(dict.size()).isEqualTo(10);
        assertThat(dict.capacity()).isLessThanOrEqualTo(128);
        IntStream.range(99_990, 100_000).forEach(i -> dict.remove(key(i)));
        assertThat(dict.capacity()).isZero();
    }

    @Test
    void aWalkThroughAStillTableGivesEachNodeOnce() {
        insert(0, 10_000);
        settle();
        List<String> seen = new ArrayList<>();
        walk(seen::add, () -> {});
        assertThat(seen).hasSize(10_000).doesNotHaveDuplicates();
    }

    @Test
    void aWalkGivesAllThatStaysWhileTheTableGrows() {
        insert(0, 1_000);
        int[] next = {1_000};
        Set<String> seen = new HashSet<>();
        walk(seen::add, () -> {
            if (next[0] < 20_000) {
                insert(next[0], next[0] += 20);
            }
        });
        assertThat(dict.capacity()).as("it has grown meanwhile").isGreaterThan(8_000);
        assertThat(seen).containsAll(keys(0, 1_000));
    }

    @Test
    void aWalkGivesAllThatStaysWhileTheTableShrinks() {
        insert(0, 50_000);
        settle();
        int[] next = {1_000};
        int capacityBefore = dict.capacity();
        Set<String> seen = new HashSet<>();
        walk(seen::add, () -> {
            for (int i = 0; i < 40; i++) {
                dict.remove(key(next[0]++));
            }
        });
        assertThat(dict.capacity()).as("it has shrunk meanwhile").isLessThan(capacityBefore / 4);
        assertThat(seen).containsAll(keys(0, 1_000));
    }

    @Test
    void aWalkGivesAllThatStaysWhileTheSizeGoesUpAndDown() {
        long seed = System.nanoTime();
        SplittableRandom random = new SplittableRandom(seed);
        for (int round = 0; round < 50; round++) {
            Dict<Item> table = new Dict<>();
            keys(0, 200).forEach(key -> table.insert(new Item(key)));
            Set<String> seen = new HashSet<>();
            int[] crowd = {1_000, 1_000};
            long cursor = 0;
            do {
                cursor = table.scan(cursor, item -> seen.add(Bytes.text(item.key())));
                boolean more = random.nextBoolean();
                for (int i = random.nextInt(100); i > 0; i--) {
                    if (more && crowd[1] - crowd[0] < 5_000) {
                        table.insert(new Item("k" + crowd[1]++));
                    } else if (!more && crowd[0] < crowd[1]) {
                        table.remove(key(crowd[0]++));
                    }
                }
            } while (cursor != 0);
            assertThat(seen).as("round %s, seed %s", round, seed).containsAll(keys(0, 200));
        }
    }

    @Test
    void everyNodeIsDrawnAboutEquallyOften() {
        insert(0, 100);
        settle();
        SplittableRandom random = new SplittableRandom(7);
        for (int i = 0; i < 200_000; i++) {
            Item item = dict.random(random);
            assertThat(item).isNotNull();
            item.drawn++;
        }
        // A bucket is drawn first: who shares one with k others is drawn 1/(k+1) as often as who is alone.
        dict.forEach(item -> assertThat(item.drawn).isBetween(200, 8_000));
    }

    @Test
    void drawingFromWhatIsLeftOfALargeTableEnds() {
        insert(0, 200_000);
        IntStream.range(0, 199_999).forEach(i -> dict.remove(key(i)));
        SplittableRandom random = new SplittableRandom(7);
        for (int i = 0; i < 1_000; i++) {
            Item item = dict.random(random);
            assertThat(item).isNotNull();
            assertThat(item.key()).isEqualTo(key(199_999));
        }
    }

    private void walk(Consumer<String> seen, Runnable meanwhile) {
        long cursor = 0;
        do {
            cursor = dict.scan(cursor, item -> seen.accept(Bytes.text(item.key())));
            meanwhile.run();
        } while (cursor != 0);
    }

    /** Looks up until a change of size is over. */
    private void settle() {
        IntStream.range(0, 200_000).forEach(i -> dict.find(key(0)));
    }

    private void insert(int from, int to) {
        keys(from, to).forEach(key -> dict.insert(new Item(key)));
    }

    private static List<String> keys(int from, int to) {
        return IntStream.range(from, to).mapToObj(i -> "k" + i).toList();
    }

    private static byte[] key(int i) {
        return Bytes.of("k" + i);
    }
}
