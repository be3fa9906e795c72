package io.redispatterns.engine.type;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.ObjDoubleConsumer;
import java.util.function.Predicate;

/**
 * Nodes in the order of their scores, and of their members' bytes where scores are equal: a B+ tree whose branches count the nodes below
 * each child, so that a node, its rank and the node at a rank are found in O(log N) and in few pages of memory.
 *
 * <p>R. Bayer and E. McCreight, "Organization and Maintenance of Large Ordered Indexes", 1972, for the tree; D. Comer, "The Ubiquitous
 * B-Tree", 1979, for the form in which the leaves hold all and are linked.
 */
final class ScoreTree {

    /** What the leaf of a tree without nodes has room for at first. */
    private static final int FIRST_ROOM = 8;

    ScorePage root;
    private int size;

    /** Makes an empty tree. */
    ScoreTree() {
        root = new ScoreLeaf(null, FIRST_ROOM);
    }

    /** Makes a tree of nodes that are in order and in no tree. O(N). */
    ScoreTree(ScoredNode[] sorted) {
        List<ScorePage> pages = leaves(sorted);
        while (pages.size() > 1) {
            pages = branches(pages);
        }
        root = pages.get(0);
        size = sorted.length;
    }

    /** Returns as few leaves as hold the nodes, or one, all as large as each other but for one node. */
    private static List<ScorePage> leaves(ScoredNode[] sorted) {
        int number = pagesFor(sorted.length);
        List<ScorePage> leaves = new ArrayList<>(number);
        ScoreLeaf last = null;
        for (int i = 0; i < number; i++) {
            int from = start(i, number, sorted.length);
            int to = start(i + 1, number, sorted.length);
            last = new ScoreLeaf(last, Math.max(FIRST_ROOM, to - from));
            for (int j = from; j < to; j++) {
                last.put(j - from, sorted[j]);
            }
            leaves.add(last);
        }
        return leaves;
    }

    private static List<ScorePage> branches(List<ScorePage> children) {
        int number = pagesFor(children.size());
        List<ScorePage> branches = new ArrayList<>(number);
        for (int i = 0; i < number; i++) {
            ScoreBranch branch = new ScoreBranch();
            int to = start(i + 1, number, children.size());
            for (int j = start(i, number, children.size()); j < to; j++) {
                branch.put(branch.size, children.get(j));
            }
            branches.add(branch);
        }
        return branches;
    }

    private static int pagesFor(int slots) {
        return (slots - 1) / ScorePage.CAPACITY + 1;
    }

    /** Where one of so many pages begins when slots are dealt out evenly. */
    private static int start(int page, int pages, int slots) {
        return (int) ((long) slots * page / pages);
    }

    int size() {
        return size;
    }

    /** Adds a node whose score and member no other has together. O(log N). */
    void insert(ScoredNode node) {
        ScorePage left = root;
        ScorePage right = left.insert(node);
        if (right != null) {
            ScoreBranch top = new ScoreBranch();
            top.put(0, left);
            top.put(1, right);
            root = top;
        }
        size++;
    }

    /** Removes a node of this tree. O(log N). */
    void remove(ScoredNode node) {
        root.remove(node);
        shrinkBy(1);
    }

    /** Removes the nodes of a range and gives each to the consumer. O(log N + length of the range). */
    void remove(RankRange range, Consumer<ScoredNode> removed) {
        for (int left = range.size(); left > 0; ) {
            int done = root.remove(range.from(), left, removed);
            shrinkBy(done);
            left -= done;
        }
    }

    private void shrinkBy(int removed) {
        size -= removed;
        while (root instanceof ScoreBranch top && top.size <= 1) {
            root = top.size == 1 ? top.children[0] : new ScoreLeaf(null, FIRST_ROOM);
        }
    }

    /** Gives a node of this tree another score, and the place that belongs to it. O(log N). */
    void rescore(ScoredNode node, double score) {
        if (!root.rescoreOrRemove(node, score)) {
            shrinkBy(1);
            node.score = score;
            insert(node);
        }
    }

    /** How many nodes stand in front of a node of this tree. O(log N). */
    int rank(ScoredNode node) {
        return root.rank(node);
    }

    /** How many nodes have a lower score, or an equal one. O(log N). */
    int countBelow(double score, boolean orEqual) {
        return root.countBelow(score, orEqual);
    }

    /** How many nodes there are up to the first whose member fails a test that all behind it fail too. O(log N). */
    int countWhile(Predicate<byte[]> test) {
        return root.countWhile(test);
    }

    /**
     * Gives the members of a range that is not empty and their scores, in order. O(log N + length of the range).
     *
     * @param reverse whether to begin at the end of the range
     */
    void forEach(RankRange range, boolean reverse, ObjDoubleConsumer<byte[]> consumer) {
        root.walk(reverse ? range.to() - 1 : range.from(), range.size(), reverse, consumer);
    }

    /** Whether a test holds for each node, in order, up to the first for which it does not. O(N). */
    boolean allMatch(Predicate<ScoredNode> test) {
        for (ScoreLeaf leaf = root.firstLeaf(); leaf != null; leaf = leaf.next) {
            for (int i = 0; i < leaf.size; i++) {
                if (!test.test(leaf.nodes[i])) {
                    return false;
                }
            }
        }
        return true;
    }
}
