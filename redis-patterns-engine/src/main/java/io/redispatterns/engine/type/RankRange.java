package io.redispatterns.engine.type;

/**
 * The members of a sorted set between two ranks, of which 0 is that of the lowest score.
 *
 * @param from the first rank
 * @param to the rank behind the last; {@code from} when there is none
 */
public record RankRange(int from, int to) {

    /** The range without members. */
    public static final RankRange EMPTY = new RankRange(0, 0);

    /**
     * Returns the range between two indexes into a sequence, as Redis's commands take them: negative ones count from its end, and what
     * lies outside is cut off.
     *
     * @param size the number of members there are
     * @param reverse whether the indexes count from the highest score down
     */
    public static RankRange of(long start, long stop, int size, boolean reverse) {
        long first = Math.max(0, start < 0 ? start + size : start);
        long last = Math.min(size - 1L, stop < 0 ? stop + size : stop);
        if (first > last) {
            return EMPTY;
        }
        return reverse
                ? new RankRange((int) (size - 1 - last), (int) (size - first))
                : new RankRange((int) first, (int) last + 1);
    }

    /** The number of members. */
    public int size() {
        return to - from;
    }

    /** Whether there is no member. */
    public boolean isEmpty() {
        return from >= to;
    }

    /**
     * Returns the part of the range that LIMIT leaves.
     *
     * @param offset how many to leave out first; negative leaves nothing
     * @param count how many to take then; negative takes all
     * @param reverse whether to begin at the end of the range
     */
    public RankRange limited(long offset, long count, boolean reverse) {
        if (offset < 0 || offset >= size()) {
            return EMPTY;
        }
        int left = size() - (int) offset;
        int taken = count < 0 ? left : (int) Math.min(left, count);
        int first = reverse ? to - (int) offset - taken : from + (int) offset;
        return new RankRange(first, first + taken);
    }
}
