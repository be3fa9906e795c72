package io.redispatterns.engine.type;

import static org.assertj.core.api.Assertions.assertThat;

import io.redispatterns.engine.util.Bytes;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Random changes to a list and to a list of texts, which must stay equal, for nodes of all sizes. */
class ListValueModelTest {

    private static final int STEPS = 4000;
    private static final int[] LENGTHS = {0, 1, 2, 3, 10, 63, 64, 127, 300, 2000, 5000};

    private final List<String> model = new ArrayList<>();
    private ListLimits limits = ListLimits.of(-2);
    private ListValue list = new ListValue(limits);
    private SplittableRandom random = new SplittableRandom();

    @ParameterizedTest(name = "seed {0}, list-max-listpack-size {1}")
    @CsvSource({"1, -2", "2, -1", "3, -5", "4, 0", "5, 1", "6, 2", "7, 3", "8, 20", "9, 1000", "10, -1", "11, 5"})
    void equalsAListOfTexts(long seed, int maxListpackSize) {
        random = new SplittableRandom(seed);
        limits = ListLimits.of(maxListpackSize);
        list = new ListValue(limits);
        for (int step = 0; step < STEPS; step++) {
            String when = "seed " + seed + ", step " + step;
            change(when);
            ListInvariants.check(list, limits, when);
            assertThat(list.size()).as(when).isEqualTo(model.size());
            if (step % 10 == 0) {
                assertThat(texts()).as(when).containsExactlyElementsOf(model);
            }
        }
    }

    private void change(String when) {
        String element = element();
        switch (random.nextInt(model.isEmpty() ? 3 : 20)) {
            case 0, 1 -> push(element);
            case 2 -> pushMany();
            case 3 -> {
                list.addFirst(Bytes.of(element));
                model.add(0, element);
            }
            case 4 -> assertThat(Bytes.text(list.removeFirst())).as(when).isEqualTo(model.remove(0));
            case 5 -> assertThat(Bytes.text(list.removeLast())).as(when).isEqualTo(model.remove(model.size() - 1));
            case 6, 7, 8 -> insert(element, when);
            case 9, 10 -> set(element);
            case 11, 12 -> readRange(when);
            case 13 -> get(when);
            case 14, 15 -> remove(when);
            case 16 -> trim();
            case 17 -> search(when);
            case 18 -> reload();
            default -> list = list.copy();
        }
    }

    private void push(String element) {
        list.addLast(Bytes.of(element));
        model.add(element);
    }

    private void pushMany() {
        for (int i = random.nextInt(60); i > 0; i--) {
            push(element());
        }
    }

    private void insert(String element, String when) {
        String pivot = any();
        int index = model.indexOf(pivot);
        ListSearch search = list.search(Bytes.of(pivot), false, Long.MAX_VALUE);
        assertThat(search.next()).as(when).isEqualTo(index);
        if (random.nextBoolean()) {
            search.insertBefore(Bytes.of(element));
            model.add(index, element);
        } else {
            search.insertAfter(Bytes.of(element));
            model.add(index + 1, element);
        }
        assertThat(search.next()).as(when).isEqualTo(ListSearch.NONE);
    }

    private void set(String element) {
        int index = random.nextInt(model.size());
        list.set(index, Bytes.of(element));
        model.set(index, element);
    }

    private void get(String when) {
        int index = random.nextInt(model.size());
        assertThat(Bytes.text(list.get(index))).as(when).isEqualTo(model.get(index));
    }

    private void readRange(String when) {
        int from = random.nextInt(model.size());
        int count = random.nextInt(model.size() - from + 1);
        List<String> range = new ArrayList<>();
        list.forEach(from, count, element -> range.add(Bytes.text(element)));
        assertThat(range).as(when).containsExactlyElementsOf(model.subList(from, from + count));
    }

    /** Removes some equal elements from one end, as LREM does. */
    private void remove(String when) {
        String element = any();
        boolean backwards = random.nextBoolean();
        ListSearch search = list.search(Bytes.of(element), backwards, Long.MAX_VALUE);
        for (int i = random.nextInt(1, 10); i > 0; i--) {
            int index = backwards ? model.lastIndexOf(element) : model.indexOf(element);
            assertThat(search.next()).as(when).isEqualTo(index);
            if (index >= 0) {
                search.remove();
                model.remove(index);
            }
        }
    }

    private void trim() {
        int first = random.nextInt(Math.min(model.size() + 1, 30));
        list.removeFirst(first);
        model.subList(0, first).clear();
        int last = random.nextInt(Math.min(model.size() + 1, 30));
        list.removeLast(last);
        model.subList(model.size() - last, model.size()).clear();
    }

    /** Looks for all equal elements, in a part of the list. */
    private void search(String when) {
        String element = any();
        boolean backwards = random.nextBoolean();
        int limit = random.nextInt(model.size() + 10);
        ListSearch search = list.search(Bytes.of(element), backwards, limit);
        for (int i = 0; i < Math.min(limit, model.size()); i++) {
            int index = backwards ? model.size() - 1 - i : i;
            if (model.get(index).equals(element)) {
                assertThat(search.next()).as(when).isEqualTo(index);
            }
        }
        assertThat(search.next()).as(when).isEqualTo(ListSearch.NONE);
    }

    /** Makes the list of its own nodes. */
    private void reload() {
        ListValue loaded = new ListValue(limits);
        list.nodes().forEach(loaded::addNode);
        list = loaded;
    }

    private String any() {
        return model.get(random.nextInt(model.size()));
    }

    private String element() {
        return switch (random.nextInt(4)) {
            case 0 -> Long.toString(random.nextLong() >> random.nextInt(64));
            case 1 -> Integer.toString(random.nextInt(5));
            case 2 -> "abc".substring(random.nextInt(3));
            default -> "x".repeat(LENGTHS[random.nextInt(LENGTHS.length)]);
        };
    }

    private List<String> texts() {
        List<String> texts = new ArrayList<>();
        list.forEach(element -> texts.add(Bytes.text(element)));
        return texts;
    }
}
