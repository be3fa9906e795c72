package io.redispatterns.engine.type;

import static org.assertj.core.api.Assertions.assertThat;

import io.redispatterns.engine.util.Bytes;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Random operations on a sorted set and on a sorted list, which must stay equal: as a listpack, as a tree, and crossing over. */
class SortedSetModelTest {

    private static final double[] SCORES = {0, -0.0, 1, 2, 3, 5, 8, 1.5, -2.25, 1e17, -1e300, Double.POSITIVE_INFINITY};

    private final Map<String, Double> model = new HashMap<>();
    private SortedSetValue set = new SortedSetValue();
    private ListpackLimits limits = new ListpackLimits(128, 64);
    private SplittableRandom random = new SplittableRandom();
    private String when = "";

    private record Scored(String member, double score) {

        static final Comparator<Scored> ORDER = (a, b) -> a.score < b.score
                ? -1
                : a.score > b.score ? 1 : Arrays.compareUnsigned(Bytes.of(a.member), Bytes.of(b.member));
    }

    @ParameterizedTest(
            name = "seed {0}, at most {1} members of {2} bytes in a listpack, {3} members, {4} to begin with")
    @CsvSource({
        "1, 100000, 100000, 40, 0, 2000",
        "2, 100000, 100000, 300, 0, 2000",
        "3, 0, 64, 40, 0, 2000",
        "4, 0, 64, 1000, 0, 2000",
        "5, 20, 64, 40, 0, 2000",
        "6, 128, 3, 200, 0, 2000",
        "7, 0, 64, 9000, 6000, 300"
    })
    void equalsASortedList(long seed, int maxEntries, int maxMember, int members, int start, int steps) {
        random = new SplittableRandom(seed);
        limits = new ListpackLimits(maxEntries, maxMember);
        while (model.size() < start) {
            put(randomMember(members), randomScore());
        }
        for (int step = 0; step < steps; step++) {
            when = "seed " + seed + ", step " + step;
            step(members);
            check();
        }
    }

    private String randomMember(int members) {
        return "m" + random.nextInt(members);
    }

    private double randomScore() {
        return SCORES[random.nextInt(SCORES.length)];
    }

    private void step(int members) {
        String member = randomMember(members);
        switch (random.nextInt(10)) {
            case 0, 1, 2, 3 -> put(member, randomScore());
            case 4 -> put(member, random.nextDouble(-1, 9));
            case 5 -> assertThat(set.remove(Bytes.of(member))).as(when).isEqualTo(model.remove(member) != null);
            case 6 -> remove(random.nextInt(30) == 0 ? 1.0 : 0.05);
            case 7 -> set = random.nextInt(10) == 0 ? set.copy() : set;
            case 8 -> repack();
            default -> lookAround(member);
        }
    }

    private void put(String member, double score) {
        boolean added = set.put(Bytes.of(member), score, limits);
        Double present = model.get(member);
        assertThat(added).as(when).isEqualTo(present == null);
        if (present == null || present.doubleValue() != score) {
            model.put(member, score);
        }
    }

    /** Removes a range of ranks, at most a part of all members. */
    private void remove(double part) {
        List<Scored> sorted = sorted();
        int from = random.nextInt(sorted.size() + 1);
        int to = Math.min(sorted.size(), from + random.nextInt((int) (sorted.size() * part) + 2));
        sorted.subList(from, to).forEach(removed -> model.remove(removed.member));
        set.remove(new RankRange(from, to));
    }

    /** Takes the set out of its bytes, or builds it anew. */
    private void repack() {
        byte[] packed = set.toListpack();
        if (packed != null) {
            set = SortedSetValue.ofListpack(packed, limits);
        } else if (random.nextInt(20) == 0) {
            SortedSetBuilder builder = new SortedSetBuilder();
            model.forEach((member, score) -> builder.put(Bytes.of(member), score));
            set = builder.build(limits);
        }
    }

    /** Compares a rank and the ranges between two scores and two members. */
    private void lookAround(String member) {
        List<Scored> sorted = sorted();
        int rank = Collections.binarySearch(
                sorted, new Scored(member, model.getOrDefault(member, Double.NEGATIVE_INFINITY)), Scored.ORDER);
        assertThat(set.rank(Bytes.of(member))).as(when).isEqualTo(Math.max(-1, rank));
        ScoreRange range = new ScoreRange(
                SCORES[random.nextInt(SCORES.length)],
                random.nextBoolean(),
                SCORES[random.nextInt(SCORES.length)],
                random.nextBoolean());
        boolean reverse = random.nextBoolean();
        List<Scored> expected = new ArrayList<>(sorted.stream()
                .filter(scored -> range.admitsFromBelow(scored.score) && range.admitsFromAbove(scored.score))
                .toList());
        if (reverse) {
            Collections.reverse(expected);
        }
        assertThat(content(set.ranks(range), reverse)).as(when).isEqualTo(expected);
    }

    private void check() {
        assertThat(content(set.ranks(), false)).as(when).isEqualTo(sorted());
        assertThat(set.size()).as(when).isEqualTo(model.size());
        SortedSetInvariants.check(set, when);
    }

    private List<Scored> content(RankRange range, boolean reverse) {
        List<Scored> content = new ArrayList<>();
        set.forEach(range, reverse, (member, score) -> content.add(new Scored(Bytes.text(member), score + 0.0)));
        return content;
    }

    /** The members in order; -0, which a listpack does not keep, as 0. */
    private List<Scored> sorted() {
        List<Scored> sorted = new ArrayList<>(model.size());
        model.forEach((member, score) -> sorted.add(new Scored(member, score + 0.0)));
        sorted.sort(Scored.ORDER);
        return sorted;
    }
}
