package io.redispatterns.engine.type;

import java.util.function.Consumer;
import java.util.function.ObjDoubleConsumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** A page of pages, which are all leaves or all branches; it knows how many nodes each has in its leaves. */
final class ScoreBranch extends ScorePage {

    final ScorePage[] children = new ScorePage[CAPACITY];
    final int[] counts = new int[CAPACITY];
    /** How many nodes all children have. */
    private int total;

    /** Makes a branch without children. */
    ScoreBranch() {
        super(CAPACITY);
    }

    /** Puts a page in front of a slot. */
    void put(int at, ScorePage child) {
        open(at, 1);
        children[at] = child;
        counts[at] = 0;
        refresh(at);
    }

    /** Takes over what has changed in a child. */
    private void refresh(int slot) {
        ScorePage child = children[slot];
        int now = child.count();
        total += now - counts[slot];
        counts[slot] = now;
        scores[slot] = child.scores[0];
        // Storing what is there already would cost the collector's barrier each time.
        if (nodes[slot] != child.nodes[0]) {
            nodes[slot] = child.nodes[0];
        }
    }

    @Override
    int count() {
        return total;
    }

    /** How many nodes the children in front of a slot have. */
    private int countBefore(int slot) {
        return count(0, slot);
    }

    private int count(int from, int to) {
        int sum = 0;
        for (int i = from; i < to; i++) {
            sum += counts[i];
        }
        return sum;
    }

    /** Which child has a node, or will have it. */
    private int slotOf(ScoredNode node) {
        return Math.max(0, slotsUpTo(node) - 1);
    }

    /** Which child has the node of a rank. */
    private int slotOf(int rank) {
        int slot = 0;
        for (int left = rank - counts[0]; left >= 0; left -= counts[slot]) {
            slot++;
        }
        return slot;
    }

    @Override
    ScoreLeaf firstLeaf() {
        return children[0].firstLeaf();
    }

    @Override
    @Nullable
    ScorePage insert(ScoredNode node) {
        int slot = slotOf(node);
        ScorePage added = children[slot].insert(node);
        refresh(slot);
        return added == null ? null : insert(slot + 1, added);
    }

    /** Puts a page in front of a slot, which is not the first one. */
    private @Nullable ScorePage insert(int at, ScorePage added) {
        if (!isFull()) {
            put(at, added);
            return null;
        }
        int half = splitAt(at, 1);
        ScoreBranch right = (ScoreBranch) split(half);
        if (at < half) {
            put(at, added);
        } else {
            right.put(at - half, added);
        }
        return right;
    }

    @Override
    void remove(ScoredNode node) {
        int slot = slotOf(node);
        children[slot].remove(node);
        settle(slot);
    }

    @Override
    int remove(int rank, int count, Consumer<ScoredNode> removed) {
        int slot = slotOf(rank);
        int done = children[slot].remove(rank - countBefore(slot), count, removed);
        settle(slot);
        return done;
    }

    @Override
    boolean rescoreOrRemove(ScoredNode node, double score) {
        int slot = slotOf(node);
        boolean stays = children[slot].rescoreOrRemove(node, score);
        settle(slot);
        return stays;
    }

    /** Takes over what has changed in a child that may have fewer slots in use now, and sees to it that it has enough. */
    private void settle(int slot) {
        ScorePage child = children[slot];
        if (child.size == 0) {
            drop(slot);
            return;
        }
        refresh(slot);
        if (child.size < MIN_SIZE && size > 1) {
            even(Math.max(0, slot - 1));
        }
    }

    private void drop(int slot) {
        children[slot].leave();
        close(slot, 1);
    }

    /** Makes one page of a child and the next one, or two of the same size if they are more than one. */
    private void even(int slot) {
        ScorePage left = children[slot];
        ScorePage right = children[slot + 1];
        int together = left.size + right.size;
        if (together <= CAPACITY) {
            left.take(left.size, right, 0, right.size);
            drop(slot + 1);
        } else if (left.size < right.size) {
            left.take(left.size, right, 0, together / 2 - left.size);
            refresh(slot + 1);
        } else {
            right.take(0, left, together / 2, left.size - together / 2);
            refresh(slot + 1);
        }
        refresh(slot);
    }

    @Override
    int rank(ScoredNode node) {
        int slot = slotOf(node);
        return countBefore(slot) + children[slot].rank(node);
    }

    @Override
    int countBelow(double score, boolean orEqual) {
        int slot = slotsBelow(score, orEqual) - 1;
        return slot < 0 ? 0 : countBefore(slot) + children[slot].countBelow(score, orEqual);
    }

    @Override
    int countWhile(Predicate<byte[]> test) {
        int slot = slotsWhile(test) - 1;
        return slot < 0 ? 0 : countBefore(slot) + children[slot].countWhile(test);
    }

    @Override
    void walk(int rank, int count, boolean reverse, ObjDoubleConsumer<byte[]> consumer) {
        int slot = slotOf(rank);
        children[slot].walk(rank - countBefore(slot), count, reverse, consumer);
    }

    @Override
    ScorePage newRight() {
        return new ScoreBranch();
    }

    /** Branches are not linked to each other. */
    @Override
    void leave() {}

    @Override
    boolean isFirst() {
        return children[0].isFirst();
    }

    @Override
    boolean isLast() {
        return children[size - 1].isLast();
    }

    @Override
    void open(int at, int slots) {
        System.arraycopy(children, at, children, at + slots, size - at);
        System.arraycopy(counts, at, counts, at + slots, size - at);
        super.open(at, slots);
    }

    @Override
    void close(int at, int slots) {
        total -= count(at, at + slots);
        int behind = at + slots;
        System.arraycopy(children, behind, children, at, size - behind);
        System.arraycopy(counts, behind, counts, at, size - behind);
        clear(children, size - slots, size);
        super.close(at, slots);
    }

    @Override
    void take(int at, ScorePage other, int from, int slots) {
        ScoreBranch branch = (ScoreBranch) other;
        total += branch.count(from, from + slots);
        open(at, slots);
        System.arraycopy(branch.children, from, children, at, slots);
        System.arraycopy(branch.counts, from, counts, at, slots);
        copy(other, from, at, slots);
        other.close(from, slots);
    }
}
