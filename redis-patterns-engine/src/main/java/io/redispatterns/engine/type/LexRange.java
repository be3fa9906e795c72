package io.redispatterns.engine.type;

import io.redispatterns.engine.util.Bytes;
import java.util.Arrays;

/** The members between two bounds, in the order of their bytes. */
public record LexRange(Bound min, Bound max) {

    /** A member or a place in front of all or behind all, where a range begins or ends. */
    public static final class Bound {

        /** In front of every member. */
        public static final Bound LOWEST = new Bound(Bytes.EMPTY, true, -1);

        /** Behind every member. */
        public static final Bound HIGHEST = new Bound(Bytes.EMPTY, true, 1);

        private final byte[] member;
        private final boolean exclusive;
        /** -1 or 1 when the bound is beyond all members, on this side of them; else 0. */
        private final int beyond;

        private Bound(byte[] member, boolean exclusive, int beyond) {
            this.member = member;
            this.exclusive = exclusive;
            this.beyond = beyond;
        }

        /** Returns the bound at a member, which belongs to the range unless it is excluded. */
        public static Bound at(byte[] member, boolean exclusive) {
            return new Bound(member, exclusive, 0);
        }

        /** Negative, 0 or positive as a member stands in front of the bound, at it, or behind it. */
        private int compareTo(byte[] other) {
            return beyond != 0 ? -beyond : Arrays.compareUnsigned(other, member);
        }
    }

    /** Whether a member is not in front of the range. */
    boolean admitsFromBelow(byte[] member) {
        int side = min.compareTo(member);
        return min.exclusive ? side > 0 : side >= 0;
    }

    /** Whether a member is not behind the range. */
    boolean admitsFromAbove(byte[] member) {
        int side = max.compareTo(member);
        return max.exclusive ? side < 0 : side <= 0;
    }

    /** Whether the bounds leave no room between them. */
    boolean isEmpty() {
        if (min.beyond != 0 || max.beyond != 0) {
            return min.beyond >= max.beyond;
        }
        int order = Arrays.compareUnsigned(min.member, max.member);
        return order > 0 || (order == 0 && (min.exclusive || max.exclusive));
    }
}
