package io.redispatterns.engine.keyspace;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The entries that expire, soonest first: a binary heap in which each entry knows its place. Adding and moving to a later time is
 * O(1) on average, removing O(log N).
 */
final class ExpiryIndex {

    private static final int MIN_CAPACITY = 16;

    private @Nullable Entry[] heap = new Entry[MIN_CAPACITY];
    private int size;

    int size() {
        return size;
    }

    /** Returns the entry that expires first, or null when none does. */
    @Nullable
    Entry first() {
        return size == 0 ? null : heap[0];
    }

    /** Sets, moves or (with {@link Entry#NO_EXPIRY}) ends an entry's expiry. */
    void set(Entry entry, long expireAtMillis) {
        if (expireAtMillis == Entry.NO_EXPIRY) {
            remove(entry);
            return;
        }
        long before = entry.expireAtMillis;
        entry.expireAtMillis = expireAtMillis;
        if (entry.expiryIndex < 0) {
            add(entry);
        } else if (expireAtMillis < before) {
            siftUp(entry, entry.expiryIndex);
        } else {
            siftDown(entry, entry.expiryIndex);
        }
    }

    /** Takes an entry out; nothing happens when it has no expiry. */
    void remove(Entry entry) {
        int hole = entry.expiryIndex;
        if (hole < 0) {
            return;
        }
        entry.expiryIndex = -1;
        entry.expireAtMillis = Entry.NO_EXPIRY;
        Entry last = heap[--size];
        heap[size] = null;
        if (last != null && hole != size) {
            siftUp(last, hole);
            siftDown(last, last.expiryIndex);
        }
        if (heap.length > MIN_CAPACITY && size < heap.length / 4) {
            heap = Arrays.copyOf(heap, heap.length / 2);
        }
    }

    private void add(Entry entry) {
        if (size == heap.length) {
            heap = Arrays.copyOf(heap, size * 2);
        }
        siftUp(entry, size++);
    }

    private void siftUp(Entry entry, int from) {
        int at = from;
        while (at > 0) {
            int parentAt = (at - 1) >>> 1;
            Entry parent = heap[parentAt];
            if (parent == null || parent.expireAtMillis <= entry.expireAtMillis) {
                break;
            }
            place(parent, at);
            at = parentAt;
        }
        place(entry, at);
    }

    private void siftDown(Entry entry, int from) {
        int at = from;
        while (true) {
            int childAt = 2 * at + 1;
            Entry child = childAt < size ? heap[childAt] : null;
            Entry right = childAt + 1 < size ? heap[childAt + 1] : null;
            if (child != null && right != null && right.expireAtMillis < child.expireAtMillis) {
                child = right;
                childAt++;
            }
            if (child == null || child.expireAtMillis >= entry.expireAtMillis) {
                break;
            }
            place(child, at);
            at = childAt;
        }
        place(entry, at);
    }

    private void place(Entry entry, int at) {
        heap[at] = entry;
        entry.expiryIndex = at;
    }
}
