package io.redispatterns.engine.type;

import java.util.Arrays;
import java.util.function.Consumer;
import java.util.function.ObjDoubleConsumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * A page of a {@link ScoreTree}: nodes in order with their scores beside them, so that a search runs through an array of numbers and
 * looks at nodes only where scores are equal.
 *
 * <p>In a leaf these are the nodes themselves, in a branch the first node below each child. Slots at and behind {@code size} are free.
 */
abstract sealed class ScorePage permits ScoreLeaf, ScoreBranch {

    /** The slots of a page. */
    static final int CAPACITY = 64;

    /** A page with fewer slots in use is put together with one beside it, if it has one under the same branch. */
    static final int MIN_SIZE = CAPACITY / 3;

    /** Scores in a line of 64 bytes, which processors fetch together. */
    private static final int SCORES_IN_LINE = 8;

    int size;
    double[] scores;
    ScoredNode[] nodes;

    ScorePage(int room) {
        scores = new double[room];
        nodes = new ScoredNode[room];
    }

    /** How many nodes there are in the leaves of this page. */
    abstract int count();

    abstract ScoreLeaf firstLeaf();

    /** Adds a node whose score and member no other has together; returns the new page to the right of this one if it had to split. */
    abstract @Nullable ScorePage insert(ScoredNode node);

    /** Removes a node that is here. */
    abstract void remove(ScoredNode node);

    /**
     * Removes the nodes from a rank on, as many as asked for or as there are in that rank's leaf.
     *
     * @return how many were removed
     */
    abstract int remove(int rank, int count, Consumer<ScoredNode> removed);

    /** Gives a node another score if that leaves it in its slot; else removes it, with the score that it had. */
    abstract boolean rescoreOrRemove(ScoredNode node, double score);

    /** How many nodes stand in front of one that is here. */
    abstract int rank(ScoredNode node);

    /** How many nodes have a lower score, or an equal one. */
    abstract int countBelow(double score, boolean orEqual);

    /** How many nodes there are up to the first whose member fails a test that those behind it fail too. */
    abstract int countWhile(Predicate<byte[]> test);

    /** Gives members and their scores from a rank on, in order, also of the leaves behind; or from a rank down. */
    abstract void walk(int rank, int count, boolean reverse, ObjDoubleConsumer<byte[]> consumer);

    /** Makes a page of this kind without slots in use, to the right of this one. */
    abstract ScorePage newRight();

    /** Takes the page, which is empty, out of what links it to pages of its kind. */
    abstract void leave();

    /** Whether there are no nodes in front of this page's. */
    abstract boolean isFirst();

    /** Whether there are no nodes behind this page's. */
    abstract boolean isLast();

    /**
     * How many slots have a lower score, or an equal one. Looks at one score in each line of memory first: what halves instead has to
     * wait for each line before it knows the next.
     */
    final int slotsBelow(double score, boolean orEqual) {
        double[] sorted = scores;
        int end = size;
        int at = 0;
        while (at + SCORES_IN_LINE <= end && isBelow(sorted[at + SCORES_IN_LINE - 1], score, orEqual)) {
            at += SCORES_IN_LINE;
        }
        while (at < end && isBelow(sorted[at], score, orEqual)) {
            at++;
        }
        return at;
    }

    private static boolean isBelow(double at, double score, boolean orEqual) {
        return at < score || (orEqual && at == score);
    }

    /** How many slots there are up to a node's place, its own included. */
    final int slotsUpTo(ScoredNode node) {
        int low = slotsBelow(node.score, false);
        if (low == size || scores[low] != node.score) {
            return low;
        }
        int high = slotsBelow(node.score, true);
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (Arrays.compareUnsigned(nodes[middle].key(), node.key()) <= 0) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    /** How many slots there are up to the first whose member fails the test. */
    final int slotsWhile(Predicate<byte[]> test) {
        int low = 0;
        int high = size;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (test.test(nodes[middle].key())) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    final boolean isFull() {
        return size == CAPACITY;
    }

    /**
     * Where to split for one slot more: in the middle, but at the end where that is the last slot of all or the first. So scores that
     * only rise, or only fall, leave full pages behind.
     *
     * @param first where the first of all comes to be added
     */
    final int splitAt(int added, int first) {
        if (added == size && isLast()) {
            return size;
        }
        return added == first && isFirst() ? first : size / 2;
    }

    /** Moves the slots from one on into a new page to the right. */
    final ScorePage split(int at) {
        ScorePage right = newRight();
        right.take(0, this, at, size - at);
        return right;
    }

    /** Makes room for slots in front of one; what is in them is the caller's to say. */
    void open(int at, int slots) {
        if (size + slots > scores.length) {
            grow(size + slots);
        }
        System.arraycopy(scores, at, scores, at + slots, size - at);
        System.arraycopy(nodes, at, nodes, at + slots, size - at);
        size += slots;
    }

    private void grow(int needed) {
        int room = Math.min(CAPACITY, Math.max(needed, 2 * scores.length));
        scores = Arrays.copyOf(scores, room);
        nodes = Arrays.copyOf(nodes, room);
    }

    /** Takes slots out. */
    void close(int at, int slots) {
        int behind = at + slots;
        System.arraycopy(scores, behind, scores, at, size - behind);
        System.arraycopy(nodes, behind, nodes, at, size - behind);
        clear(nodes, size - slots, size);
        size -= slots;
    }

    /** Moves slots of another page of the same kind to this one, in front of a slot. */
    abstract void take(int at, ScorePage other, int from, int slots);

    /** Overwrites slots with those of another page. */
    final void copy(ScorePage other, int from, int at, int slots) {
        System.arraycopy(other.scores, from, scores, at, slots);
        System.arraycopy(other.nodes, from, nodes, at, slots);
    }

    /** The one place that writes what is not there: free slots hold null, lest they keep what they held from being collected. */
    @SuppressWarnings("NullAway")
    static void clear(Object[] slots, int from, int to) {
        Arrays.fill(slots, from, to, null);
    }
}
