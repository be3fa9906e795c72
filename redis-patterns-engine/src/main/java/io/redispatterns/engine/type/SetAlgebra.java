package io.redispatterns.engine.type;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * Intersection, union and difference of sets. The sets may be one and the same several times; they are not changed. A member that is
 * in the result is given as an array of one of the sets, not as a copy.
 */
public final class SetAlgebra {

    private SetAlgebra() {}

    /** Gives each member that is in all sets; there is at least one set. O(N * M), N being the smallest set's size. */
    public static void intersect(List<SetValue> sets, Consumer<byte[]> consumer) {
        SetValue[] ascending = ascending(sets);
        ascending[0].allMatch(member -> {
            if (isInAllFrom(1, ascending, member)) {
                consumer.accept(member.bytes());
            }
            return true;
        });
    }

    /** Counts the members that are in all sets, up to a limit; there is at least one set. O(N * M) as {@link #intersect}. */
    public static long intersectionSize(List<SetValue> sets, long limit) {
        SetValue[] ascending = ascending(sets);
        Counter counter = new Counter(ascending, limit);
        ascending[0].allMatch(counter);
        return counter.count;
    }

    private static final class Counter implements Predicate<SetMember> {

        private final SetValue[] sets;
        private final long limit;
        private long count;

        Counter(SetValue[] sets, long limit) {
            this.sets = sets;
            this.limit = limit;
        }

        /** Counts the member if it is in all sets, and says whether to go on. */
        @Override
        public boolean test(SetMember member) {
            if (isInAllFrom(1, sets, member)) {
                count++;
            }
            return count < limit;
        }
    }

    private static SetValue[] ascending(List<SetValue> sets) {
        SetValue[] ascending = sets.toArray(SetValue[]::new);
        Arrays.sort(ascending, Comparator.comparingInt(SetValue::size));
        return ascending;
    }

    private static boolean isInAllFrom(int from, SetValue[] sets, SetMember member) {
        for (int i = from; i < sets.length; i++) {
            // Looking for a member in the very set that is being walked would find it, and might disturb the walk.
            if (sets[i] != sets[0] && !sets[i].contains(member)) {
                return false;
            }
        }
        return true;
    }

    /** Returns the union of the sets. O(N), N being the size of all together. */
    public static SetValue union(List<SetValue> sets, SetLimits limits) {
        SetValue union = new SetValue();
        for (SetValue set : sets) {
            set.allMatch(member -> {
                union.add(member, limits);
                return true;
            });
        }
        return union;
    }

    /**
     * Returns the members of the first set that are in none of the others, in the cheaper of Redis's two ways: looking each member of
     * the first up in the others, O(N * M), N being the first set's size; or removing the members of the others from the first,
     * O(size of all together).
     */
    public static SetValue difference(SetValue first, List<SetValue> others, SetLimits limits) {
        if (others.contains(first)) {
            return new SetValue();
        }
        long lookingUp = (long) first.size() * (others.size() + 1) / 2;
        long removing = first.size();
        for (SetValue other : others) {
            removing += other.size();
        }
        return lookingUp <= removing ? lookedUp(first, others, limits) : reduced(first, others, limits);
    }

    private static SetValue lookedUp(SetValue first, List<SetValue> others, SetLimits limits) {
        SetValue[] largestFirst = others.toArray(SetValue[]::new);
        Arrays.sort(largestFirst, Comparator.comparingInt(SetValue::size).reversed());
        SetValue difference = new SetValue();
        first.allMatch(member -> {
            if (!isInAny(largestFirst, member)) {
                difference.add(member, limits);
            }
            return true;
        });
        return difference;
    }

    private static boolean isInAny(SetValue[] sets, SetMember member) {
        for (SetValue set : sets) {
            if (set.contains(member)) {
                return true;
            }
        }
        return false;
    }

    private static SetValue reduced(SetValue first, List<SetValue> others, SetLimits limits) {
        SetValue difference = union(List.of(first), limits);
        for (SetValue other : others) {
            if (difference.isEmpty()) {
                break;
            }
            other.forEach(difference::remove);
        }
        return difference;
    }
}
