package io.redispatterns.engine.type;

import java.util.Arrays;

/** The nodes of a stream, ordered by id: new ones come behind all others, most that go are the first. */
final class StreamNodes {

    private static final StreamNode[] EMPTY = new StreamNode[0];
    private static final int NONE = -1;

    private StreamNode[] nodes = EMPTY;
    private int head;
    private int size;

    int size() {
        return size;
    }

    StreamNode get(int index) {
        return nodes[head + index];
    }

    StreamNode last() {
        return get(size - 1);
    }

    /** The index of the last node that begins at an id or in front of it, or -1. O(log N). */
    int floor(StreamId id) {
        int low = 0;
        int high = size - 1;
        int found = NONE;
        while (low <= high) {
            int middle = (low + high) >>> 1;
            if (get(middle).base().compareTo(id) <= 0) {
                found = middle;
                low = middle + 1;
            } else {
                high = middle - 1;
            }
        }
        return found;
    }

    /** Adds a node behind all others. Amortized O(1). */
    void add(StreamNode node) {
        if (head + size == nodes.length) {
            makeRoom();
        }
        nodes[head + size] = node;
        size++;
    }

    /** Moves the nodes to the front where half of the array is free, else makes a larger one. */
    private void makeRoom() {
        StreamNode[] target = head > size ? nodes : Arrays.copyOf(EMPTY, size + (size >> 1) + 2);
        System.arraycopy(nodes, head, target, 0, size);
        clear(target, size, target == nodes ? head + size : size);
        nodes = target;
        head = 0;
    }

    /** Removes a node. O(1) for the first one, else O(number of nodes behind it). */
    void remove(int index) {
        if (index == 0) {
            clear(nodes, head, head + 1);
            head++;
        } else {
            int at = head + index;
            System.arraycopy(nodes, at + 1, nodes, at, size - index - 1);
            clear(nodes, head + size - 1, head + size);
        }
        size--;
        if (size == 0) {
            nodes = EMPTY;
            head = 0;
        }
    }

    /** The one place that writes empty places: no index points there. */
    @SuppressWarnings("NullAway")
    private static void clear(StreamNode[] array, int from, int to) {
        Arrays.fill(array, from, to, null);
    }
}
