package io.redispatterns.cache;

import com.github.benmanes.caffeine.cache.Caffeine;
import io.redispatterns.cache.Found.Value;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the entries fresh that this process reads often and lately. Every process that reads an entry looks at it when it is
 * due; the first one loads it under the lease and the others find it fresh, so that nobody owns the schedule, and it goes on
 * when a process dies. What is gone is left to those who ask for it.
 */
final class RefreshAhead<V> {

    private static final Logger log = LoggerFactory.getLogger(RefreshAhead.class);
    private static final int BATCH = 500;
    private static final int LOOKS_IN_THE_REST = 4;
    private static final long SHORTEST_TICK_NANOS = TimeUnit.MILLISECONDS.toNanos(10);
    private static final long LONGEST_TICK_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final RefreshAheadConfig config;
    private final Duration leaseTtl;
    private final CacheRuntime runtime;
    private final EntryStore<V> entries;
    private final Loads<V> loads;
    private final Map<String, Hot<V>> hot;
    private final com.github.benmanes.caffeine.cache.Cache<String, Hot<V>> reads;
    private final Semaphore room;
    private final AtomicBoolean sweeping = new AtomicBoolean();

    /** An entry that is cared for: how it was loaded last, and when it is to be looked at. */
    private static final class Hot<V> {

        private volatile ContextLoader<V> loader;
        private volatile long dueNanos;

        private Hot(ContextLoader<V> loader, long dueNanos) {
            this.loader = loader;
            this.dueNanos = dueNanos;
        }
    }

    private RefreshAhead(CacheConfig config, CacheRuntime runtime, EntryStore<V> entries, Loads<V> loads) {
        this.config = config.refreshAhead();
        this.leaseTtl = config.lease().ttl();
        this.runtime = runtime;
        this.entries = entries;
        this.loads = loads;
        this.reads = Caffeine.newBuilder()
                .maximumSize(this.config.maxKeys())
                .expireAfterAccess(this.config.idle())
                .ticker(runtime.nanoTime()::getAsLong)
                .executor(Runnable::run)
                .build();
        this.hot = reads.asMap();
        this.room = new Semaphore(this.config.parallelism());
    }

    /** Looks after entries from now on, four times in the part of a value's time in which it is to be refreshed. */
    static <V> RefreshAhead<V> start(CacheConfig config, CacheRuntime runtime, EntryStore<V> entries, Loads<V> loads) {
        RefreshAhead<V> refreshAhead = new RefreshAhead<>(config, runtime, entries, loads);
        double rest = config.ttl().ttl().toNanos() * (1 - config.refreshAhead().after());
        long tick = Math.max(SHORTEST_TICK_NANOS, Math.min((long) rest / LOOKS_IN_THE_REST, LONGEST_TICK_NANOS));
        ScheduledFuture<?> unused =
                runtime.timer().scheduleWithFixedDelay(refreshAhead::tick, tick, tick, TimeUnit.NANOSECONDS);
        return refreshAhead;
    }

    /** Tells that somebody has read an entry, and how it can be loaded. */
    void accessed(String id, ContextLoader<V> loader) {
        Hot<V> known = reads.getIfPresent(id);
        if (known == null) {
            reads.put(id, new Hot<>(loader, now()));
        } else {
            known.loader = loader;
        }
    }

    private void tick() {
        if (hot.isEmpty() || !sweeping.compareAndSet(false, true)) {
            return;
        }
        try {
            runtime.executor().execute(this::sweep);
        } catch (RejectedExecutionException e) {
            sweeping.set(false);
        }
    }

    private void sweep() {
        try {
            long now = now();
            List<String> due = new ArrayList<>();
            // Iterating is no read: what only this schedule looks at ends with its idle time.
            hot.forEach((id, entry) -> {
                if (entry.dueNanos - now <= 0) {
                    due.add(id);
                }
            });
            for (int from = 0; from < due.size(); from += BATCH) {
                entries.readAll(due.subList(from, Math.min(from + BATCH, due.size())), true)
                        .forEach(this::look);
            }
        } catch (RuntimeException e) {
            log.warn("entries are not looked at in time", e);
        } finally {
            sweeping.set(false);
        }
    }

    private void look(String id, Found<V> found) {
        Hot<V> entry = quietly(id);
        if (entry == null || found instanceof Found.Unknown) {
            return;
        }
        if (!(found instanceof Value<V> value)) {
            hot.remove(id, entry);
            return;
        }
        long wait = millisUntilDue(value);
        if (wait > 0) {
            entry.dueNanos = now() + TimeUnit.MILLISECONDS.toNanos(wait);
        } else if (room.tryAcquire()) {
            refresh(id, entry, value);
        }
    }

    private @Nullable Hot<V> quietly(String id) {
        return reads.policy().getIfPresentQuietly(id);
    }

    private long millisUntilDue(Value<V> value) {
        long fresh = value.envelope().freshMillis();
        double rest = fresh * (1 - config.after());
        double early = value.freshMillis() - rest;
        return early <= 0
                ? 0
                : (long)
                        (early + rest * config.jitter() * runtime.random().get().nextDouble());
    }

    /** Loads, and looks again later, whoever loads: a process that does may die. */
    private void refresh(String id, Hot<V> entry, Value<V> value) {
        long rest = (long) (value.envelope().freshMillis() * (1 - config.after()) / 2);
        entry.dueNanos = now() + Math.min(leaseTtl.toNanos(), TimeUnit.MILLISECONDS.toNanos(rest));
        try {
            runtime.executor().execute(() -> {
                try {
                    loads.refreshHere(id, value.seen(), value.freshMillis(), entry.loader);
                } finally {
                    room.release();
                }
            });
        } catch (RejectedExecutionException e) {
            entry.dueNanos = now();
            room.release();
        }
    }

    private long now() {
        return runtime.nanoTime().getAsLong();
    }
}
