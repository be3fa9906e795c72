package io.redispatterns.engine.type;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * Union, intersection and difference of sorted sets. The operands may be one and the same several times; they are not changed. Scores
 * are put together in the order of the operands' sizes, as in Redis, so that sums are rounded in the same way.
 */
public final class SortedSetAlgebra {

    private SortedSetAlgebra() {}

    /** What is made of the scores that a member has in several operands. */
    public enum Aggregate {
        /** Their sum; 0 where one is infinite and another is negative and infinite. */
        SUM,
        /** The lowest. */
        MIN,
        /** The highest. */
        MAX;

        double of(double present, double more) {
            return switch (this) {
                case SUM -> orZero(present + more);
                case MIN -> more < present ? more : present;
                case MAX -> more > present ? more : present;
            };
        }
    }

    /**
     * A set that takes part.
     *
     * @param set a sorted set
     * @param weight by what its scores are multiplied
     */
    public record Operand(Value set, double weight) {

        /** Whether a value can take part. */
        public static boolean isSet(Value value) {
            return value instanceof SortedSetValue;
        }

        private int size() {
            return ((SortedSetValue) set).size();
        }

        private double score(byte[] member) {
            return ((SortedSetValue) set).score(member);
        }

        private boolean allMatch(SortedMembers.ScoredTest test) {
            return ((SortedSetValue) set).allMatch(test);
        }
    }

    /** A sum or a product that is not defined counts as 0. */
    private static double orZero(double score) {
        return Double.isNaN(score) ? 0 : score;
    }

    /** Returns the members that are in any of the operands. O(N), N being the size of all together. */
    public static SortedSetBuilder union(List<Operand> operands, Aggregate aggregate) {
        SortedSetBuilder union = new SortedSetBuilder();
        for (Operand operand : ascending(operands)) {
            operand.allMatch((member, score) -> {
                union.merge(member, orZero(operand.weight() * score), aggregate);
                return true;
            });
        }
        return union;
    }

    /** Returns the members that are in all of the operands. O(N * K), N being the smallest one's size and K how many there are. */
    public static SortedSetBuilder intersection(List<Operand> operands, Aggregate aggregate) {
        Operand[] ascending = ascending(operands);
        SortedSetBuilder intersection = new SortedSetBuilder();
        ascending[0].allMatch((member, score) -> {
            double common = common(member, orZero(ascending[0].weight() * score), ascending, aggregate);
            if (!Double.isNaN(common)) {
                intersection.add(member, common);
            }
            return true;
        });
        return intersection;
    }

    /** The score of a member of the first operand in the intersection; NaN when it is not in all operands. */
    private static double common(byte[] member, double score, Operand[] operands, Aggregate aggregate) {
        double common = score;
        for (int i = 1; i < operands.length; i++) {
            double other = operands[i].score(member);
            if (Double.isNaN(other)) {
                return Double.NaN;
            }
            common = aggregate.of(common, operands[i].weight() * other);
        }
        return common;
    }

    /** Counts the members that are in all of the operands, up to a limit. O(N * K) as {@link #intersection}. */
    public static long intersectionSize(List<Operand> operands, long limit) {
        Operand[] ascending = ascending(operands);
        long[] found = {0};
        ascending[0].allMatch((member, score) -> {
            if (!Double.isNaN(common(member, score, ascending, Aggregate.MIN))) {
                found[0]++;
            }
            return found[0] < limit;
        });
        return found[0];
    }

    /** Returns the members of the first operand that are in none of the others. O(N * K) at most, N being the first one's size. */
    public static SortedSetBuilder difference(List<Operand> operands) {
        SortedSetBuilder difference = new SortedSetBuilder();
        operands.get(0).allMatch((member, score) -> {
            if (!isInAny(operands, member)) {
                difference.add(member, score);
            }
            return true;
        });
        return difference;
    }

    /** Whether a member is in another operand than the first. */
    private static boolean isInAny(List<Operand> operands, byte[] member) {
        for (int i = 1; i < operands.size(); i++) {
            if (!Double.isNaN(operands.get(i).score(member))) {
                return true;
            }
        }
        return false;
    }

    private static Operand[] ascending(List<Operand> operands) {
        Operand[] ascending = operands.toArray(Operand[]::new);
        Arrays.sort(ascending, Comparator.comparingInt(Operand::size));
        return ascending;
    }
}
