package io.redispatterns.cache;

import java.util.random.RandomGenerator;

/** When a read of a fresh value starts to load the next one in the background. The lease decides who of the readers does. */
public sealed interface EarlyRefresh {

    /** Never: a value is loaded anew when it is gone. */
    static EarlyRefresh never() {
        return new Never();
    }

    /** At random, the sooner the longer loads take; see {@link XFetch}. */
    static EarlyRefresh xFetch(double beta) {
        return new XFetch(beta);
    }

    /** In the last part of the life; see {@link Threshold}. */
    static EarlyRefresh threshold(double fraction) {
        return new Threshold(fraction);
    }

    /**
     * Whether it is time.
     *
     * @param leftMillis for how long the value stays fresh
     * @param freshMillis for how long it was to be fresh when it was written
     * @param loadMicros how long its load took, in µs
     */
    boolean isDue(long leftMillis, long freshMillis, long loadMicros, RandomGenerator random);

    /** Never. */
    record Never() implements EarlyRefresh {

        @Override
        public boolean isDue(long leftMillis, long freshMillis, long loadMicros, RandomGenerator random) {
            return false;
        }
    }

    /**
     * Each read decides by a draw: with the time {@code r} left and a load that took {@code δ}, the probability is
     * {@code exp(-r / (β δ))}. Andrea Vattani, Flavio Chierichetti, Keegan Lowenstein, "Optimal Probabilistic Cache
     * Stampede Prevention", 2015.
     *
     * <p>With {@code n} reads a second the value is refreshed {@code β δ (ln(n β δ) + 0.577)} before its end on average. δ
     * is stored with the value, and is not taken below 1 ms, the resolution of the server's clock. For a value that was put
     * it is what the loads of this process have taken on average.
     *
     * @param beta 1 is optimal for loads that take as long as the last one; more is sooner
     */
    record XFetch(double beta) implements EarlyRefresh {

        private static final long LEAST_LOAD_MICROS = 1_000;

        public XFetch {
            if (!(beta > 0 && beta <= 1_000)) {
                throw new IllegalArgumentException("a beta is above 0 and up to 1000, not " + beta);
            }
        }

        @Override
        public boolean isDue(long leftMillis, long freshMillis, long loadMicros, RandomGenerator random) {
            double micros = Math.max(loadMicros, LEAST_LOAD_MICROS);
            double earlyMicros = -micros * beta * Math.log(1 - random.nextDouble());
            return earlyMicros >= leftMillis * 1_000.0;
        }
    }

    /**
     * Every read in the last part of the time that a value is fresh.
     *
     * @param fraction of that time after which it begins, between 0 and 1
     */
    record Threshold(double fraction) implements EarlyRefresh {

        public Threshold {
            if (!(fraction > 0 && fraction < 1)) {
                throw new IllegalArgumentException("a refresh threshold is between 0 and 1, not " + fraction);
            }
        }

        @Override
        public boolean isDue(long leftMillis, long freshMillis, long loadMicros, RandomGenerator random) {
            return leftMillis <= (1 - fraction) * freshMillis;
        }
    }
}
