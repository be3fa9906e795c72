package io.redispatterns.engine.type;

import static org.assertj.core.api.Assertions.assertThat;

import io.redispatterns.engine.util.Bytes;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Random sets in all encodings, some of them the same one, combined as JDK sets are. */
class SetAlgebraModelTest {

    private static final SetLimits INTEGERS = new SetLimits(1000, new ListpackLimits(0, 64));
    private static final SetLimits PACKED = new SetLimits(0, new ListpackLimits(1000, 64));
    private static final SetLimits TABLE = new SetLimits(0, new ListpackLimits(0, 64));
    private static final int ROUNDS = 500;

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void equalsTheJdksAlgebra(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        for (int round = 0; round < ROUNDS; round++) {
            String when = "seed " + seed + ", round " + round;
            List<SetValue> sets = sets(random);
            List<Set<String>> models =
                    sets.stream().map(SetAlgebraModelTest::content).toList();
            checkIntersection(sets, models, random.nextInt(1, 12), when);
            Set<String> union = new TreeSet<>();
            models.forEach(union::addAll);
            assertThat(content(SetAlgebra.union(sets, INTEGERS))).as(when).isEqualTo(union);
            Set<String> difference = new TreeSet<>(models.get(0));
            models.subList(1, models.size()).forEach(difference::removeAll);
            SetValue actual = SetAlgebra.difference(sets.get(0), sets.subList(1, sets.size()), PACKED);
            assertThat(content(actual)).as(when).isEqualTo(difference);
            assertThat(sets.stream().map(SetAlgebraModelTest::content)).as(when).isEqualTo(models);
        }
    }

    private static void checkIntersection(List<SetValue> sets, List<Set<String>> models, int limit, String when) {
        Set<String> expected = new TreeSet<>(models.get(0));
        models.forEach(expected::retainAll);
        List<String> common = new ArrayList<>();
        SetAlgebra.intersect(sets, member -> common.add(Bytes.text(member)));
        assertThat(common).as(when).containsExactlyInAnyOrderElementsOf(expected);
        assertThat(SetAlgebra.intersectionSize(sets, Long.MAX_VALUE)).as(when).isEqualTo(expected.size());
        assertThat(SetAlgebra.intersectionSize(sets, limit)).as(when).isEqualTo(Math.min(limit, expected.size()));
    }

    private static List<SetValue> sets(SplittableRandom random) {
        List<SetValue> pool = Stream.generate(() -> set(random)).limit(4).toList();
        return Stream.generate(() -> pool.get(random.nextInt(pool.size())))
                .limit(random.nextInt(1, 7))
                .toList();
    }

    private static SetValue set(SplittableRandom random) {
        int encoding = random.nextInt(3);
        SetLimits limits = List.of(INTEGERS, PACKED, TABLE).get(encoding);
        SetValue set = SetValue.expecting(Bytes.of("x"), 1, limits);
        int texts = encoding == 0 ? 0 : random.nextInt(6);
        for (int i = 0; i < texts; i++) {
            set.add(Bytes.of("m" + random.nextInt(8)), limits);
        }
        int integers = random.nextInt(random.nextInt(1, 40));
        for (int i = 0; i < integers; i++) {
            set.add(Bytes.of(random.nextInt(-20, 20) * (random.nextInt(9) == 0 ? 100_000L : 1)), limits);
        }
        return set;
    }

    private static Set<String> content(SetValue set) {
        Set<String> content = new TreeSet<>();
        set.forEach(member -> content.add(Bytes.text(member)));
        return content;
    }
}
