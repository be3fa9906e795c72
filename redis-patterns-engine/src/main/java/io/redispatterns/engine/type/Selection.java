package io.redispatterns.engine.type;

import java.util.random.RandomGenerator;

/**
 * The choice of some elements of a sequence in one walk, such that all subsets of that size are equally likely (Knuth, The Art of
 * Computer Programming, volume 2, algorithm S).
 */
final class Selection {

    private final RandomGenerator random;
    private int left;
    private int missing;

    Selection(RandomGenerator random, int elements, int chosen) {
        this.random = random;
        this.left = elements;
        this.missing = chosen;
    }

    /** Whether the next element of the sequence is chosen. */
    boolean takesNext() {
        boolean taken = random.nextInt(left--) < missing;
        if (taken) {
            missing--;
        }
        return taken;
    }
}
