package io.redispatterns.engine.type;

import java.util.function.Consumer;
import java.util.function.ObjDoubleConsumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** A page of nodes, linked to the leaves beside it. */
final class ScoreLeaf extends ScorePage {

    @Nullable
    ScoreLeaf previous;

    @Nullable
    ScoreLeaf next;

    /**
     * Makes a leaf without nodes behind another one, if there is one.
     *
     * @param room how many nodes it holds before its arrays grow, at most {@link #CAPACITY}
     */
    ScoreLeaf(@Nullable ScoreLeaf previous, int room) {
        super(room);
        this.previous = previous;
        if (previous != null) {
            next = previous.next;
            previous.next = this;
        }
        if (next != null) {
            next.previous = this;
        }
    }

    @Override
    int count() {
        return size;
    }

    @Override
    ScoreLeaf firstLeaf() {
        return this;
    }

    @Override
    @Nullable
    ScorePage insert(ScoredNode node) {
        int at = slotsUpTo(node);
        if (!isFull()) {
            put(at, node);
            return null;
        }
        int half = splitAt(at, 0);
        ScoreLeaf right = (ScoreLeaf) split(half);
        if (at < half || half == 0) {
            put(at, node);
        } else {
            right.put(at - half, node);
        }
        return right;
    }

    /** Puts a node in front of a slot. */
    void put(int at, ScoredNode node) {
        open(at, 1);
        scores[at] = node.score;
        nodes[at] = node;
    }

    @Override
    void remove(ScoredNode node) {
        close(slotOf(node), 1);
    }

    @Override
    int remove(int rank, int count, Consumer<ScoredNode> removed) {
        int end = Math.min(size, rank + count);
        for (int i = rank; i < end; i++) {
            removed.accept(nodes[i]);
        }
        close(rank, end - rank);
        return end - rank;
    }

    @Override
    boolean rescoreOrRemove(ScoredNode node, double score) {
        int at = slotOf(node);
        boolean stays = isAbove(at - 1, score) && isBelow(at + 1, score);
        if (stays) {
            node.score = score;
            scores[at] = score;
        } else {
            close(at, 1);
        }
        return stays;
    }

    /** Whether a score is above that of a slot, which may be the last one of the leaf in front. */
    private boolean isAbove(int slot, double score) {
        if (slot >= 0) {
            return score > scores[slot];
        }
        return previous == null || score > previous.scores[previous.size - 1];
    }

    /** Whether a score is below that of a slot, which may be the first one of the leaf behind. */
    private boolean isBelow(int slot, double score) {
        if (slot < size) {
            return score < scores[slot];
        }
        return next == null || score < next.scores[0];
    }

    @Override
    int rank(ScoredNode node) {
        return slotOf(node);
    }

    /** Where a node of this leaf is. Among equal scores it is looked for by identity, since comparing members would fetch each of them. */
    private int slotOf(ScoredNode node) {
        int at = slotsBelow(node.score, false);
        while (nodes[at] != node) {
            at++;
        }
        return at;
    }

    @Override
    int countBelow(double score, boolean orEqual) {
        return slotsBelow(score, orEqual);
    }

    @Override
    int countWhile(Predicate<byte[]> test) {
        return slotsWhile(test);
    }

    @Override
    void walk(int rank, int count, boolean reverse, ObjDoubleConsumer<byte[]> consumer) {
        if (reverse) {
            walkDown(rank, count, consumer);
        } else {
            walkUp(rank, count, consumer);
        }
    }

    private void walkUp(int from, int count, ObjDoubleConsumer<byte[]> consumer) {
        int at = from;
        int left = count;
        for (ScoreLeaf leaf = this; leaf != null && left > 0; leaf = leaf.next) {
            for (; at < leaf.size && left > 0; at++, left--) {
                consumer.accept(leaf.nodes[at].key(), leaf.scores[at]);
            }
            at = 0;
        }
    }

    private void walkDown(int from, int count, ObjDoubleConsumer<byte[]> consumer) {
        int at = from;
        int left = count;
        for (ScoreLeaf leaf = this; leaf != null && left > 0; leaf = leaf.previous) {
            for (at = Math.min(at, leaf.size - 1); at >= 0 && left > 0; at--, left--) {
                consumer.accept(leaf.nodes[at].key(), leaf.scores[at]);
            }
            at = CAPACITY;
        }
    }

    @Override
    void take(int at, ScorePage other, int from, int slots) {
        open(at, slots);
        copy(other, from, at, slots);
        other.close(from, slots);
    }

    @Override
    ScorePage newRight() {
        return new ScoreLeaf(this, CAPACITY);
    }

    @Override
    void leave() {
        if (previous != null) {
            previous.next = next;
        }
        if (next != null) {
            next.previous = previous;
        }
    }

    @Override
    boolean isFirst() {
        return previous == null;
    }

    @Override
    boolean isLast() {
        return next == null;
    }
}
