package io.redispatterns.engine.lua;

/**
 * The numbers behind {@code math.random}: the 48-bit linear congruences of {@code lrand48} (POSIX.1-2017), which Redis uses so
 * that a seed gives the same numbers everywhere. A server has a single sequence, shared by all scripts and libraries and begun
 * anew by nothing but {@code math.randomseed}: so what begins it is the server's start, from the same state each time. Not safe
 * for concurrent use.
 */
public final class RandomSequence {

    private static final long INITIAL_STATE = 0x1234_ABCD_330EL;
    private static final long SEEDED_LOW_BITS = 0x330E;
    private static final long MULTIPLIER = 0x5_DEEC_E66DL;
    private static final long INCREMENT = 0xB;
    private static final long MASK = (1L << 48) - 1;
    private static final int DROPPED_BITS = 17;
    private static final int SEED_SHIFT = 16;

    private long state = INITIAL_STATE;

    /** Makes a sequence in the state in which a server starts. */
    public RandomSequence() {}

    /** Begins the sequence of a seed. */
    void seed(int seed) {
        state = (Integer.toUnsignedLong(seed) << SEED_SHIFT) | SEEDED_LOW_BITS;
    }

    /** Returns the next number, from 0 to before 1. */
    double next() {
        state = (state * MULTIPLIER + INCREMENT) & MASK;
        int number = (int) (state >>> DROPPED_BITS);
        return (double) (number % Integer.MAX_VALUE) / Integer.MAX_VALUE;
    }
}
