package io.redispatterns.engine.type;

/**
 * The scores between two bounds, each of which may be infinite.
 *
 * @param min the lowest score, or the one that all others are above
 * @param minExclusive whether {@code min} itself is left out
 * @param max the highest score, or the one that all others are below
 * @param maxExclusive whether {@code max} itself is left out
 */
public record ScoreRange(double min, boolean minExclusive, double max, boolean maxExclusive) {

    /** Whether a score is not below the range. */
    boolean admitsFromBelow(double score) {
        return minExclusive ? score > min : score >= min;
    }

    /** Whether a score is not above the range. */
    boolean admitsFromAbove(double score) {
        return maxExclusive ? score < max : score <= max;
    }
}
