package io.redispatterns.engine.type;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What is true of a sorted set between two changes: its hash table and its tree agree, and the tree is a B+ tree that counts rightly. */
final class SortedSetInvariants {

    private final IndexedSortedMembers members;
    private final String when;
    private final List<ScoreLeaf> leaves = new ArrayList<>();

    private SortedSetInvariants(IndexedSortedMembers members, String when) {
        this.members = members;
        this.when = when;
    }

    /** Checks a set that is kept in a tree; of a listpack there is nothing to check. */
    static void check(SortedSetValue set, String when) {
        if (set.members instanceof IndexedSortedMembers indexed) {
            SortedSetInvariants invariants = new SortedSetInvariants(indexed, when);
            invariants.checkRoot(indexed.tree.root);
            invariants.checkLeaves();
        }
    }

    /** How many pages there are on the way to a node. */
    static int depth(SortedSetValue set) {
        int depth = 1;
        ScorePage page = ((IndexedSortedMembers) set.members).tree.root;
        while (page instanceof ScoreBranch branch) {
            page = branch.children[0];
            depth++;
        }
        return depth;
    }

    /** How many leaves a set's nodes are in. */
    static int leaves(SortedSetValue set) {
        int leaves = 0;
        ScorePage root = ((IndexedSortedMembers) set.members).tree.root;
        for (ScoreLeaf leaf = root.firstLeaf(); leaf != null; leaf = leaf.next) {
            leaves++;
        }
        return leaves;
    }

    private void checkRoot(ScorePage root) {
        assertThat(root instanceof ScoreLeaf || root.size > 1).as(when).isTrue();
        checkPage(root, true, true);
        assertThat(root.count()).as(when).isEqualTo(members.tree.size()).isEqualTo(members.table.size());
    }

    /**
     * Checks a page and returns how many pages deep it is.
     *
     * @param first whether no page of its depth is in front
     * @param last whether none is behind
     */
    private int checkPage(ScorePage page, boolean first, boolean last) {
        assertThat(page.size)
                .as(when)
                .isBetween(first && last ? 0 : first || last ? 1 : ScorePage.MIN_SIZE, ScorePage.CAPACITY);
        assertThat(page.scores.length).as(when).isEqualTo(page.nodes.length).isLessThanOrEqualTo(ScorePage.CAPACITY);
        checkFree(page.nodes, page.size);
        if (page instanceof ScoreBranch branch) {
            return checkBranch(branch, first, last);
        }
        leaves.add((ScoreLeaf) page);
        return 1;
    }

    private void checkFree(Object[] slots, int from) {
        assertThat(Arrays.stream(slots).skip(from)).as(when).allMatch(Objects::isNull);
    }

    private int checkBranch(ScoreBranch branch, boolean first, boolean last) {
        checkFree(branch.children, branch.size);
        List<Integer> depths = new ArrayList<>();
        for (int i = 0; i < branch.size; i++) {
            ScorePage child = branch.children[i];
            depths.add(checkPage(child, first && i == 0, last && i == branch.size - 1));
            assertThat(branch.counts[i]).as(when).isEqualTo(child.count());
            assertThat(branch.scores[i]).as(when).isEqualTo(child.scores[0]);
            assertThat(branch.nodes[i]).as(when).isSameAs(child.nodes[0]);
        }
        assertThat(Arrays.stream(branch.counts, 0, branch.size).sum()).as(when).isEqualTo(branch.count());
        assertThat(depths).as(when).containsOnly(depths.get(0));
        return depths.get(0) + 1;
    }

    private void checkLeaves() {
        ScoreLeaf previous = null;
        ScoredNode before = null;
        ScoreLeaf at = leaves.get(0);
        for (ScoreLeaf leaf : leaves) {
            assertThat(at).as(when).isSameAs(leaf);
            assertThat(leaf.previous).as(when).isSameAs(previous);
            before = checkNodes(leaf, before);
            previous = leaf;
            at = leaf.next;
        }
        assertThat(at).as(when).isNull();
    }

    private @Nullable ScoredNode checkNodes(ScoreLeaf leaf, @Nullable ScoredNode before) {
        ScoredNode last = before;
        for (int i = 0; i < leaf.size; i++) {
            ScoredNode node = leaf.nodes[i];
            boolean right = (last == null || last.compareTo(node) < 0)
                    && leaf.scores[i] == node.score
                    && members.table.find(node.key()) == node;
            assertThat(right).as("%s, %s behind %s", when, node, last).isTrue();
            last = node;
        }
        return last;
    }
}
