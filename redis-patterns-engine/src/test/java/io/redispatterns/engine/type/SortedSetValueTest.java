package io.redispatterns.engine.type;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.redispatterns.engine.util.Bytes;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SortedSetValueTest {

    private static final ListpackLimits LIMITS = new ListpackLimits(128, 64);

    @Test
    void moreMembersThanTheLimitMakeASkipList() {
        SortedSetValue set = filled(128, LIMITS);
        assertThat(set.encoding()).isEqualTo("listpack");
        set.put(Bytes.of("m5"), 1000, LIMITS);
        assertThat(set.encoding()).isEqualTo("listpack");
        set.put(Bytes.of("m128"), 128, LIMITS);
        assertThat(set.encoding()).isEqualTo("skiplist");
        set.remove(new RankRange(0, 120));
        assertThat(set.encoding()).isEqualTo("skiplist");
    }

    @Test
    void aLongerMemberThanTheLimitMakesASkipList() {
        SortedSetValue set = filled(2, LIMITS);
        set.put(Bytes.of("x".repeat(64)), 1, LIMITS);
        assertThat(set.encoding()).isEqualTo("listpack");
        set.put(Bytes.of("x".repeat(65)), 1, LIMITS);
        assertThat(set.encoding()).isEqualTo("skiplist");
    }

    @ParameterizedTest
    @ValueSource(ints = {5, 300})
    void aCopyChangesAlone(int size) {
        SortedSetValue set = filled(size, LIMITS);
        SortedSetValue copy = set.copy();
        assertThat(members(copy)).isEqualTo(members(set));
        copy.put(Bytes.of("m0"), 1000, LIMITS);
        copy.remove(Bytes.of("m1"));
        assertThat(set.score(Bytes.of("m0"))).isZero();
        assertThat(set.contains(Bytes.of("m1"))).isTrue();
        SortedSetInvariants.check(set, "the original");
        SortedSetInvariants.check(copy, "the copy");
    }

    @Test
    void aListpackComesBackFromItsBytes() {
        SortedSetValue set = filled(20, LIMITS);
        set.put(Bytes.of("pi"), Math.PI, LIMITS);
        set.put(Bytes.of("end"), Double.POSITIVE_INFINITY, LIMITS);
        byte[] bytes = set.toListpack();
        assertThat(bytes).isNotNull();
        SortedSetValue back = SortedSetValue.ofListpack(bytes.clone(), LIMITS);
        assertThat(members(back)).isEqualTo(members(set));
        assertThat(back.score(Bytes.of("pi"))).isEqualTo(Math.PI);
        assertThat(SortedSetValue.ofListpack(bytes, new ListpackLimits(3, 64)).encoding())
                .isEqualTo("skiplist");
        assertThat(filled(200, LIMITS).toListpack()).isNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"a", "a 1 b", "a x", "a nan", "a 2 b 1", "b 1 a 1", "a 1 a 2", "a 1 b 2 a 3", "a 1 a 1", ""})
    void refusesBytesThatAreNoSortedSet(String elements) {
        Listpack listpack = new Listpack();
        for (String element : elements.split(" ")) {
            listpack.append(Bytes.of(element));
        }
        byte[] bytes = listpack.toBytes();
        assertThatIllegalArgumentException().isThrownBy(() -> SortedSetValue.ofListpack(bytes, LIMITS));
        assertThatIllegalArgumentException().isThrownBy(() -> SortedSetValue.ofListpack(new byte[] {1, 2, 3}, LIMITS));
    }

    /** A listpack, drawing from a table until enough differ, walking through one. */
    @ParameterizedTest
    @CsvSource({"20, 7, 128", "20, 19, 128", "300, 10, 0", "300, 250, 0", "300, 299, 0"})
    void samplesDifferentMembersAndEachSometimes(int size, int count, int limit) {
        long seed = 7;
        SplittableRandom random = new SplittableRandom(seed);
        SortedSetValue set = filled(size, new ListpackLimits(limit, 64));
        Set<String> everSeen = new HashSet<>();
        for (int round = 0; round < 2_000; round++) {
            Set<String> sample = new HashSet<>();
            set.sample(random, count, (member, score) -> sample.add(Bytes.text(member)));
            assertThat(sample).as("seed %s", seed).hasSize(count);
            everSeen.addAll(sample);
        }
        assertThat(everSeen).as("seed %s", seed).hasSize(size);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 128})
    void aSampleAsLargeAsTheSetIsAllOfItFromTheLast(int limit) {
        SortedSetValue set = filled(3, new ListpackLimits(limit, 64));
        List<String> sample = new ArrayList<>();
        set.sample(new SplittableRandom(1), Long.MAX_VALUE, (member, score) -> sample.add(Bytes.text(member)));
        assertThat(sample).containsExactly("m2", "m1", "m0");
    }

    @Test
    void whatStaysIsSeenHoweverTheSetChanges() {
        SortedSetValue set = filled(500, ListpackLimits.NONE);
        Set<String> seen = new HashSet<>();
        long cursor = 0;
        int added = 500;
        do {
            cursor = set.scan(cursor, (member, score) -> seen.add(Bytes.text(member)));
            for (int i = 0; i < 20 && added < 5000; i++) {
                set.put(Bytes.of("m" + added), added++, ListpackLimits.NONE);
            }
        } while (cursor != 0);
        for (int i = 0; i < 500; i++) {
            assertThat(seen).contains("m" + i);
        }
    }

    @Test
    void aScoreThatKeepsItsPlaceIsKnownEverywhere() {
        SortedSetValue set = filled(2000, ListpackLimits.NONE);
        for (int i = 0; i < 2000; i++) {
            set.put(Bytes.of("m" + i), i + 0.5, ListpackLimits.NONE);
        }
        SortedSetInvariants.check(set, "after the change");
        assertThat(set.ranks(new ScoreRange(9.5, false, 20, false))).isEqualTo(new RankRange(9, 20));
    }

    @ParameterizedTest
    @CsvSource({
        "0, -1, 5, false, 0, 5",
        "1, 2, 5, false, 1, 3",
        "0, 1, 5, true, 3, 5",
        "-2, 100, 5, true, 0, 2",
        "3, 1, 5, false, 0, 0",
        "5, 9, 5, false, 0, 0",
        "-9223372036854775808, 9223372036854775807, 5, true, 0, 5",
        "0, 0, 0, false, 0, 0"
    })
    void indexesBecomeRanks(long start, long stop, int size, boolean reverse, int from, int to) {
        assertThat(RankRange.of(start, stop, size, reverse)).isEqualTo(new RankRange(from, to));
    }

    private static SortedSetValue filled(int size, ListpackLimits limits) {
        SortedSetValue set = new SortedSetValue();
        for (int i = 0; i < size; i++) {
            set.put(Bytes.of("m" + i), i, limits);
        }
        return set;
    }

    private static List<String> members(SortedSetValue set) {
        List<String> members = new ArrayList<>();
        set.forEach((member, score) -> members.add(Bytes.text(member) + "=" + score));
        return members;
    }
}
