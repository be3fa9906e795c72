package io.redispatterns.cache;

import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.random.RandomGenerator;

/** A source of chance for each thread, all of one seed. What a thread draws depends on the seed and on its turn to begin. */
final class Chance {

    private static final long LONGEST_PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(1);

    private final ThreadLocal<RandomGenerator> random;

    Chance(long seed) {
        AtomicLong threads = new AtomicLong(seed);
        this.random = ThreadLocal.withInitial(() -> new SplittableRandom(threads.getAndIncrement()));
    }

    /** Gives the calling thread the chance of a number, whenever it begins. */
    void seed(long number) {
        random.set(new SplittableRandom(number));
    }

    RandomGenerator get() {
        return random.get();
    }

    int below(int bound) {
        return get().nextInt(bound);
    }

    boolean inPerMille(int perMille) {
        return below(1_000) < perMille;
    }

    /** Holds the calling thread up for up to 1 ms. */
    void waitALittle() {
        LockSupport.parkNanos(get().nextLong(LONGEST_PAUSE_NANOS));
    }

    /** Holds the calling thread up, often not at all and never for more than 1 ms. */
    void pause() {
        int kind = below(10);
        if (kind == 0) {
            waitALittle();
        } else if (kind < 3) {
            LockSupport.parkNanos(1);
        }
    }
}
