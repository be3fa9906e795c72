package io.redispatterns.resilience;

import java.time.Duration;

/**
 * When calls to Redis are stopped, and when they are tried again.
 *
 * @param failureRateThreshold the part of the calls in the window, in percent above 0 to 100, whose failure opens the
 *     circuit
 * @param slidingWindowSize the number of last calls that are looked at
 * @param minimumCalls the number of calls needed before the rate counts
 * @param openDuration how long calls are refused before some are let through again
 * @param probes the number of calls let through to find out whether Redis is back
 */
public record CircuitBreakerConfig(
        float failureRateThreshold, int slidingWindowSize, int minimumCalls, Duration openDuration, int probes) {

    public CircuitBreakerConfig {
        if (!(failureRateThreshold > 0 && failureRateThreshold <= 100)) {
            throw new IllegalArgumentException(
                    "a failure rate threshold is above 0 and up to 100 percent, not " + failureRateThreshold);
        }
        if (minimumCalls < 1 || minimumCalls > slidingWindowSize) {
            throw new IllegalArgumentException("the minimum of calls is from 1 to the size of the window, "
                    + slidingWindowSize + ", not " + minimumCalls);
        }
        if (openDuration.compareTo(Duration.ofMillis(1)) < 0) {
            throw new IllegalArgumentException("a circuit is open for at least 1 ms, not " + openDuration);
        }
        if (probes < 1) {
            throw new IllegalArgumentException("at least 1 probe is needed, not " + probes);
        }
    }

    /** Opens when half of the last 20 calls have failed, at least 5 of them, and tries 3 calls after 5 seconds. */
    public static CircuitBreakerConfig ofDefaults() {
        return new CircuitBreakerConfig(50, 20, 5, Duration.ofSeconds(5), 3);
    }

    /** A builder that starts from the defaults. */
    public static Builder custom() {
        return from(ofDefaults());
    }

    /** A builder that starts from another configuration. */
    public static Builder from(CircuitBreakerConfig config) {
        return new Builder(config);
    }

    /** Builds a configuration; not safe for many threads. */
    public static final class Builder {

        private float failureRateThreshold;
        private int slidingWindowSize;
        private int minimumCalls;
        private Duration openDuration;
        private int probes;

        private Builder(CircuitBreakerConfig config) {
            this.failureRateThreshold = config.failureRateThreshold;
            this.slidingWindowSize = config.slidingWindowSize;
            this.minimumCalls = config.minimumCalls;
            this.openDuration = config.openDuration;
            this.probes = config.probes;
        }

        /** The percentage of failed calls that opens the circuit. */
        public Builder failureRateThreshold(float percent) {
            this.failureRateThreshold = percent;
            return this;
        }

        /** The number of last calls that are looked at. */
        public Builder slidingWindowSize(int calls) {
            this.slidingWindowSize = calls;
            return this;
        }

        /** The number of calls needed before the rate counts. */
        public Builder minimumCalls(int calls) {
            this.minimumCalls = calls;
            return this;
        }

        /** How long calls are refused before some are let through again. */
        public Builder openDuration(Duration duration) {
            this.openDuration = duration;
            return this;
        }

        /** The number of calls let through to find out whether Redis is back. */
        public Builder probes(int calls) {
            this.probes = calls;
            return this;
        }

        /** The configuration. */
        public CircuitBreakerConfig build() {
            return new CircuitBreakerConfig(
                    failureRateThreshold, slidingWindowSize, minimumCalls, openDuration, probes);
        }
    }
}
