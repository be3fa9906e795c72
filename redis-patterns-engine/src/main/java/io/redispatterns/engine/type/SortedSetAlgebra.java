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
     * @param set a sorted set, or a set, whose members all have the score 1
     * @param weight by what its scores are multiplied
     */
    public record Operand(Value set, double weight) {

        /** Whether a value can take part. */
        public static boolean isSet(Value value) {
            return value instanceof SortedSetValue || value instanceof SetValue;
        }

        /**
         * Makes the operand.
         *
         * @throws IllegalArgumentException when the value can take no part
         */
        public Operand {
            if (!isSet(set)) {
                throw new IllegalArgumentException("a " + set.typeName() + " is no set");
            }
        }

        private int size() {
            return set instanceof SortedSetValue sorted ? sorted.size() : ((SetValue) set).size();
        }

        private double score(SetMember member) {
            return set instanceof SortedSetValue sorted ? sorted.score(member) : scoreInSet(member);
        }

        private double scoreInSet(SetMember member) {
            return ((SetValue) set).contains(member) ? 1 : Double.NaN;
        }

        private void allMatch(SortedMembers.ScoredTest test) {
            if (set instanceof SortedSetValue sorted) {
                sorted.allMatch(test);
            } else {
                ((SetValue) set).allMatch(member -> test.test(member, 1));
            }
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
            double common = common(member, score, ascending, aggregate);
            if (!Double.isNaN(common)) {
                intersection.add(member, common);
            }
            return true;
        });
        return intersection;
    }

    /** The score of a member of the first operand in the intersection; NaN when it is not in all operands. */
    private static double common(SetMember member, double score, Operand[] operands, Aggregate aggregate) {
        double common = orZero(operands[0].weight() * score);
        for (int i = 1; i < operands.length; i++) {
            // Looking for a member in the very set that is being walked would find it, and might disturb the walk.
            double other = operands[i].set() == operands[0].set() ? score : operands[i].score(member);
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
            if (!isInAnother(operands, member)) {
                difference.add(member, score);
            }
            return true;
        });
        return difference;
    }

    /** Whether a member is in another operand than the first. */
    private static boolean isInAnother(List<Operand> operands, SetMember member) {
        Value first = operands.get(0).set();
        for (int i = 1; i < operands.size(); i++) {
            Operand other = operands.get(i);
            if (other.set() == first || !Double.isNaN(other.score(member))) {
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
