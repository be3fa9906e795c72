package io.redispatterns.engine.type;

import io.redispatterns.engine.util.Dict;
import java.util.Arrays;

/**
 * A member of a sorted set with its score: one object that is found by hash in a {@link Dict} and stands in order in a {@link ScoreTree}.
 */
final class ScoredNode extends Dict.KeyNode implements Comparable<ScoredNode> {

    double score;

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
}
