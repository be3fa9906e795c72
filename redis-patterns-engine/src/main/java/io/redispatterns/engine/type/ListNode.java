package io.redispatterns.engine.type;

import org.jspecify.annotations.Nullable;

/** Some elements of a list that stand side by side, at least one, and the nodes before and behind. */
final class ListNode {

    final Listpack elements;

    @Nullable
    ListNode previous;

    @Nullable
    ListNode next;

    ListNode(Listpack elements) {
        this.elements = elements;
    }

    int size() {
        return elements.size();
    }
}
