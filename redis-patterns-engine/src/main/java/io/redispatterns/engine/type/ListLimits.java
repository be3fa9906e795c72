package io.redispatterns.engine.type;

/**
 * How large a node of a list may grow: an element that does not fit comes into a node of its own, however large it is.
 *
 * @param nodeBytes the most bytes of a node
 * @param nodeEntries the most elements of a node
 */
public record ListLimits(int nodeBytes, int nodeEntries) {

    /** The sizes that -1, -2 … stand for. */
    private static final int[] SIZES = {4096, 8192, 16_384, 32_768, 65_536};
    /** A node whose elements are counted has no more bytes than this all the same. */
    private static final int SAFE_SIZE = 8192;
    /** Redis keeps the number of elements in 15 bits. */
    private static final int MAX_ENTRIES = Short.MAX_VALUE;

    /** What an element takes at most besides its own bytes, by Redis's estimate. */
    private static final int ELEMENT_OVERHEAD = 8;
    /** What two nodes that become one need less, by Redis's estimate: it is 7 bytes in truth, and was 11 in the ziplists of Redis 6. */
    private static final int MERGED_SAVING = 11;

    private static final ListLimits[] BY_SIZE = bySize();

    /**
     * Returns the limits that {@code list-max-listpack-size} states: -1 to -5 are 4 to 64 kilobytes, less is 64 kilobytes; other numbers are
     * a number of elements in at most 8 kilobytes.
     */
    public static ListLimits of(int listMaxListpackSize) {
        if (listMaxListpackSize < 0) {
            return BY_SIZE[-Math.max(listMaxListpackSize, -BY_SIZE.length) - 1];
        }
        return new ListLimits(SAFE_SIZE, Math.min(listMaxListpackSize, MAX_ENTRIES));
    }

    private static ListLimits[] bySize() {
        ListLimits[] limits = new ListLimits[SIZES.length];
        for (int i = 0; i < limits.length; i++) {
            limits[i] = new ListLimits(SIZES[i], Integer.MAX_VALUE);
        }
        return limits;
    }

    /** Whether one more element of a length may come into a node. */
    boolean admit(Listpack node, int length) {
        return (long) node.sizeBytes() + length + ELEMENT_OVERHEAD <= nodeBytes && node.size() < nodeEntries;
    }

    /** Whether an element may take the place of another: a node may hold one that is too large, but not together with others. */
    boolean admitInstead(Listpack node, int at, byte[] element) {
        long more = (long) Listpack.entrySize(element) - node.entrySize(at);
        return more <= 0 || node.size() == 1 || node.sizeBytes() + more <= nodeBytes;
    }

    /** Whether two nodes may become one. */
    boolean admitTogether(Listpack first, Listpack second) {
        return (long) first.sizeBytes() + second.sizeBytes() - MERGED_SAVING <= nodeBytes
                && (long) first.size() + second.size() <= nodeEntries;
    }
}
