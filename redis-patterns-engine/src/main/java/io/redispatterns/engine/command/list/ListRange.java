package io.redispatterns.engine.command.list;

/**
 * A part of a list.
 *
 * @param from the index of its first element
 * @param count the number of its elements; where there is none {@code from} means nothing
 */
record ListRange(int from, int count) {

    private static final ListRange NONE = new ListRange(0, 0);

    /** Returns the part between two indexes, both included, negative ones from the end. */
    static ListRange of(long start, long stop, int size) {
        long from = Math.max(0, start < 0 ? start + size : start);
        long to = Math.min(size - 1L, stop < 0 ? stop + size : stop);
        return from > to ? NONE : new ListRange((int) from, (int) (to - from + 1));
    }

    /** Returns an index from the start, where a negative one is from the end; -1 when it lies outside. */
    static int index(long index, int size) {
        long fromStart = index < 0 ? index + size : index;
        return fromStart >= 0 && fromStart < size ? (int) fromStart : -1;
    }
}
