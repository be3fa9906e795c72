package io.redispatterns.engine.type;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A sequence of binary strings, kept as a chain of listpacks of some kilobytes each ("quicklist", as Redis 7's quicklist.c has it).
 *
 * <p>Adding and removing at both ends is amortized O(1). Reaching an element is O(number of nodes to the nearer end + size of a node).
 * An index counts from 0, the first element.
 */
public final class ListValue implements Value {

    private final ListLimits limits;
    private @Nullable ListNode head;
    private @Nullable ListNode tail;
    private int size;

    /** An element's place: the node, and the offset in it. */
    private record Place(ListNode node, int at) {}

    /** Makes an empty list whose nodes keep to the limits, now and later. */
    public ListValue(ListLimits limits) {
        this.limits = limits;
    }

    /** The number of elements. */
    public int size() {
        return size;
    }

    /** Returns an element. */
    public byte[] get(int index) {
        Place place = locate(index);
        return place.node().elements.get(place.at());
    }

    /** Adds an element in front of all others. */
    public void addFirst(byte[] element) {
        ListNode node = head;
        if (node != null && limits.admit(node.elements, element.length)) {
            node.elements.prepend(element);
        } else {
            linkBefore(node, listpackOf(element));
        }
        size++;
    }

    /** Adds an element behind all others. */
    public void addLast(byte[] element) {
        ListNode node = tail;
        if (node != null && limits.admit(node.elements, element.length)) {
            node.elements.append(element);
        } else {
            linkAfter(node, listpackOf(element));
        }
        size++;
    }

    /** Removes the first element and returns it; the list is not empty. */
    public byte[] removeFirst() {
        ListNode node = Objects.requireNonNull(head);
        byte[] element = node.elements.get(node.elements.first());
        dropFirst(node, 1);
        return element;
    }

    /** Removes the last element and returns it; the list is not empty. */
    public byte[] removeLast() {
        ListNode node = Objects.requireNonNull(tail);
        byte[] element = node.elements.get(node.elements.last());
        dropLast(node, 1);
        return element;
    }

    /** Removes so many elements from the front; there are as many. O(N), whole nodes at once. */
    public void removeFirst(int count) {
        int rest = count;
        while (rest > 0) {
            ListNode node = Objects.requireNonNull(head);
            int dropped = Math.min(rest, node.size());
            dropFirst(node, dropped);
            rest -= dropped;
        }
    }

    /** Removes so many elements from the end; there are as many. O(N), whole nodes at once. */
    public void removeLast(int count) {
        int rest = count;
        while (rest > 0) {
            ListNode node = Objects.requireNonNull(tail);
            int dropped = Math.min(rest, node.size());
            dropLast(node, dropped);
            rest -= dropped;
        }
    }

    private void dropFirst(ListNode node, int count) {
        size -= count;
        if (count == node.size()) {
            unlink(node);
        } else {
            node.elements.removeFirst(count);
        }
    }

    private void dropLast(ListNode node, int count) {
        size -= count;
        if (count == node.size()) {
            unlink(node);
        } else {
            node.elements.removeLast(count);
        }
    }

    /** Puts an element in another's place. */
    public void set(int index, byte[] element) {
        Place place = locate(index);
        ListNode node = place.node();
        if (limits.admitInstead(node.elements, place.at(), element)) {
            node.elements.replace(place.at(), element);
            settle(node);
        } else {
            replaceByOwnNode(place, element);
        }
    }

    /** Takes a node apart around an element, which comes into one of its own. */
    private void replaceByOwnNode(Place place, byte[] element) {
        ListNode node = place.node();
        Listpack behind = node.elements.split(place.at());
        behind.removeFirst(1);
        behind.trim();
        ListNode own = linkAfter(node, listpackOf(element));
        if (behind.size() > 0) {
            linkAfter(own, behind);
        }
        if (node.size() == 0) {
            unlink(node);
        } else {
            node.elements.trim();
        }
        mergeAround(own);
    }

    /** Gives every element, from the first to the last; the list must not be changed meanwhile. O(N). */
    public void forEach(Consumer<byte[]> consumer) {
        forEach(0, size, consumer);
    }

    /** Gives so many elements from an index on; there are as many. The list must not be changed meanwhile. */
    public void forEach(int from, int count, Consumer<byte[]> consumer) {
        if (count <= 0) {
            return;
        }
        Place place = locate(from);
        int given = place.node().elements.forEach(place.at(), count, consumer);
        ListNode node = place.node();
        while (given < count) {
            node = Objects.requireNonNull(node.next);
            given += node.elements.forEach(node.elements.first(), count - given, consumer);
        }
    }

    /**
     * Looks for elements that are equal to a given one.
     *
     * @param backwards whether to begin with the last element
     * @param limit how many elements to look at, at most
     */
    public ListSearch search(byte[] element, boolean backwards, long limit) {
        return new ListSearch(this, element, backwards, limit);
    }

    /** Returns each node's listpack in Redis's format, as RDB files hold them. O(N). */
    public List<byte[]> nodes() {
        List<byte[]> nodes = new ArrayList<>();
        for (ListNode node = head; node != null; node = node.next) {
            nodes.add(node.elements.toBytes());
        }
        return nodes;
    }

    /**
     * Adds a node behind all others; nothing happens when it has no elements. O(number of its elements).
     *
     * @param listpack a listpack in Redis's format; the list's from then on
     * @throws IllegalArgumentException when the bytes are no listpack
     */
    public void addNode(byte[] listpack) {
        Listpack elements = Listpack.of(listpack);
        if (elements.size() > 0) {
            linkAfter(tail, elements);
            size += elements.size();
        }
    }

    @Nullable
    ListNode head() {
        return head;
    }

    @Nullable
    ListNode tail() {
        return tail;
    }

    private Place locate(int index) {
        Objects.checkIndex(index, size);
        return index < size / 2 ? locateFromHead(index) : locateFromTail(size - index);
    }

    private Place locateFromHead(int index) {
        ListNode node = Objects.requireNonNull(head);
        int rest = index;
        while (rest >= node.size()) {
            rest -= node.size();
            node = Objects.requireNonNull(node.next);
        }
        return new Place(node, node.elements.seek(rest));
    }

    /** Finds the last element (1), the one before (2) … */
    private Place locateFromTail(int index) {
        ListNode node = Objects.requireNonNull(tail);
        int rest = index;
        while (rest > node.size()) {
            rest -= node.size();
            node = Objects.requireNonNull(node.previous);
        }
        return new Place(node, node.elements.seek(-rest));
    }

    /** Inserts an element in front of another. */
    void insertBefore(ListNode node, int at, byte[] element) {
        size++;
        ListNode previous = node.previous;
        if (limits.admit(node.elements, element.length)) {
            node.elements.insertBefore(at, element);
            settle(node);
        } else if (at != node.elements.first()) {
            ListNode rest = linkAfter(node, node.elements.split(at));
            node.elements.append(element);
            node.elements.trim();
            mergeAround(rest);
        } else if (previous != null && limits.admit(previous.elements, element.length)) {
            previous.elements.append(element);
            settle(previous);
        } else {
            linkBefore(node, listpackOf(element));
        }
    }

    /** Inserts an element behind another. */
    void insertAfter(ListNode node, int at, byte[] element) {
        size++;
        ListNode next = node.next;
        if (limits.admit(node.elements, element.length)) {
            node.elements.insertAfter(at, element);
            settle(node);
        } else if (at != node.elements.last()) {
            ListNode rest = linkAfter(node, node.elements.split(node.elements.next(at)));
            rest.elements.prepend(element);
            rest.elements.trim();
            mergeAround(node);
        } else if (next != null && limits.admit(next.elements, element.length)) {
            next.elements.prepend(element);
            settle(next);
        } else {
            linkAfter(node, listpackOf(element));
        }
    }

    /** Removes an element and returns the offset of the one then at its place in the node, or {@link Listpack#NONE}. */
    int remove(ListNode node, int at) {
        size--;
        int next = node.elements.delete(at);
        if (node.size() == 0) {
            unlink(node);
        } else if (!isAtEnd(node)) {
            int moved = node.elements.trim(next);
            return next == Listpack.NONE ? next : moved;
        }
        return next;
    }

    /** Puts nodes together that have become small enough, as Redis does after it has split one. */
    private void mergeAround(ListNode center) {
        ListNode previous = center.previous;
        if (previous != null) {
            merge(previous.previous, previous);
        }
        ListNode next = center.next;
        if (next != null) {
            merge(next, next.next);
        }
        ListNode merged = merge(center.previous, center);
        ListNode last = merged == null ? center : merged;
        merge(last, last.next);
    }

    /** Makes two nodes that stand side by side one, which it returns; null when there are no two or they are too large. */
    private @Nullable ListNode merge(@Nullable ListNode first, @Nullable ListNode second) {
        if (first == null || second == null || !limits.admitTogether(first.elements, second.elements)) {
            return null;
        }
        first.elements.appendAll(second.elements);
        unlink(second);
        settle(first);
        return first;
    }

    private static Listpack listpackOf(byte[] element) {
        Listpack listpack = new Listpack();
        listpack.append(element);
        listpack.trim();
        return listpack;
    }

    private ListNode linkBefore(@Nullable ListNode next, Listpack elements) {
        return link(next == null ? null : next.previous, elements, next);
    }

    private ListNode linkAfter(@Nullable ListNode previous, Listpack elements) {
        return link(previous, elements, previous == null ? null : previous.next);
    }

    private ListNode link(@Nullable ListNode previous, Listpack elements, @Nullable ListNode next) {
        ListNode node = new ListNode(elements);
        node.previous = previous;
        node.next = next;
        if (previous == null) {
            head = node;
        } else {
            previous.next = node;
            settle(previous);
        }
        if (next == null) {
            tail = node;
        } else {
            next.previous = node;
            settle(next);
        }
        return node;
    }

    private void unlink(ListNode node) {
        ListNode previous = node.previous;
        ListNode next = node.next;
        if (previous == null) {
            head = next;
        } else {
            previous.next = next;
        }
        if (next == null) {
            tail = previous;
        } else {
            next.previous = previous;
        }
    }

    /** Gives back the spare room of a node that is not at an end: it will rarely grow. */
    private void settle(ListNode node) {
        if (!isAtEnd(node)) {
            node.elements.trim();
        }
    }

    private static boolean isAtEnd(ListNode node) {
        return node.previous == null || node.next == null;
    }

    @Override
    public String typeName() {
        return "list";
    }

    @Override
    public String encoding() {
        return "quicklist";
    }

    @Override
    public ListValue copy() {
        ListValue copy = new ListValue(limits);
        for (ListNode node = head; node != null; node = node.next) {
            copy.linkAfter(copy.tail, node.elements.copy());
        }
        copy.size = size;
        return copy;
    }

    @Override
    public boolean isEmpty() {
        return size == 0;
    }
}
