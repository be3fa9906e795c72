package io.redispatterns.writebehind;

import io.redispatterns.redis.GatewayInterruptedException;
import io.redispatterns.writebehind.Acceptance.Outcome;
import io.redispatterns.writebehind.BacklogFullException.Bound;
import io.redispatterns.writebehind.WriteBehindEvent.Operation;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Counts what happens in a write-behind and tells its listeners. Events are made only if there are listeners. */
final class WriteBehindRecorder {

    private static final Logger log = LoggerFactory.getLogger(WriteBehind.class);

    private final String name;
    private final List<WriteBehindEventListener> listeners = new CopyOnWriteArrayList<>();
    private final LongAdder accepted = new LongAdder();
    private final LongAdder coalesced = new LongAdder();
    private final LongAdder writtenThrough = new LongAdder();
    private final LongAdder refused = new LongAdder();
    private final LongAdder batches = new LongAdder();
    private final LongAdder written = new LongAdder();
    private final LongAdder retries = new LongAdder();
    private final LongAdder dead = new LongAdder();
    private final LongAdder writeNanos = new LongAdder();
    private final AtomicInteger shards = new AtomicInteger();
    private final LongAdder shardsLost = new LongAdder();
    private final LongAdder backendFailures = new LongAdder();
    private final AtomicBoolean failing = new AtomicBoolean();

    WriteBehindRecorder(String name) {
        this.name = name;
    }

    void addListener(WriteBehindEventListener listener) {
        listeners.add(listener);
    }

    void accepted(String id, Acceptance acceptance) {
        accepted.increment();
        if (acceptance.outcome() == Outcome.COALESCED) {
            coalesced.increment();
        } else if (acceptance.outcome() == Outcome.WRITTEN) {
            writtenThrough.increment();
        }
        if (isHeard()) {
            tell(new WriteBehindEvent.Accepted(name, id, acceptance));
        }
    }

    void refused(String id, Bound bound) {
        refused.increment();
        if (isHeard()) {
            tell(new WriteBehindEvent.Refused(name, id, bound));
        }
    }

    void batchDone(int shard, int size, Duration duration) {
        batches.increment();
        writeNanos.add(duration.toNanos());
        if (isHeard()) {
            tell(new WriteBehindEvent.BatchDone(name, shard, size, duration));
        }
    }

    void written(String id, long version, int attempt) {
        written.increment();
        if (isHeard()) {
            tell(new WriteBehindEvent.Written(name, id, version, attempt));
        }
    }

    void retried(String id, long version, int attempt, Duration backoff, Throwable cause) {
        retries.increment();
        log.debug("write-behind {}: try {} of a write has failed", name, attempt, cause);
        if (isHeard()) {
            tell(new WriteBehindEvent.Retried(name, id, version, attempt, backoff, cause));
        }
    }

    void died(String id, long version, int attempt, Throwable cause) {
        dead.increment();
        log.warn("write-behind {}: a write is a dead letter after {} tries: {}", name, attempt, cause.toString());
        log.debug("write-behind {}: the cause of a dead letter", name, cause);
        if (isHeard()) {
            tell(new WriteBehindEvent.Died(name, id, version, attempt, cause));
        }
    }

    void foreignResult(String id) {
        log.warn("write-behind {}: the writer gave a result for an id that was not in its batch", name);
        if (isHeard()) {
            tell(new WriteBehindEvent.ForeignResult(name, id));
        }
    }

    void shardTaken(int shard) {
        shards.incrementAndGet();
        if (isHeard()) {
            tell(new WriteBehindEvent.ShardTaken(name, shard));
        }
    }

    void shardReleased(int shard) {
        shards.decrementAndGet();
        if (isHeard()) {
            tell(new WriteBehindEvent.ShardReleased(name, shard));
        }
    }

    void shardLost(int shard) {
        shards.decrementAndGet();
        shardsLost.increment();
        log.warn("write-behind {}: the lease of shard {} ran out before it was renewed", name, shard);
        if (isHeard()) {
            tell(new WriteBehindEvent.ShardLost(name, shard));
        }
    }

    /** One line for the start of an outage, however many calls it fails. */
    void backendFailed(Operation operation, RuntimeException cause) {
        backendFailures.increment();
        if (!(cause instanceof GatewayInterruptedException) && failing.compareAndSet(false, true)) {
            log.warn("write-behind {}: redis fails: {}", name, cause.toString());
        }
        if (isHeard()) {
            tell(new WriteBehindEvent.BackendFailed(name, operation, cause));
        }
    }

    void backendAnswered() {
        if (failing.get() && failing.compareAndSet(true, false)) {
            log.info("write-behind {}: redis answers again", name);
        }
    }

    WriteBehindStats stats() {
        return new WriteBehindStats(
                accepted.sum(),
                coalesced.sum(),
                writtenThrough.sum(),
                refused.sum(),
                batches.sum(),
                written.sum(),
                retries.sum(),
                dead.sum(),
                Duration.ofNanos(writeNanos.sum()),
                shards.get(),
                shardsLost.sum(),
                backendFailures.sum());
    }

    private boolean isHeard() {
        return !listeners.isEmpty();
    }

    private void tell(WriteBehindEvent event) {
        for (WriteBehindEventListener listener : listeners) {
            try {
                listener.onEvent(event);
            } catch (RuntimeException e) {
                log.warn(
                        "write-behind {}: a listener failed on {}",
                        name,
                        event.getClass().getSimpleName(),
                        e);
            }
        }
    }
}
