package io.redispatterns.engine.type;

import static org.assertj.core.api.Assertions.assertThat;

import io.redispatterns.engine.util.Bytes;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Random changes to a set and to a JDK set, which must stay equal: in each encoding, and crossing from one to the other. */
class SetValueModelTest {

    private static final int STEPS = 4000;

    private final Set<String> model = new TreeSet<>();
    private SetValue set = new SetValue();
    private SetLimits limits = new SetLimits(0, new ListpackLimits(0, 0));
    private String encoding = "intset";
    private String when = "";

    @ParameterizedTest(name = "seed {0}, at most {1} integers, a listpack of at most {2} members of {3} bytes")
    @CsvSource({
        "1, 100000, 0, 64",
        "2, 100000, 100000, 100000",
        "3, 0, 0, 64",
        "4, 0, 100000, 100000",
        "5, 20, 0, 64",
        "6, 20, 40, 64",
        "7, 40, 20, 64",
        "8, 60, 60, 4",
        "9, 512, 128, 64"
    })
    void equalsATreeSet(long seed, int integers, int entries, int length) {
        limits = new SetLimits(integers, new ListpackLimits(entries, length));
        SplittableRandom random = new SplittableRandom(seed);
        for (int step = 0; step < STEPS; step++) {
            when = "seed " + seed + ", step " + step;
            step(random, seed == 1);
            check();
            if (set.isEmpty() && random.nextBoolean()) {
                set = new SetValue();
                encoding = "intset";
            }
        }
    }

    private void step(SplittableRandom random, boolean integersOnly) {
        String member = member(random, integersOnly);
        switch (random.nextInt(20)) {
            case 0, 1, 2, 3, 4, 5, 6, 7, 8 -> add(member);
            case 9, 10, 11, 12 ->
                assertThat(set.remove(Bytes.of(member))).as(when).isEqualTo(model.remove(member));
            case 13 -> assertThat(set.contains(Bytes.of(member))).as(when).isEqualTo(model.contains(member));
            case 14 -> popOne(random);
            case 15 -> popMany(random);
            case 16 -> sample(random);
            case 17 -> draw(random);
            case 18 -> copy(member);
            default -> scan();
        }
    }

    private static String member(SplittableRandom random, boolean integersOnly) {
        if (integersOnly || random.nextInt(4) > 0) {
            return Long.toString(random.nextInt(-60, 60) * (1L << (3 * random.nextInt(random.nextInt(20) + 1))));
        }
        return "m".repeat(random.nextInt(7)) + random.nextInt(10);
    }

    private void add(String member) {
        encoding = encodingWith(member);
        assertThat(set.add(Bytes.of(member), limits)).as(when).isEqualTo(model.add(member));
    }

    /** What the encoding becomes when the member is added, by Redis's rules. */
    private String encodingWith(String member) {
        if (model.contains(member)) {
            return encoding;
        }
        boolean integer = member.matches("0|-?[1-9][0-9]*");
        if (encoding.equals("intset") && integer) {
            return model.size() < limits.intSetEntries() ? "intset" : "hashtable";
        }
        int length = limits.listpack().elementBytes();
        boolean packable = model.size() < limits.listpack().entries()
                && member.length() <= length
                && (encoding.equals("listpack") || model.stream().allMatch(other -> other.length() <= length));
        return packable && !encoding.equals("hashtable") ? "listpack" : "hashtable";
    }

    private void popOne(SplittableRandom random) {
        if (!model.isEmpty()) {
            assertThat(model.remove(Bytes.text(set.pop(random)))).as(when).isTrue();
        }
    }

    /** Rarely, else the set would never be large. What is left may be in another encoding then, as one made anew. */
    private void popMany(SplittableRandom random) {
        if (model.size() < 2 || random.nextInt(5) > 0) {
            return;
        }
        List<String> popped = new ArrayList<>();
        int count = random.nextInt(1, model.size());
        set.pop(random, count, limits, member -> popped.add(Bytes.text(member)));
        assertThat(popped).as(when).hasSize(count);
        popped.forEach(member -> assertThat(model.remove(member)).as(when).isTrue());
        encoding = set.encoding();
    }

    private void sample(SplittableRandom random) {
        int count = random.nextInt(model.size() + 3);
        List<String> sample = new ArrayList<>();
        set.sample(random, count, member -> sample.add(Bytes.text(member)));
        assertThat(sample).as(when).hasSize(Math.min(count, model.size())).doesNotHaveDuplicates();
        assertThat(model).as(when).containsAll(sample);
    }

    private void draw(SplittableRandom random) {
        List<String> drawn = new ArrayList<>();
        set.draw(random, 10, member -> drawn.add(Bytes.text(member)));
        assertThat(drawn).as(when).hasSize(model.isEmpty() ? 0 : 10);
        assertThat(model).as(when).containsAll(drawn);
    }

    private void copy(String member) {
        SetValue original = set;
        set = original.copy();
        original.remove(Bytes.of(member));
        original.add(Bytes.of("only in the original"), limits);
    }

    private void scan() {
        Set<String> seen = new HashSet<>();
        long cursor = 0;
        do {
            cursor = set.scan(cursor, member -> seen.add(Bytes.text(member)));
        } while (cursor != 0);
        assertThat(seen).as(when).isEqualTo(model);
    }

    private void check() {
        List<String> content = new ArrayList<>();
        set.forEach(member -> content.add(Bytes.text(member)));
        assertThat(content).as(when).containsExactlyInAnyOrderElementsOf(model);
        assertThat(set.size()).as(when).isEqualTo(model.size());
        assertThat(set.encoding()).as(when).isEqualTo(encoding);
        byte[] integers = set.toIntSet();
        byte[] packed = set.toListpack();
        assertThat(integers != null).as(when).isEqualTo(encoding.equals("intset"));
        assertThat(packed != null).as(when).isEqualTo(encoding.equals("listpack"));
        if (integers != null && !model.isEmpty()) {
            assertThat(content)
                    .as(when)
                    .isSortedAccordingTo((a, b) -> Long.compare(Long.parseLong(a), Long.parseLong(b)));
            assertThat(SetValue.ofIntSet(integers, limits).size()).as(when).isEqualTo(model.size());
        }
        if (packed != null && !model.isEmpty()) {
            assertThat(SetValue.ofListpack(packed, limits).size()).as(when).isEqualTo(model.size());
        }
    }
}
