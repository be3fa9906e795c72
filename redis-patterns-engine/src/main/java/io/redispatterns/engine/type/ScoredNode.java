package io.redispatterns.engine.type;

import io.redispatterns.engine.util.Dict;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A member of a sorted set with its score: one object that is found by hash in a {@link Dict} and stands in order in a {@link SkipList}.
 * Together with the tower that one in four has above it that is less memory than an object for each would take.
 */
final class ScoredNode extends Dict.KeyNode implements Comparable<ScoredNode> {

    double score;

    /** The node behind this one, in order. */
    @Nullable
    ScoredNode following;

    /** The node in front of this one: of the first one the list's head, of the head null. */
    @Nullable
    ScoredNode preceding;

    /** The highest entry for this node in the indexes above the list; null when no index has it. */
    SkipList.@Nullable Index tower;

    ScoredNode(byte[] member, double score) {
        super(member);
        this.score = score;
    }

    /** Makes a node for the member that another node has, in whatever table that is. */
    ScoredNode(Dict.KeyNode other, double score) {
        super(other);
        this.score = score;
    }

    @Override
    public int compareTo(ScoredNode other) {
        return score < other.score ? -1 : score > other.score ? 1 : Arrays.compareUnsigned(key(), other.key());
    }

    boolean isBefore(ScoredNode other) {
        return score < other.score || (score == other.score && compareTo(other) < 0);
    }
}
