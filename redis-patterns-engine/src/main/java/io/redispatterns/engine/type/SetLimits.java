package io.redispatterns.engine.type;

/**
 * How large a set may be that is kept in a compact encoding.
 *
 * @param intSetEntries the most members of a set of integers that is kept as a sorted array
 * @param listpack what a set may be like that is kept as a listpack, as from Redis 7.2 on; with no entries, none is
 */
public record SetLimits(int intSetEntries, ListpackLimits listpack) {

    /** Whether a set of integers may have so many members. */
    boolean admitsIntegers(long members) {
        return members <= Math.min(intSetEntries, IntSet.MAX_SIZE);
    }

    /** Whether sets are kept as listpacks at all. */
    boolean knowListpacks() {
        return listpack.entries() > 0;
    }
}
