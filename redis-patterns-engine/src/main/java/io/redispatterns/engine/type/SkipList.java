package io.redispatterns.engine.type;

import io.redispatterns.engine.util.Bytes;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/**
 * Nodes in the order of their scores, and of their members' bytes where scores are equal; linked in both directions, with indexes above
 * that count what they pass over, so that a node and its rank are found in O(log N).
 *
 * <p>William Pugh, "Skip Lists: A Probabilistic Alternative to Balanced Trees", 1990, and "A Skip List Cookbook", 1990, for the
 * counts. As in Redis one node in four is in the lowest index, and one in four of an index's nodes in the next one. The indexes are
 * lists of their own, whose entries carry the score: a search that goes past an entry need not look at its node.
 */
final class SkipList {

    /** One in four each time: enough for as many nodes as there can be. */
    private static final int MAX_LEVELS = 16;

    /** Stands in front of the first node; not a node itself. */
    final ScoredNode head = new ScoredNode(Bytes.EMPTY, Double.NEGATIVE_INFINITY);

    ScoredNode last = head;
    /** The head's entry in the highest index. */
    Index top = new Index(head, null);

    int levels = 1;
    private int size;

    /** A node's entry in one of the indexes. */
    static final class Index {

        final ScoredNode node;
        /** The node's score, kept here too. */
        double score;
        /** The entry of the same node in the index below, or null in the lowest. */
        final @Nullable Index down;
        /** The next entry in the same index. */
        @Nullable
        Index right;

        /** How many nodes further the next entry's node is; without a next entry, the list's last node. */
        int span;

        Index(ScoredNode node, @Nullable Index down) {
            this.node = node;
            this.score = node.score;
            this.down = down;
        }

        private boolean isBefore(ScoredNode other) {
            return score < other.score || (score == other.score && node.compareTo(other) < 0);
        }

        private Index linkRight(ScoredNode added, @Nullable Index below, int distance) {
            Index index = new Index(added, below);
            right = index;
            span = distance;
            return index;
        }
    }

    /** A place between two nodes: some nodes stand in front of it, all those behind them do not. */
    @FunctionalInterface
    interface Cut {

        /** Whether a node with this score stands in front. */
        boolean isBehind(double score, ScoredNode node);
    }

    /** Makes an empty list. */
    SkipList() {}

    /** Makes a list of nodes that are in order and in no list. O(N). */
    SkipList(ScoredNode[] sorted) {
        for (ScoredNode node : sorted) {
            linkBehind(last, node);
        }
        size = sorted.length;
        indexNodes();
        while (top.right != null && levels < MAX_LEVELS) {
            indexTop();
        }
        dropEmptyLevels();
    }

    /** Fills the lowest index with one node in four. */
    private void indexNodes() {
        Index at = top;
        int passed = 0;
        for (ScoredNode node = head.following; node != null; node = node.following) {
            passed++;
            if (isRaised()) {
                node.tower = at.linkRight(node, null, passed);
                at = node.tower;
                passed = 0;
            }
        }
        at.span = passed;
    }

    /** Puts one more index on top of the others. */
    private void indexTop() {
        Index below = top;
        top = new Index(head, below);
        levels++;
        Index at = top;
        int passed = below.span;
        for (Index next = below.right; next != null; next = next.right) {
            if (isRaised()) {
                next.node.tower = at.linkRight(next.node, next, passed);
                at = next.node.tower;
                passed = 0;
            }
            passed += next.span;
        }
        at.span = passed;
    }

    private static boolean isRaised() {
        return (ThreadLocalRandom.current().nextInt() & 3) == 0;
    }

    /** Returns a level up to {@link #MAX_LEVELS}: each is one in four of those that reach the level below. */
    private static int randomHeight() {
        return Integer.numberOfTrailingZeros(ThreadLocalRandom.current().nextInt()) / 2;
    }

    int size() {
        return size;
    }

    /** The node with the lowest score, or null. */
    @Nullable
    ScoredNode first() {
        return head.following;
    }

    /** The node in front of another, or null. */
    @Nullable
    ScoredNode before(ScoredNode node) {
        ScoredNode preceding = node.preceding;
        return preceding == head ? null : preceding;
    }

    /** Puts a node into the list whose score and member no other has together. O(log N). */
    void link(ScoredNode node) {
        int height = randomHeight();
        while (levels < height) {
            top = new Index(head, top);
            top.span = size;
            levels++;
        }
        link(top, levels, 0, node, height);
        size++;
    }

    /**
     * Links a node behind an entry, in its index and below.
     *
     * @param level the entry's index, of which the lowest is 1
     * @param passed how many nodes there are up to the entry's
     * @param height the highest index that the node enters
     * @return how many nodes stand in front of the node
     */
    private int link(Index from, int level, int passed, ScoredNode node, int height) {
        Index at = from;
        int rank = passed;
        Index right = at.right;
        while (right != null && right.isBefore(node)) {
            rank += at.span;
            at = right;
            right = at.right;
        }
        int before = at.down == null ? linkNear(at.node, rank, node) : link(at.down, level - 1, rank, node, height);
        if (level > height) {
            at.span++;
        } else {
            int spanAfter = rank + at.span - before;
            node.tower = at.linkRight(node, node.tower, before + 1 - rank);
            node.tower.right = right;
            node.tower.span = spanAfter;
        }
        return before;
    }

