package io.redispatterns.engine.type;

import static org.assertj.core.api.Assertions.assertThat;

import io.redispatterns.engine.util.Bytes;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Trees of three levels: how they fill, empty and stay in order. */
class ScoreTreeTest {

    private static final int MANY = 10_000;
    private static final int FULL_LEAVES = (MANY - 1) / ScorePage.CAPACITY + 1;

    private final SortedSetValue set = new SortedSetValue();

    private void fill(int from, int to, IntToDoubleFunction score) {
        for (int i = from; i < to; i++) {
            set.put(member(i), score.applyAsDouble(i), ListpackLimits.NONE);
        }
        SortedSetInvariants.check(set, "filled from " + from + " to " + to);
    }

    private static byte[] member(int i) {
        return Bytes.of(String.format("m%06d", i));
    }

    private List<String> content() {
        List<String> content = new ArrayList<>();
        set.forEach((member, score) -> content.add(Bytes.text(member)));
        return content;
    }

    private static List<String> members(int from, int to) {
        return IntStream.range(from, to).mapToObj(i -> Bytes.text(member(i))).toList();
    }

    @Test
    void risingScoresLeaveFullLeaves() {
        fill(0, MANY, i -> i);
        assertThat(SortedSetInvariants.leaves(set)).isEqualTo(FULL_LEAVES);
        assertThat(SortedSetInvariants.depth(set)).isEqualTo(3);
        assertThat(content()).isEqualTo(members(0, MANY));
    }

    @Test
    void fallingScoresLeaveFullLeaves() {
        fill(0, MANY, i -> -i);
        assertThat(SortedSetInvariants.leaves(set)).isEqualTo(FULL_LEAVES);
        List<String> falling = new ArrayList<>(members(0, MANY));
        Collections.reverse(falling);
        assertThat(content()).isEqualTo(falling);
    }

    @Test
    void risingMembersOfOneScoreLeaveFullLeaves() {
        fill(0, MANY, i -> i % 2 == 0 ? 0.0 : -0.0);
        assertThat(SortedSetInvariants.leaves(set)).isEqualTo(FULL_LEAVES);
        assertThat(content()).isEqualTo(members(0, MANY));
        for (int i = 0; i < MANY; i += 37) {
            assertThat(set.rank(member(i))).isEqualTo(i);
        }
    }

    @Test
    void aCopyHasFullLeaves() {
        SplittableRandom random = new SplittableRandom(5);
        fill(0, MANY, i -> random.nextInt(100));
        SortedSetValue copy = set.copy();
        SortedSetInvariants.check(copy, "copied");
        assertThat(SortedSetInvariants.leaves(copy)).isEqualTo(FULL_LEAVES);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 63, 64, 65, 128, 4096, 4097})
    void builtOfSoManyNodesItIsATree(int nodes) {
        SortedSetBuilder builder = new SortedSetBuilder();
        for (int i = 0; i < nodes; i++) {
            builder.put(member(i), -i);
        }
        SortedSetValue built = builder.build();
        SortedSetInvariants.check(built, "built");
        assertThat(built.size()).isEqualTo(nodes);
        built.put(Bytes.of("more"), -0.5, ListpackLimits.NONE);
        SortedSetInvariants.check(built, "with one more");
    }

    @Test
    void whatIsRemovedInAnyOrderLeavesNoPagesBehind() {
        long seed = 11;
        List<Integer> order = new ArrayList<>(IntStream.range(0, MANY).boxed().toList());
        Collections.shuffle(order, new Random(seed));
        for (int i : order) {
            set.put(member(i), i % 100, ListpackLimits.NONE);
        }
        Collections.shuffle(order, new Random(seed + 1));
        for (int i = 0; i < MANY; i++) {
            assertThat(set.remove(member(order.get(i)))).isTrue();
            if (i % 100 == 99) {
                SortedSetInvariants.check(set, "seed " + seed + ", " + i + " removed");
            }
        }
        assertThat(SortedSetInvariants.depth(set)).isEqualTo(1);
        fill(0, 1000, i -> i);
    }

    @Test
    void rangesAreCutOutAcrossPages() {
        fill(0, MANY, i -> i);
        set.remove(new RankRange(10, MANY - 10));
        SortedSetInvariants.check(set, "all but the ends");
        List<String> ends = new ArrayList<>(members(0, 10));
        ends.addAll(members(MANY - 10, MANY));
        assertThat(content()).isEqualTo(ends);
        set.remove(set.ranks());
        SortedSetInvariants.check(set, "nothing left");
        assertThat(set.isEmpty()).isTrue();
    }

    /** What is taken at one end and added at the other, as queues are used, keeps the tree as small as it is. */
    @Test
    void aQueueKeepsItsPages() {
        fill(0, 1000, i -> i);
        for (int i = 0; i < MANY; i++) {
            set.remove(new RankRange(0, 1));
            set.put(member(i + 1000), i + 1000, ListpackLimits.NONE);
        }
        SortedSetInvariants.check(set, "after the queue");
        assertThat(SortedSetInvariants.leaves(set)).isLessThanOrEqualTo(1000 / ScorePage.CAPACITY + 2);
        assertThat(content()).isEqualTo(members(MANY, MANY + 1000));
    }

    @Test
    void aScoreThatKeepsItsPlaceAtThePagesEdgesIsKnownInTheBranches() {
        fill(0, MANY, i -> i);
        fill(0, MANY, i -> i + 0.5);
        assertThat(content()).isEqualTo(members(0, MANY));
        for (int i = 0; i < MANY; i += 7) {
            assertThat(set.ranks(new ScoreRange(i, true, i + 3, true))).isEqualTo(new RankRange(i, i + 3));
        }
    }

    @Test
    void infiniteScoresStandAtTheEnds() {
        fill(0, 1000, i -> i);
        set.put(Bytes.of("high"), Double.POSITIVE_INFINITY, ListpackLimits.NONE);
        set.put(Bytes.of("low"), Double.NEGATIVE_INFINITY, ListpackLimits.NONE);
        assertThat(set.rank(Bytes.of("low"))).isZero();
        assertThat(set.rank(Bytes.of("high"))).isEqualTo(1001);
        ScoreRange finite = new ScoreRange(Double.NEGATIVE_INFINITY, true, Double.POSITIVE_INFINITY, true);
        assertThat(set.ranks(finite)).isEqualTo(new RankRange(1, 1001));
        ScoreRange all = new ScoreRange(Double.NEGATIVE_INFINITY, false, Double.POSITIVE_INFINITY, false);
        assertThat(set.ranks(all)).isEqualTo(new RankRange(0, 1002));
    }

    @Test
    void walksBothWaysFromAnyRank() {
        fill(0, 1000, i -> i);
        for (int from = 0; from < 1000; from += 61) {
            int to = Math.min(1000, from + 150);
            List<String> up = new ArrayList<>();
            List<String> down = new ArrayList<>();
            set.forEach(new RankRange(from, to), false, (member, score) -> up.add(Bytes.text(member)));
            set.forEach(new RankRange(from, to), true, (member, score) -> down.add(Bytes.text(member)));
            Collections.reverse(down);
            assertThat(up).isEqualTo(members(from, to)).isEqualTo(down);
        }
    }
}
