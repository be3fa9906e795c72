package io.redispatterns.engine.type;

import static org.assertj.core.api.Assertions.assertThat;

import org.jspecify.annotations.Nullable;

/** What is true of a list after every change. */
final class ListInvariants {

    /** A node that is not at an end wastes at most one byte in so many. */
    private static final int MAX_SPARE_PART = 8;

    private ListInvariants() {}

    /** Checks a list that was made by commands: a loaded one may have larger nodes. */
    static void check(ListValue list, ListLimits limits, String when) {
        int size = 0;
        @Nullable ListNode previous = null;
        for (ListNode node = list.head(); node != null; node = node.next) {
            assertThat(node.previous).as(when).isSameAs(previous);
            checkNode(node, limits, when);
            size += node.size();
            previous = node;
        }
        assertThat(list.tail()).as(when).isSameAs(previous);
        assertThat(list.size()).as(when).isEqualTo(size);
        assertThat(list.isEmpty()).as(when).isEqualTo(size == 0);
    }

    /** An element that is inserted where a full node is split comes to one of the parts, however large it is. */
    private static int largest(Listpack elements) {
        int largest = 0;
        for (int at = elements.first(); at != Listpack.NONE; at = elements.next(at)) {
            largest = Math.max(largest, elements.entrySize(at));
        }
        return largest;
    }

    private static void checkNode(ListNode node, ListLimits limits, String when) {
        Listpack elements = node.elements;
        assertThat(Listpack.validate(elements.toBytes())).as(when).isEqualTo(node.size());
        assertThat(node.size()).as(when).isPositive();
        if (node.size() > 1) {
            assertThat(node.size()).as(when).isLessThanOrEqualTo(limits.nodeEntries());
            assertThat(elements.sizeBytes() - largest(elements)).as(when).isLessThanOrEqualTo(limits.nodeBytes());
        }
        if (node.previous != null && node.next != null) {
            assertThat(elements.bytes.length - elements.sizeBytes())
                    .as(when)
                    .isLessThanOrEqualTo(elements.bytes.length / MAX_SPARE_PART);
        }
    }
}