    private int linkNear(ScoredNode from, int passed, ScoredNode node) {
        ScoredNode at = from;
        int rank = passed;
        ScoredNode next = at.following;
        while (next != null && next.isBefore(node)) {
            rank++;
            at = next;
            next = at.following;
        }
        linkBehind(at, node);
        return rank;
    }

    private void linkBehind(ScoredNode at, ScoredNode node) {
        ScoredNode next = at.following;
        node.preceding = at;
        node.following = next;
        at.following = node;
        if (next == null) {
            last = node;
        } else {
            next.preceding = node;
        }
    }

    /** Takes a node of this list out of it. O(log N). */
    void unlink(ScoredNode node) {
        Index at = top;
        while (true) {
            Index right = at.right;
            while (right != null && right.isBefore(node)) {
                at = right;
                right = at.right;
            }
            at.span--;
            if (right != null && right.node == node) {
                at.right = right.right;
                at.span += right.span;
            }
            if (at.down == null) {
                break;
            }
            at = at.down;
        }
        node.tower = null;
        join(precedingOf(node), node.following);
        shrinkBy(1);
    }

    private void join(ScoredNode before, @Nullable ScoredNode after) {
        before.following = after;
        if (after == null) {
            last = before;
        } else {
            after.preceding = before;
        }
    }

    private void shrinkBy(int removed) {
        size -= removed;
        dropEmptyLevels();
    }

    private void dropEmptyLevels() {
        while (top.right == null && top.down != null) {
            top = top.down;
            levels--;
        }
    }

    private ScoredNode precedingOf(ScoredNode node) {
        ScoredNode preceding = node.preceding;
        return preceding == null ? head : preceding;
    }

    /** Gives a node of this list another score, and the place that belongs to it. O(log N), O(1) where the place is the same. */
    void rescore(ScoredNode node, double score) {
        if (keepsItsPlace(node, score)) {
            node.score = score;
            for (Index index = node.tower; index != null; index = index.down) {
                index.score = score;
            }
        } else {
            unlink(node);
            node.score = score;
            link(node);
        }
    }

    private boolean keepsItsPlace(ScoredNode node, double score) {
        ScoredNode preceding = precedingOf(node);
        ScoredNode following = node.following;
        return (preceding == head || preceding.score < score) && (following == null || score < following.score);
    }

    /** How many nodes stand in front of a node of this list. O(log N). */
    int rank(ScoredNode node) {
        Index at = top;
        int rank = 0;
        while (true) {
            Index right = at.right;
            while (right != null && (right.node == node || right.isBefore(node))) {
                rank += at.span;
                at = right;
                right = at.right;
            }
            if (at.down == null || at.node == node) {
                break;
            }
            at = at.down;
        }
        for (ScoredNode near = at.node; near != node && near.following != null; near = near.following) {
            rank++;
        }
        return rank - 1;
    }

    /** How many nodes stand in front of a cut. O(log N). */
    int countBefore(Cut cut) {
        Index at = top;
        int rank = 0;
        while (true) {
            Index right = at.right;
            while (right != null && cut.isBehind(right.score, right.node)) {
                rank += at.span;
                at = right;
                right = at.right;
            }
            if (at.down == null) {
                break;
            }
            at = at.down;
        }
        ScoredNode next = at.node.following;
        while (next != null && cut.isBehind(next.score, next)) {
            rank++;
            next = next.following;
        }
        return rank;
    }

    /** Returns the node at a rank that there is. O(log N). */
    ScoredNode at(int rank) {
        return rank == size - 1 ? last : walk(rank + 1);
    }

    /** Returns the node that is so many steps from the head, which is 0 steps from itself. */
    private ScoredNode walk(int steps) {
        Index at = top;
        int left = steps;
        while (true) {
            Index right = at.right;
            while (right != null && at.span <= left) {
                left -= at.span;
                at = right;
                right = at.right;
            }
            if (at.down == null) {
                break;
            }
            at = at.down;
        }
        return behind(at.node, left);
    }

    private static ScoredNode behind(ScoredNode from, int steps) {
        ScoredNode at = from;
        for (int i = 0; i < steps && at.following != null; i++) {
            at = at.following;
        }
        return at;
    }

    /**
     * Takes the nodes of a range that is not empty out of the list and returns the first of them; the others still follow it. O(log N +
     * length of the range).
     */
    ScoredNode unlink(RankRange range) {
        Index at = top;
        int passed = 0;
        while (true) {
            while (at.right != null && passed + at.span <= range.from()) {
                passed += at.span;
                at = at.right;
            }
            skip(at, passed, range);
            if (at.down == null) {
                break;
            }
            at = at.down;
        }
        ScoredNode before = behind(at.node, range.from() - passed);
        ScoredNode end = behind(before, range.size());
        ScoredNode first = behind(before, 1);
        join(before, end.following);
        end.following = null;
        shrinkBy(range.size());
        return first;
    }

    /** Takes the entries of a range out of one index, behind the last entry in front of it. */
    private static void skip(Index at, int passed, RankRange range) {
        int reached = passed + at.span;
        Index right = at.right;
        while (right != null && reached <= range.to()) {
            reached += right.span;
            right = right.right;
        }
        at.right = right;
        at.span = reached - passed - range.size();
    }
}
