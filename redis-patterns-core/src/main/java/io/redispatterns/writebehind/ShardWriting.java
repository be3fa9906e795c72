package io.redispatterns.writebehind;

import io.redispatterns.redis.Command;
import io.redispatterns.redis.RedisGateway;
import io.redispatterns.redis.RedisValue;
import io.redispatterns.writebehind.WriteBehindEvent.Operation;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.BooleanSupplier;

/** Brings the intents of one shard to the writer, and its results back to Redis. */
final class ShardWriting<V> {

    private static final int CAUSE_CHARS = 1_000;

    private final Shard shard;
    private final RedisGateway gateway;
    private final Intents<V> intents;
    private final WriterCall<V> writer;
    private final WriteBehindRecorder recorder;
    private final Progress progress;
    private final int batchSize;
    private final int maxAttempts;
    private final Backoff backoff;

    ShardWriting(
            Shard shard,
            RedisGateway gateway,
            Intents<V> intents,
            WriterCall<V> writer,
            WriteBehindRecorder recorder,
            Progress progress,
            WriteBehindConfig config) {
        this.shard = shard;
        this.gateway = gateway;
        this.intents = intents;
        this.writer = writer;
        this.recorder = recorder;
        this.progress = progress;
        this.batchSize = config.batchSize();
        this.maxAttempts = config.maxAttempts();
        this.backoff = new Backoff(config.initialBackoff(), config.maxBackoff());
    }

    Shard shard() {
        return shard;
    }

    void release(Lease lease) {
        gateway.call(shard.release(lease.token()));
    }

    /**
     * Reads what is due and writes it, up to the first batch that the writer throws on.
     *
     * @param token of the lease, which may be renewed meanwhile
     * @param isLeased whether the lease is still valid: nothing is begun without
     */
    Step writeOnce(String token, BooleanSupplier isLeased, long eagerUpToMillis) {
        RedisValue reply = gateway.call(shard.claim(token, batchSize, eagerUpToMillis));
        if (reply.isNil()) {
            return new Step.LeaseLost();
        }
        Claim claim = Claim.of(reply);
        if (claim.batches().isEmpty()) {
            return new Step.Nothing(claim.waitMillis());
        }
        for (List<ClaimedIntent> batch : claim.batches()) {
            if (!isLeased.getAsBoolean()) {
                return new Step.Nothing(0);
            }
            WriterCall.Outcome outcome = write(batch);
            if (!conclude(token, claim.nowMillis(), batch, outcome)) {
                return new Step.LeaseLost();
            }
            if (outcome.thrown()) {
                return new Step.Wrote(true);
            }
        }
        return new Step.Wrote(false);
    }

    private WriterCall.Outcome write(List<ClaimedIntent> batch) {
        Map<String, WriteResult> results = new HashMap<>();
        List<Write<V>> writes = new ArrayList<>(batch.size());
        for (ClaimedIntent intent : batch) {
            try {
                writes.add(decode(intent));
            } catch (RuntimeException e) {
                // Another version of the application may be able to read it.
                results.put(intent.text(), new WriteResult.Retry(intent.text(), e));
            }
        }
        if (writes.isEmpty()) {
            return new WriterCall.Outcome(results, false);
        }
        WriterCall.Outcome written = writer.write(shard.number(), writes);
        results.putAll(written.byId());
        return new WriterCall.Outcome(results, written.thrown());
    }

    private Write<V> decode(ClaimedIntent intent) {
        V value = intents.value(intent.pending(), intent.contentOffset());
        return new Write<>(
                intent.text(), value, intent.version(), idempotencyKey(shard, intent.version()), intent.attempt());
    }

    /** Unique within a write-behind: a version is unique within its shard. */
    static String idempotencyKey(Shard shard, long version) {
        return shard.number() + "-" + Version.format(version);
    }

    /** Tells Redis what became of a batch; false if the lease was lost, and nothing was changed. */
    private boolean conclude(String token, long readMillis, List<ClaimedIntent> batch, WriterCall.Outcome outcome) {
        Conclusion conclusion = new Conclusion(token, readMillis, outcome.thrown(), batch.size());
        for (ClaimedIntent intent : batch) {
            WriteResult result = outcome.byId().get(intent.text());
            if (result != null) {
                conclusion.add(intent, result);
            }
        }
        return conclusion.tell();
    }

    /** The steps that follow from the results of a batch. */
    private final class Conclusion {

        private final String token;
        private final long readMillis;
        private final boolean thrown;
        private final int size;
        private final List<ClaimedIntent> written = new ArrayList<>();
        private final List<Command> steps = new ArrayList<>();
        private final List<Runnable> records = new ArrayList<>();

        Conclusion(String token, long readMillis, boolean thrown, int size) {
            this.token = token;
            this.readMillis = readMillis;
            this.thrown = thrown;
            this.size = size;
        }

        void add(ClaimedIntent intent, WriteResult result) {
            if (result instanceof WriteResult.Poison poison) {
                bury(intent, poison.cause());
            } else if (result instanceof WriteResult.Retry retry) {
                retry(intent, retry.cause());
            } else {
                written.add(intent);
                recorder.written(intent.text(), intent.version(), intent.attempt());
            }
        }

        /** An exception from a batch of several says nothing about the one: none of them dies of it. */
        private void retry(ClaimedIntent intent, Throwable cause) {
            if (intent.attempt() >= maxAttempts && !(thrown && size > 1)) {
                bury(intent, cause);
                return;
            }
            Duration wait = backoff.after(intent.attempt(), ThreadLocalRandom.current());
            steps.add(shard.retry(token, intent, wait, intent.failures().oneMore(thrown)));
            records.add(() -> recorder.retried(intent.text(), intent.version(), intent.attempt(), wait, cause));
        }

        private void bury(ClaimedIntent intent, Throwable cause) {
            steps.add(shard.bury(token, readMillis, intent, inWords(cause)));
            records.add(() -> recorder.died(intent.text(), intent.version(), intent.attempt(), cause));
        }

        boolean tell() {
            if (!written.isEmpty()) {
                steps.add(shard.settle(token, readMillis, written, written.size() == size));
                records.add(() -> {});
            }
            List<RedisValue> replies = gateway.pipeline(steps);
            boolean held = true;
            for (int i = 0; i < replies.size(); i++) {
                RedisValue reply = replies.get(i);
                if (reply instanceof RedisValue.ErrorValue error) {
                    recorder.backendFailed(Operation.CONSUME, error.toException());
                } else if (reply.isNil()) {
                    held = false;
                } else if (reply.asLong() > 0) {
                    records.get(i).run();
                }
            }
            progress.signal();
            return held;
        }
    }

    private static String inWords(Throwable cause) {
        String words = cause.toString();
        return words.length() > CAUSE_CHARS ? words.substring(0, CAUSE_CHARS) : words;
    }
}
