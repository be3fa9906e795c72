package io.redispatterns.engine.type;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.redispatterns.engine.util.Bytes;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The encodings of sets: with listpacks as in Redis 7.2, and without as in 7.0. */
class SetValueTest {

    private static final SetLimits LIMITS = new SetLimits(512, new ListpackLimits(128, 64));
    private static final SetLimits NO_LISTPACK = new SetLimits(512, new ListpackLimits(0, 64));

    @Test
    void anIntegerTooManyMakesAHashTable() {
        for (SetLimits limits : List.of(LIMITS, NO_LISTPACK)) {
            SetValue set = integers(512, limits);
            set.add(Bytes.of(0), limits);
            assertThat(set.encoding()).isEqualTo("intset");
            set.add(Bytes.of(512), limits);
            assertThat(set.encoding()).isEqualTo("hashtable");
            assertThat(set.size()).isEqualTo(513);
        }
    }

    @ParameterizedTest
    @CsvSource({"127, 64, listpack", "128, 1, hashtable", "1, 65, hashtable", "0, 64, listpack", "0, 65, hashtable"})
    void aTextAmongIntegersMakesAListpackIfItMay(int integers, int length, String encoding) {
        SetValue set = integers(integers, LIMITS);
        set.add(Bytes.of("x".repeat(length)), LIMITS);
        assertThat(set.encoding()).isEqualTo(encoding);
        assertThat(set.size()).isEqualTo(integers + 1);
        assertThat(set.contains(Bytes.of("x".repeat(length)))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"12345", "-1234"})
    void integersTooLongForAListpackMakeAHashTable(String longest) {
        SetLimits limits = new SetLimits(512, new ListpackLimits(128, 4));
        SetValue set = integers(3, limits);
        set.add(Bytes.of(longest), limits);
        set.add(Bytes.of("x"), limits);
        assertThat(set.encoding()).isEqualTo("hashtable");
    }

    @Test
    void withoutListpacksATextMakesAHashTable() {
        SetValue set = integers(3, NO_LISTPACK);
        set.add(Bytes.of("x"), NO_LISTPACK);
        assertThat(set.encoding()).isEqualTo("hashtable");
    }

    @ParameterizedTest
    @CsvSource({"127, 64, listpack", "128, 1, hashtable", "1, 65, hashtable"})
    void aMemberTooManyOrTooLongMakesAListpackAHashTable(int members, int length, String encoding) {
        SetValue set = new SetValue();
        for (int i = 0; i < members; i++) {
            set.add(Bytes.of("m" + i), LIMITS);
        }
        assertThat(set.add(Bytes.of("m0"), LIMITS)).isFalse();
        assertThat(set.encoding()).isEqualTo("listpack");
        assertThat(set.add(Bytes.of("x".repeat(length)), LIMITS)).isTrue();
        assertThat(set.encoding()).isEqualTo(encoding);
    }

    @Test
    void aHashTableStaysOne() {
        SetValue set = integers(513, LIMITS);
        for (int i = 0; i < 513; i++) {
            assertThat(set.remove(Bytes.of(i))).isTrue();
        }
        set.add(Bytes.of(1), LIMITS);
        assertThat(set.encoding()).isEqualTo("hashtable");
    }

    @ParameterizedTest
    @CsvSource({
        "1, 512, intset, intset",
        "1, 513, hashtable, intset",
        "x, 128, listpack, intset",
        "x, 129, hashtable, intset"
    })
    void aNewSetIsMadeForWhatIsExpected(String first, int count, String encoding, String withoutListpacks) {
        assertThat(SetValue.expecting(Bytes.of(first), count, LIMITS).encoding())
                .isEqualTo(encoding);
        assertThat(SetValue.expecting(Bytes.of(first), count, NO_LISTPACK).encoding())
                .isEqualTo(withoutListpacks);
    }

    @Test
    void fewIntegersAllowedMakeAListpackOfIntegers() {
        SetLimits limits = new SetLimits(4, new ListpackLimits(8, 64));
        assertThat(SetValue.expecting(Bytes.of(1), 5, limits).encoding()).isEqualTo("listpack");
        assertThat(SetValue.expecting(Bytes.of(1), 9, limits).encoding()).isEqualTo("hashtable");
    }

