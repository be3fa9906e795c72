package io.redispatterns.engine.type;

import static org.assertj.core.api.Assertions.assertThat;

import io.redispatterns.engine.util.Bytes;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Random changes to a listpack and to a list of texts, which must stay equal. */
class ListpackModelTest {

    private static final int STEPS = 3000;
    private static final int[] LENGTHS = {0, 1, 3, 20, 62, 63, 64, 65, 125, 126, 127, 300, 4095, 4096, 17_000};

    private final List<String> model = new ArrayList<>();
    private Listpack listpack = new Listpack();

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4})
    void equalsAListOfTexts(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        for (int step = 0; step < STEPS; step++) {
            change(random);
            if (step % 20 == 0) {
                check(random, "seed " + seed + ", step " + step);
            }
        }
        check(random, "seed " + seed + ", end");
    }

    private void change(SplittableRandom random) {
        int index = model.isEmpty() ? 0 : random.nextInt(model.size());
        int at = listpack.seek(index);
        String element = element(random);
        switch (model.isEmpty() ? 0 : random.nextInt(model.size() > 100 ? 14 : 12)) {
            case 0, 1 -> {
                listpack.append(Bytes.of(element));
                model.add(element);
            }
            case 2 -> {
                listpack.insertBefore(at, Bytes.of(element));
                model.add(index, element);
            }
            case 3 -> {
                int inserted = listpack.insertAfter(at, Bytes.of(element));
                model.add(index + 1, element);
                assertThat(inserted).isEqualTo(listpack.seek(index + 1));
            }
            case 4 -> {
                listpack.replace(at, Bytes.of(element));
                model.set(index, element);
            }
            case 5 -> {
                long number = random.nextLong() >> random.nextInt(64);
                listpack.replace(at, number);
                model.set(index, Long.toString(number));
            }
            case 6 -> listpack = Listpack.of(listpack.toBytes());
            case 7, 8 -> {
                listpack.prepend(Bytes.of(element));
                model.add(0, element);
            }
            case 9 -> removeAtEnds(random);
            case 10 -> splitAndJoin(random, index, at);
            case 11 -> listpack.trim();
            default -> deleteSome(random, index, at);
        }
    }

    private void removeAtEnds(SplittableRandom random) {
        int first = random.nextInt(4);
        listpack.removeFirst(first);
        model.subList(0, Math.min(first, model.size())).clear();
        int last = random.nextInt(4);
        listpack.removeLast(last);
        model.subList(Math.max(0, model.size() - last), model.size()).clear();
    }

    /** Cuts the listpack in two and puts the parts together again in the other order. */
    private void splitAndJoin(SplittableRandom random, int index, int at) {
        Listpack tail = listpack.split(at);
        if (random.nextBoolean()) {
            listpack.trim();
        }
        tail.appendAll(listpack);
        listpack = tail;
        List<String> head = new ArrayList<>(model.subList(0, index));
        model.subList(0, index).clear();
        model.addAll(head);
    }

    private void deleteSome(SplittableRandom random, int index, int at) {
        int elements = random.nextInt(1, 20);
        int next = listpack.delete(at, elements);
        model.subList(index, Math.min(model.size(), index + elements)).clear();
        assertThat(next).isEqualTo(listpack.seek(index));
    }

    private static String element(SplittableRandom random) {
        return switch (random.nextInt(4)) {
            case 0 -> Long.toString(random.nextLong() >> random.nextInt(64));
            case 1 -> "-0" + random.nextInt(10);
            default -> Character.toString('a' + random.nextInt(3)).repeat(LENGTHS[random.nextInt(LENGTHS.length)]);
        };
    }

    private void check(SplittableRandom random, String when) {
        assertThat(listpack.size()).as(when).isEqualTo(model.size());
        assertThat(Listpack.validate(listpack.toBytes())).as(when).isEqualTo(model.size());
        int at = listpack.first();
        for (String expected : model) {
            assertThat(Bytes.text(listpack.get(at))).as(when).isEqualTo(expected);
            assertThat(listpack.length(at)).as(when).isEqualTo(expected.length());
            at = listpack.next(at);
        }
        assertThat(at).as(when).isEqualTo(Listpack.NONE);
        at = listpack.last();
        for (int i = model.size() - 1; i >= 0; i--) {
            assertThat(at).as(when).isEqualTo(listpack.seek(i));
            at = listpack.previous(at);
        }
        assertThat(at).as(when).isEqualTo(Listpack.NONE);
        String sought = model.isEmpty() ? "a" : model.get(random.nextInt(model.size()));
        assertThat(listpack.find(Bytes.of(sought), listpack.first(), 0))
                .as(when)
                .isEqualTo(listpack.seek(model.indexOf(sought) < 0 ? model.size() : model.indexOf(sought)));
    }
}
