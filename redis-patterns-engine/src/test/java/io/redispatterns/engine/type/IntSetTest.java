package io.redispatterns.engine.type;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.SplittableRandom;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class IntSetTest {

    @ParameterizedTest
    @CsvSource({
        "32767, 2",
        "-32768, 2",
        "32768, 4",
        "-32769, 4",
        "2147483647, 4",
        "-2147483648, 4",
        "2147483648, 8",
        "-2147483649, 8",
        "9223372036854775807, 8",
        "-9223372036854775808, 8"
    })
    void isAsWideAsTheWidestInteger(long widest, int width) {
        IntSet set = setOf(3, 1, 2);
        assertThat(set.width()).isEqualTo(2);
        assertThat(set.contains(widest)).isFalse();
        assertThat(set.remove(widest)).isFalse();
        assertThat(set.add(widest)).isTrue();
        assertThat(set.width()).isEqualTo(width);
        assertThat(content(set)).isSorted().containsExactlyInAnyOrder(1L, 2L, 3L, widest);
        assertThat(set.remove(widest)).isTrue();
        assertThat(set.width()).isEqualTo(width);
        assertThat(content(set)).containsExactly(1L, 2L, 3L);
    }

    @Test
    void hasRedissFormat() {
        assertThat(hex(setOf(2, -1))).isEqualTo("0200000002000000" + "ffff" + "0200");
        assertThat(hex(setOf(2, 65536))).isEqualTo("0400000002000000" + "02000000" + "00000100");
        assertThat(hex(setOf(-2, 1L << 32))).isEqualTo("0800000002000000" + "feffffffffffffff" + "0000000001000000");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "02000000",
                "0200000000000000",
                "0200000001000000",
                "020000000100000001",
                "0200000001000000010002",
                "020000000200000001000100",
                "020000000200000002000100",
                "03000000010000000100ff",
                "0000000001000000",
                "02000000010000800100",
                "02000000ffffffff0100",
                "0800000001000020" + "0100000000000000"
            })
    void refusesWhatIsNoIntSet(String hex) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> IntSet.of(HexFormat.of().parseHex(hex)))
                .withMessageContaining("no intset");
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void equalsATreeSet(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        IntSet set = new IntSet();
        TreeSet<Long> model = new TreeSet<>();
        for (int step = 0; step < 5000; step++) {
            long value = random.nextInt(-300, 300) * (1L << random.nextInt(step / 100 + 1) % 54);
            if (random.nextInt(3) > 0) {
                assertThat(set.add(value)).as("seed %d, step %d", seed, step).isEqualTo(model.add(value));
            } else {
                assertThat(set.remove(value)).as("seed %d, step %d", seed, step).isEqualTo(model.remove(value));
            }
            if (step % 50 == 0) {
                assertThat(content(set)).as("seed %d, step %d", seed, step).containsExactlyElementsOf(model);
                assertThat(model.isEmpty() || content(IntSet.of(set.toBytes())).equals(content(set)))
                        .isTrue();
            }
        }
        model.forEach(value -> assertThat(set.contains(value)).isTrue());
    }

    @Test
    void aCopyIsASetOfItsOwn() {
        IntSet set = setOf(1, 2);
        IntSet copy = set.copy();
        set.remove(1);
        copy.add(70_000);
        assertThat(content(set)).containsExactly(2L);
        assertThat(content(copy)).containsExactly(1L, 2L, 70_000L);
    }

    private static IntSet setOf(long... values) {
        IntSet set = new IntSet();
        for (long value : values) {
            set.add(value);
        }
        return set;
    }

    private static List<Long> content(IntSet set) {
        List<Long> content = new ArrayList<>();
        for (int i = 0; i < set.size(); i++) {
            content.add(set.get(i));
        }
        return content;
    }

    private static String hex(IntSet set) {
        return HexFormat.of().formatHex(set.toBytes());
    }
}