    @Test
    void whatIsExpectedConvertsASet() {
        SetValue integers = integers(3, LIMITS);
        integers.expect(512, LIMITS);
        assertThat(integers.encoding()).isEqualTo("intset");
        integers.expect(513, NO_LISTPACK);
        assertThat(integers.encoding()).isEqualTo("intset");
        integers.expect(513, LIMITS);
        assertThat(integers.encoding()).isEqualTo("hashtable");
        SetValue packed = SetValue.expecting(Bytes.of("x"), 1, LIMITS);
        packed.expect(128, LIMITS);
        assertThat(packed.encoding()).isEqualTo("listpack");
        packed.expect(129, LIMITS);
        assertThat(packed.encoding()).isEqualTo("hashtable");
    }

    @Test
    void whatIsLeftWhenMostIsPoppedIsMadeAnew() {
        SetValue table = integers(513, LIMITS);
        table.pop(new SplittableRandom(1), 510, LIMITS, member -> {});
        assertThat(table.encoding()).isEqualTo("listpack");
        SetValue old = integers(513, NO_LISTPACK);
        old.pop(new SplittableRandom(1), 510, NO_LISTPACK, member -> {});
        assertThat(old.encoding()).isEqualTo("intset");
        SetValue integers = integers(512, LIMITS);
        integers.pop(new SplittableRandom(1), 510, LIMITS, member -> {});
        assertThat(integers.encoding()).isEqualTo("intset");
    }

    @Test
    void compactFormsComeBack() {
        SetValue integers = integers(5, LIMITS);
        assertThat(integers.toListpack()).isNull();
        assertThat(content(SetValue.ofIntSet(present(integers.toIntSet()), LIMITS)))
                .isEqualTo(content(integers));
        SetValue packed = integers(5, LIMITS);
        packed.add(Bytes.of("x"), LIMITS);
        assertThat(packed.toIntSet()).isNull();
        assertThat(content(SetValue.ofListpack(present(packed.toListpack()), LIMITS)))
                .isEqualTo(content(packed));
    }

    @Test
    void compactFormsBeyondTheLimitsBecomeHashTables() {
        SetLimits small = new SetLimits(4, new ListpackLimits(4, 64));
        SetValue integers = integers(5, LIMITS);
        assertThat(SetValue.ofIntSet(present(integers.toIntSet()), small).encoding())
                .isEqualTo("hashtable");
        integers.add(Bytes.of("x"), LIMITS);
        SetValue table = SetValue.ofListpack(present(integers.toListpack()), small);
        assertThat(table.encoding()).isEqualTo("hashtable");
        assertThat(table.size()).isEqualTo(6);
    }

    @Test
    void listpacksThatAreNoSetsAreRefused() {
        Listpack twice = new Listpack();
        twice.append(Bytes.of("a"));
        twice.append(7);
        twice.append(Bytes.of("a"));
        for (byte[] wrong : List.of(twice.toBytes(), new Listpack().toBytes(), new byte[] {1, 2, 3})) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> SetValue.ofListpack(wrong, LIMITS))
                    .withMessageContaining("listpack");
        }
    }

    /** Each member and each pair must come out about equally often: the bounds are five standard deviations wide. */
    @ParameterizedTest
    @ValueSource(strings = {"intset", "listpack", "hashtable"})
    void samplesAreFair(String encoding) {
        SetLimits limits = new SetLimits(
                encoding.equals("intset") ? 512 : 0, new ListpackLimits(encoding.equals("listpack") ? 128 : 0, 64));
        SetValue set = SetValue.expecting(Bytes.of(1), 10, limits);
        IntStream.range(0, 10).forEach(i -> set.add(Bytes.of(i), limits));
        assertThat(set.encoding()).isEqualTo(encoding);
        SplittableRandom random = new SplittableRandom(7);
        int[] seen = new int[10];
        int rounds = 20_000;
        for (int i = 0; i < rounds; i++) {
            set.sample(random, 5, member -> seen[member[0] - '0']++);
        }
        double deviation = Math.sqrt(rounds * 0.25);
        for (int times : seen) {
            assertThat((double) times).isBetween(rounds / 2.0 - 5 * deviation, rounds / 2.0 + 5 * deviation);
        }
    }

    private static SetValue integers(int count, SetLimits limits) {
        SetValue set = new SetValue();
        for (int i = 0; i < count; i++) {
            set.add(Bytes.of(i), limits);
        }
        return set;
    }

    private static List<String> content(SetValue set) {
        List<String> content = new ArrayList<>();
        set.forEach(member -> content.add(Bytes.text(member)));
        return content;
    }

    private static byte[] present(byte @Nullable [] bytes) {
        assertThat(bytes).isNotNull();
        return Objects.requireNonNull(bytes);
    }
}
