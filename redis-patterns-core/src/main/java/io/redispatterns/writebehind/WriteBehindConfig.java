package io.redispatterns.writebehind;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How a write-behind behaves. Instances that share a name have the same number of shards; in everything else they may
 * differ.
 *
 * @param shards into how many parts the ids are cut, from 1 to 1,024; each is written by one instance at a time
 * @param batchSize how many writes make a batch, from 1 to 1,000
 * @param maxDelay how long a write may wait for its batch to fill, from 1 ms to 1 hour
 * @param maxPending how many ids may have a pending intent; each shard has an equal share of it, rounded up
 * @param maxAge how old a shard's oldest intent may be when an id is added to it; null for any age
 * @param overflow what happens to an intent beyond a bound. One that replaces a pending intent is beyond none
 * @param blockTimeout how long {@link Overflow#BLOCK} waits for room
 * @param outage what happens to an intent when Redis cannot be reached
 * @param maxAttempts how often a write is tried before it becomes a dead letter; at least 1
 * @param initialBackoff how long the second try waits; each later one waits twice as long as the one before, and a random
 *     part of up to a half is taken off. At least 1 ms
 * @param maxBackoff the longest wait between two tries
 * @param lease how long an instance that is gone keeps its shards, from 100 ms; renewed at a third of it
 * @param threads how many batches an instance writes at once, from 1 to 256
 * @param pollInterval how often an idle shard is looked at although nothing was heard of it, above zero
 * @param closeTimeout how long {@link WriteBehind#close()} goes on writing
 */
public record WriteBehindConfig(
        int shards,
        int batchSize,
        Duration maxDelay,
        long maxPending,
        @Nullable Duration maxAge,
        Overflow overflow,
        Duration blockTimeout,
        Outage outage,
        int maxAttempts,
        Duration initialBackoff,
        Duration maxBackoff,
        Duration lease,
        int threads,
        Duration pollInterval,
        Duration closeTimeout) {

    /** What happens to an intent beyond a bound. */
    public enum Overflow {
        /** Its caller waits for room, and gets a {@link BacklogFullException} if there is none in time. */
        BLOCK,

        /** Its caller writes it to the database himself, in order with what is accepted for the id meanwhile. */
        WRITE_THROUGH,

        /** Its caller gets a {@link BacklogFullException}. */
        REJECT
    }

    /** What happens to an intent when Redis cannot be reached. */
    public enum Outage {
        /** Its caller gets the {@link io.redispatterns.redis.GatewayException}. */
        FAIL,

        /**
         * Its caller writes it to the database himself, with a version guessed from what this instance has last seen of
         * the clock of Redis (if it has never seen it, as with {@link #FAIL}). Older intents of the same id may still be
         * pending and are written when Redis is back: only a writer that compares versions keeps the order.
         */
        WRITE_THROUGH
    }

    private static final Duration MAX = Duration.ofDays(365);
    private static final Duration MILLI = Duration.ofMillis(1);

    public WriteBehindConfig {
        check("shards", shards, 1, 1_024);
        check("batch size", batchSize, 1, 1_000);
        check("max delay", maxDelay, MILLI, Duration.ofHours(1));
        check("max pending", maxPending, 1, Long.MAX_VALUE);
        if (maxAge != null) {
            check("max age", maxAge, MILLI, MAX);
        }
        check("block timeout", blockTimeout, Duration.ZERO, MAX);
        check("max attempts", maxAttempts, 1, Integer.MAX_VALUE);
        check("initial backoff", initialBackoff, MILLI, MAX);
        check("max backoff", maxBackoff, initialBackoff, MAX);
        check("lease", lease, Duration.ofMillis(100), Duration.ofHours(1));
        check("threads", threads, 1, 256);
        check("poll interval", pollInterval, MILLI, MAX);
        check("close timeout", closeTimeout, Duration.ZERO, MAX);
    }

    /**
     * 16 shards; batches of 100 after at most 1 second; up to 100,000 pending ids of any age, beyond which callers wait for
     * 1 second; an outage fails; 100 attempts, from 100 ms to 1 minute apart, which takes at least half an hour; leases of 10 seconds; 2 threads; a poll each 10
     * seconds; 10 seconds for closing.
     */
    public static WriteBehindConfig ofDefaults() {
        return new WriteBehindConfig(
                16,
                100,
                Duration.ofSeconds(1),
                100_000,
                null,
                Overflow.BLOCK,
                Duration.ofSeconds(1),
                Outage.FAIL,
                100,
                Duration.ofMillis(100),
                Duration.ofMinutes(1),
                Duration.ofSeconds(10),
                2,
                Duration.ofSeconds(10),
                Duration.ofSeconds(10));
    }

    /** A builder that starts from the defaults. */
    public static Builder custom() {
        return from(ofDefaults());
    }

    /** A builder that starts from another configuration. */
    public static Builder from(WriteBehindConfig config) {
        return new Builder(config);
    }

    long maxPendingOfShard() {
        return (maxPending - 1) / shards + 1;
    }

    private static void check(String what, long actual, long min, long max) {
        if (actual < min || actual > max) {
            throw new IllegalArgumentException(what + " is from " + min + " to " + max + ", not " + actual);
        }
    }

    private static void check(String what, Duration actual, Duration min, Duration max) {
        if (actual.compareTo(min) < 0 || actual.compareTo(max) > 0) {
            throw new IllegalArgumentException(what + " is from " + min + " to " + max + ", not " + actual);
        }
    }

    /** Builds a configuration, which is checked as a whole at the end; not safe for many threads. */
    public static final class Builder {

        private int shards;
        private int batchSize;
        private Duration maxDelay;
        private long maxPending;
        private @Nullable Duration maxAge;
        private Overflow overflow;
        private Duration blockTimeout;
        private Outage outage;
        private int maxAttempts;
        private Duration initialBackoff;
        private Duration maxBackoff;
        private Duration lease;
        private int threads;
        private Duration pollInterval;
        private Duration closeTimeout;

        private Builder(WriteBehindConfig config) {
            this.shards = config.shards;
            this.batchSize = config.batchSize;
            this.maxDelay = config.maxDelay;
            this.maxPending = config.maxPending;
            this.maxAge = config.maxAge;
            this.overflow = config.overflow;
            this.blockTimeout = config.blockTimeout;
            this.outage = config.outage;
            this.maxAttempts = config.maxAttempts;
            this.initialBackoff = config.initialBackoff;
            this.maxBackoff = config.maxBackoff;
            this.lease = config.lease;
            this.threads = config.threads;
            this.pollInterval = config.pollInterval;
            this.closeTimeout = config.closeTimeout;
        }

        /** Into how many parts the ids are cut. It cannot be changed while intents are pending. */
        public Builder shards(int shards) {
            this.shards = shards;
            return this;
        }

        /** How many writes make a batch. */
        public Builder batchSize(int batchSize) {
            this.batchSize = batchSize;
            return this;
        }

        /** How long a write may wait for its batch to fill. */
        public Builder maxDelay(Duration maxDelay) {
            this.maxDelay = maxDelay;
            return this;
        }

        /** How many ids may have a pending intent, over all shards. */
        public Builder maxPending(long maxPending) {
            this.maxPending = maxPending;
            return this;
        }

        /** How old the oldest intent may be when another id is added; null for any age. */
        public Builder maxAge(@Nullable Duration maxAge) {
            this.maxAge = maxAge;
            return this;
        }

        /** What happens to an intent beyond a bound. */
        public Builder overflow(Overflow overflow) {
            this.overflow = overflow;
            return this;
        }

        /** How long {@link Overflow#BLOCK} waits for room. */
        public Builder blockTimeout(Duration blockTimeout) {
            this.blockTimeout = blockTimeout;
            return this;
        }

        /** What happens to an intent when Redis cannot be reached. */
        public Builder outage(Outage outage) {
            this.outage = outage;
            return this;
        }

        /** How often a write is tried before it becomes a dead letter. */
        public Builder maxAttempts(int maxAttempts) {
            this.maxAttempts = maxAttempts;
            return this;
        }

        /** How long the second try waits at most; each later one waits up to twice as long as the one before. */
        public Builder initialBackoff(Duration initialBackoff) {
            this.initialBackoff = initialBackoff;
            return this;
        }

        /** The longest wait between two tries. */
        public Builder maxBackoff(Duration maxBackoff) {
            this.maxBackoff = maxBackoff;
            return this;
        }

        /** How long an instance that is gone keeps its shards. */
        public Builder lease(Duration lease) {
            this.lease = lease;
            return this;
        }

        /** How many batches this instance writes at once. */
        public Builder threads(int threads) {
            this.threads = threads;
            return this;
        }

        /** How often an idle shard is looked at although nothing was heard of it. */
        public Builder pollInterval(Duration pollInterval) {
            this.pollInterval = pollInterval;
            return this;
        }

        /** How long closing goes on writing. */
        public Builder closeTimeout(Duration closeTimeout) {
            this.closeTimeout = closeTimeout;
            return this;
        }

        /** The configuration. */
        public WriteBehindConfig build() {
            return new WriteBehindConfig(
                    shards,
                    batchSize,
                    maxDelay,
                    maxPending,
                    maxAge,
                    overflow,
                    blockTimeout,
                    outage,
                    maxAttempts,
                    initialBackoff,
                    maxBackoff,
                    lease,
                    threads,
                    pollInterval,
                    closeTimeout);
        }
    }
}
