package io.redispatterns.engine.type;

/**
 * The shape of the radix tree that would hold the nodes of a stream by their ids, 16 bytes each: a node for what all keys below it share,
 * one for each byte at which they part, and one for each end (Redis's rax.c). It is only counted, never built.
 */
final class StreamRadixTree {

    private static final int KEY_LENGTH = 16;
    private static final int HALF = 8;

    private StreamRadixTree() {}

    /** The number of nodes; an empty tree has one. */
    static long countNodes(StreamNodes keys) {
        return keys.size() == 0 ? 1 : count(keys, 0, keys.size(), 0);
    }

    /** Counts the nodes below which the keys of a range lie; they are equal up to a depth. */
    private static long count(StreamNodes keys, int from, int to, int depth) {
        StreamId first = keys.get(from).base();
        if (to - from == 1) {
            return depth < KEY_LENGTH ? 2 : 1;
        }
        int parting = depth;
        StreamId last = keys.get(to - 1).base();
        while (byteAt(first, parting) == byteAt(last, parting)) {
            parting++;
        }
        long nodes = parting > depth ? 2 : 1;
        for (int begin = from; begin < to; ) {
            int end = endOfEqual(keys, begin, to, parting);
            nodes += count(keys, begin, end, parting + 1);
            begin = end;
        }
        return nodes;
    }

    /** Where the keys end that have the same byte as the first of a range; by bisection, for the keys are in order. */
    private static int endOfEqual(StreamNodes keys, int from, int to, int at) {
        int wanted = byteAt(keys.get(from).base(), at);
        int low = from + 1;
        int high = to;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (byteAt(keys.get(middle).base(), at) == wanted) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    private static int byteAt(StreamId id, int index) {
        long half = index < HALF ? id.millis() : id.sequence();
        return (int) (half >>> (8 * (HALF - 1 - index % HALF))) & 0xFF;
    }
}
