package io.redispatterns.engine.util;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Elements in the order of a time that each has, soonest first: a binary heap in which each element knows its place, so that any of
 * them can be moved or taken out. Adding and moving to a later time is O(1) on average, taking out O(log N).
 *
 * @param <E> the elements' type; a subclass says where an element keeps its time and its place
 */
public abstract class TimeHeap<E> {

    /** The place of an element that is in no heap. */
    public static final int NOWHERE = -1;

    private static final int MIN_CAPACITY = 16;

    private @Nullable Object[] heap = new Object[MIN_CAPACITY];
    private int size;

    /** Makes an empty heap. */
    protected TimeHeap() {}

    /** The time that an element is ordered by. */
    protected abstract long time(E element);

    /** The element's place, or {@link #NOWHERE}. */
    protected abstract int place(E element);

    /** Notes an element's place; nobody else changes it. */
    protected abstract void setPlace(E element, int place);

    /** The number of elements. */
    public final int size() {
        return size;
    }

    /** Whether there is no element. */
    public final boolean isEmpty() {
        return size == 0;
    }

    /** Returns the element whose time is the soonest, or null when there is none. */
    public final @Nullable E first() {
        return at(0);
    }

    /** Whether an element is in the heap. */
    public final boolean contains(E element) {
        return place(element) >= 0;
    }

    /** Adds an element, or moves one that is there and whose time has changed. */
    public final void put(E element) {
        if (contains(element)) {
            siftUp(element, place(element));
            siftDown(element, place(element));
            return;
        }
        if (size == heap.length) {
            heap = Arrays.copyOf(heap, size * 2);
        }
        siftUp(element, size++);
    }

    /** Takes an element out; nothing happens when it is not there. */
    public final void remove(E element) {
        int hole = place(element);
        if (hole < 0) {
            return;
        }
        setPlace(element, NOWHERE);
        E last = at(--size);
        heap[size] = null;
        if (last != null && hole != size) {
            siftUp(last, hole);
            siftDown(last, place(last));
        }
        if (heap.length > MIN_CAPACITY && size < heap.length / 4) {
            heap = Arrays.copyOf(heap, heap.length / 2);
        }
    }

    private void siftUp(E element, int from) {
        int at = from;
        while (at > 0) {
            int parentAt = (at - 1) >>> 1;
            E parent = at(parentAt);
            if (parent == null || time(parent) <= time(element)) {
                break;
            }
            put(parent, at);
            at = parentAt;
        }
        put(element, at);
    }

    private void siftDown(E element, int from) {
        int at = from;
        while (true) {
            int childAt = 2 * at + 1;
            E child = childAt < size ? at(childAt) : null;
            E right = childAt + 1 < size ? at(childAt + 1) : null;
            if (child != null && right != null && time(right) < time(child)) {
                child = right;
                childAt++;
            }
            if (child == null || time(child) >= time(element)) {
                break;
            }
            put(child, at);
            at = childAt;
        }
        put(element, at);
    }

    private void put(E element, int at) {
        heap[at] = element;
        setPlace(element, at);
    }

    @SuppressWarnings("unchecked")
    private @Nullable E at(int place) {
        return (E) heap[place];
    }
}
