package io.redispatterns.engine.type;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What is true of a sorted set between two changes: its hash table and its skip list agree, and the indexes count rightly. */
final class SortedSetInvariants {

    private final IndexedSortedMembers members;
    private final SkipList list;
    private final String when;
    /** The nodes' places in the list; the head's is 0. */
    private final Map<ScoredNode, Integer> places = new HashMap<>();

    private SortedSetInvariants(IndexedSortedMembers members, String when) {
        this.members = members;
        this.list = members.list;
        this.when = when;
    }

    /** Checks a set that is kept as a skip list; of a listpack there is nothing to check. */
    static void check(SortedSetValue set, String when) {
        if (set.members instanceof IndexedSortedMembers indexed) {
            SortedSetInvariants invariants = new SortedSetInvariants(indexed, when);
            invariants.checkNodes();
            invariants.checkIndexes();
        }
    }

    private void checkNodes() {
        ScoredNode at = list.head;
        places.put(at, 0);
        for (ScoredNode next = at.following; next != null; next = next.following) {
            assertThat(next.preceding).as(when).isSameAs(at);
            assertThat(members.table.find(next.key())).as(when).isSameAs(next);
            assertThat(at == list.head || at.compareTo(next) < 0).as(when).isTrue();
            places.put(next, places.size());
            at = next;
        }
        assertThat(list.last).as(when).isSameAs(at);
        assertThat(places).as(when).hasSize(list.size() + 1).hasSize(members.table.size() + 1);
    }

    private void checkIndexes() {
        assertThat(list.top.right != null || list.levels == 1).as(when).isTrue();
        Map<ScoredNode, SkipList.Index> towers = new HashMap<>();
        int levels = 0;
        for (SkipList.Index first = list.top; first != null; first = first.down) {
            Set<SkipList.Index> below = Set.copyOf(entries(first.down));
            for (SkipList.Index entry : entries(first)) {
                checkEntry(entry);
                assertThat(entry.down == null ? below.isEmpty() : below.contains(entry.down))
                        .as(when)
                        .isTrue();
                towers.putIfAbsent(entry.node, entry);
            }
            levels++;
        }
        assertThat(levels).as(when).isEqualTo(list.levels);
        towers.remove(list.head);
        places.keySet().forEach(node -> assertThat(node.tower).as(when).isSameAs(towers.get(node)));
    }

    private static List<SkipList.Index> entries(SkipList.@Nullable Index first) {
        List<SkipList.Index> entries = new ArrayList<>();
        for (SkipList.Index at = first; at != null; at = at.right) {
            entries.add(at);
        }
        return entries;
    }

    private void checkEntry(SkipList.Index entry) {
        int end = entry.right == null ? list.size() : place(entry.right.node);
        assertThat(entry.span).as(when).isEqualTo(end - place(entry.node));
        assertThat(entry.score).as(when).isEqualTo(entry.node.score);
        assertThat(entry.down == null || entry.down.node == entry.node).as(when).isTrue();
    }

    private int place(ScoredNode node) {
        return places.getOrDefault(node, Integer.MIN_VALUE);
    }
}
