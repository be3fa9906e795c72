package io.redispatterns.engine.type;

import io.redispatterns.engine.util.Numbers;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A walk through a list from one element that is equal to a given one to the next. The list must not be changed in other ways
 * meanwhile.
 */
public final class ListSearch {

    /** The index of no element. */
    public static final int NONE = -1;

    private final ListValue list;
    private final byte[] sought;
    /** The integer that the sought element is, if it is one. */
    private final @Nullable Long number;

    private final boolean backwards;
    /** How many elements may still be looked at. */
    private long left;
    /** Where the next element to look at stands; no node behind the last. */
    private @Nullable ListNode node;

    private int at;
    private int index;
    /** Where the last element that was found stands. */
    private @Nullable ListNode foundNode;

    private int foundAt;

    ListSearch(ListValue list, byte[] sought, boolean backwards, long limit) {
        this.list = list;
        this.sought = sought;
        this.number = Numbers.parseLong(sought);
        this.backwards = backwards;
        this.left = limit;
        this.index = backwards ? list.size() - 1 : 0;
        enter(backwards ? list.tail() : list.head());
    }

    /** Finds the next equal element and returns its index, or {@link #NONE}. */
    public int next() {
        for (ListNode current = node; current != null && left > 0; current = node) {
            left--;
            int place = at;
            int placeIndex = index;
            step(current);
            if (current.elements.isEqual(place, sought, number)) {
                foundNode = current;
                foundAt = place;
                return placeIndex;
            }
        }
        return NONE;
    }

    private void step(ListNode current) {
        at = backwards ? current.elements.previous(at) : current.elements.next(at);
        index += backwards ? -1 : 1;
        if (at == Listpack.NONE) {
            enter(backwards ? current.previous : current.next);
        }
    }

    private void enter(@Nullable ListNode other) {
        node = other;
        if (other != null) {
            at = backwards ? other.elements.last() : other.elements.first();
        }
    }

    /** Removes the element that was found last; the search may go on. */
    public void remove() {
        ListNode from = found();
        int behind = list.remove(from, foundAt);
        if (node == from) {
            at = backwards ? inFrontOf(behind, from.elements) : behind;
        }
        if (!backwards) {
            index--;
        }
        foundNode = null;
    }

    private static int inFrontOf(int behind, Listpack elements) {
        return behind == Listpack.NONE ? elements.last() : elements.previous(behind);
    }

    /** Inserts an element in front of the one that was found last; the search ends. */
    public void insertBefore(byte[] element) {
        list.insertBefore(found(), foundAt, element);
        end();
    }

    /** Inserts an element behind the one that was found last; the search ends. */
    public void insertAfter(byte[] element) {
        list.insertAfter(found(), foundAt, element);
        end();
    }

    private ListNode found() {
        return Objects.requireNonNull(foundNode, "no element has been found");
    }

    private void end() {
        node = null;
        foundNode = null;
    }
}
