package io.redispatterns.cache;

import io.redispatterns.cache.WarmingDesk.Claim;
import io.redispatterns.cache.WarmingDesk.Counts;
import io.redispatterns.cache.WarmingProgress.State;
import io.redispatterns.cache.WarmingSource.Page;
import io.redispatterns.cache.WarmingWork.Cold;
import io.redispatterns.redis.GatewayException;
import io.redispatterns.redis.GatewayUnavailableException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One process's part in a warming: steps in the background, one after the other, each of which does what can be done now and
 * leaves the rest to the one that a time or the end of a load wakes.
 */
final class WarmingRun implements Warming {

    private static final Logger log = LoggerFactory.getLogger(Warming.class);
    private static final long FIRST_RETRY_NANOS = TimeUnit.SECONDS.toNanos(1);
    private static final long LAST_RETRY_NANOS = TimeUnit.MINUTES.toNanos(1);
    private static final long ROOM_NANOS = TimeUnit.MILLISECONDS.toNanos(50);

    /** Loads that are late by up to this are made up for, since timers are not exact. */
    private static final long BURST_NANOS = TimeUnit.MILLISECONDS.toNanos(10);

    private static final int RENEWALS_IN_A_LIFE = 3;

    private final String cache;
    private final WarmingConfig config;
    private final WarmingSource source;
    private final WarmingDesk desk;
    private final WarmingWork<?> work;
    private final CacheRuntime runtime;

    private final CompletableFuture<WarmingProgress> completion = new CompletableFuture<>();
    private final CompletableFuture<WarmingProgress> firstRun = new CompletableFuture<>();
    private final AtomicLong loaded = new AtomicLong();
    private final AtomicLong failed = new AtomicLong();
    private final AtomicLong skipped = new AtomicLong();
    private final AtomicInteger running = new AtomicInteger();
    private final AtomicInteger wakes = new AtomicInteger();
    private volatile OptionalLong total = OptionalLong.empty();
    private volatile State state = State.WAITING;
    private volatile boolean cancelled;
    private volatile boolean left;
    private volatile boolean stalled;
    private volatile boolean lost;

    private @Nullable ScheduledFuture<?> alarm;
    private long alarmNanos;

    // These belong to the steps alone, of which there is one at a time.
    private @Nullable ScheduledFuture<?> renewals;
    private @Nullable String cursor;
    private @Nullable Page page;
    private final Deque<Cold> cold = new ArrayDeque<>();
    private long nextLoadNanos;
    private long retryNanos = FIRST_RETRY_NANOS;

    WarmingRun(
            String cache,
            WarmingConfig config,
            WarmingSource source,
            WarmingDesk desk,
            WarmingWork<?> work,
            CacheRuntime runtime) {
        this.cache = cache;
        this.config = config;
        this.source = source;
        this.desk = desk;
        this.work = work;
        this.runtime = runtime;
        this.nextLoadNanos = now();
    }

    /** Begins. */
    WarmingRun start() {
        wake();
        return this;
    }

    @Override
    public WarmingProgress progress() {
        State own = state;
        boolean waitsForRedis = stalled && (own == State.WAITING || own == State.RUNNING);
        return progress(waitsForRedis ? State.STALLED : own);
    }

    private WarmingProgress progress(State shown) {
        Counts counts = counts();
        return new WarmingProgress(shown, counts.loaded(), counts.failed(), counts.skipped(), total);
    }

    @Override
    public CompletionStage<WarmingProgress> completion() {
        return completion.minimalCompletionStage();
    }

    @Override
    public CompletionStage<WarmingProgress> firstRun() {
        return firstRun.minimalCompletionStage();
    }

    @Override
    public void cancel() {
        cancelled = true;
        wake();
    }

    @Override
    public void leave() {
        left = true;
        wake();
    }

    private Counts counts() {
        return new Counts(loaded.get(), failed.get(), skipped.get());
    }

    /** Lets a step run soon, after the one under way if there is one. */
    private void wake() {
        if (wakes.getAndIncrement() == 0) {
            try {
                runtime.executor().execute(this::steps);
            } catch (RejectedExecutionException e) {
                wakes.set(0);
                wakeIn(ROOM_NANOS);
            }
        }
    }

    /** Lets a step run after a time, unless one will before that. */
    private synchronized void wakeIn(long nanos) {
        long at = now() + nanos;
        if (alarm != null && alarmNanos - at <= 0) {
            return;
        }
        if (alarm != null) {
            alarm.cancel(false);
        }
        try {
            alarm = runtime.timer().schedule(this::ring, nanos, TimeUnit.NANOSECONDS);
            alarmNanos = at;
        } catch (RejectedExecutionException e) {
            // The caches are closed. Another process goes on when the right to warm has ended.
            end(State.CANCELLED);
        }
    }

    private void ring() {
        synchronized (this) {
            alarm = null;
        }
        wake();
    }

    private void steps() {
        int done;
        do {
            done = wakes.get();
            if (!completion.isDone()) {
                tryStep();
            }
        } while (wakes.addAndGet(-done) != 0);
    }

    private void tryStep() {
        try {
            step();
            stalled = false;
        } catch (GatewayException e) {
            stalled = true;
            log.debug("cache {}: warming {} waits for redis", cache, config.name(), e);
            retry();
        } catch (RuntimeException e) {
            log.warn("cache {}: warming {} is tried again: {}", cache, config.name(), e.toString());
            log.debug("what warming {} failed by", config.name(), e);
            retry();
        }
    }

    private void retry() {
        wakeIn(retryNanos);
        retryNanos = Math.min(2 * retryNanos, LAST_RETRY_NANOS);
    }

    private void step() {
        if (cancelled || left) {
            endHere();
        } else if (lost) {
            giveUpRight();
            wake();
        } else if (renewals != null || claim()) {
            load();
        }
    }

    private void endHere() {
        try {
            if (renewals != null && cancelled) {
                desk.end(counts());
            } else if (renewals != null) {
                desk.leave();
            }
        } finally {
            giveUpRight();
            end(State.CANCELLED);
        }
    }

    /** Tries to get the right to warm. */
    private boolean claim() {
        Claim claim = desk.claim();
        loaded.set(claim.counts().loaded());
        failed.set(claim.counts().failed());
        skipped.set(claim.counts().skipped());
        long nanos = TimeUnit.MILLISECONDS.toNanos(claim.millis());
        switch (claim.state()) {
            case GRANTED -> begin(claim);
            case TAKEN -> wakeIn(Math.min(nanos, renewalNanos()));
            case DONE -> done(nanos);
        }
        return claim.state() == Claim.State.GRANTED;
    }

    private void begin(Claim claim) {
        lost = false;
        cursor = claim.cursor();
        long period = renewalNanos();
        renewals = runtime.timer().scheduleWithFixedDelay(this::renew, period, period, TimeUnit.NANOSECONDS);
        state = State.RUNNING;
        try {
            total = source.total();
        } catch (Exception e) {
            log.debug("cache {}: the source of warming {} cannot count", cache, config.name(), e);
        }
    }

    private void done(long nanosToTheNext) {
        firstRun.complete(progress(State.DONE));
        if (config.repeats()) {
            wakeIn(nanosToTheNext);
        } else {
            end(State.DONE);
        }
    }

    private long renewalNanos() {
        return desk.leaseTtl().toNanos() / RENEWALS_IN_A_LIFE;
    }

    private void renew() {
        try {
            desk.renew().thenAccept(held -> {
                if (!held) {
                    lost = true;
                    wake();
                }
            });
        } catch (GatewayException e) {
            log.debug("the right to warm cache {} could not be renewed", cache, e);
        }
    }

    private void giveUpRight() {
        if (renewals != null) {
            renewals.cancel(false);
            renewals = null;
        }
        lost = false;
        page = null;
        cold.clear();
        state = State.WAITING;
    }

    private void end(State last) {
        state = last;
        completion.complete(progress());
        firstRun.complete(progress());
    }

    /** Begins the loads that the budget allows now, and the next batch after the last one. */
    private void load() {
        while (!cold.isEmpty() && running.get() < config.parallelism()) {
            long wait = nextLoadNanos - now();
            if (wait > 0) {
                wakeIn(wait);
                return;
            }
            if (!begin(cold.remove())) {
                return;
            }
        }
        if (cold.isEmpty() && running.get() == 0 && endBatch()) {
            beginBatch();
            wake();
        }
    }

    private boolean begin(Cold id) {
        running.incrementAndGet();
        try {
            runtime.executor().execute(() -> load(id));
        } catch (RejectedExecutionException e) {
            running.decrementAndGet();
            cold.addFirst(id);
            wakeIn(ROOM_NANOS);
            return false;
        }
        long period = (long) Math.max(TimeUnit.SECONDS.toNanos(1) / config.loadsPerSecond(), 1);
        nextLoadNanos = Math.max(nextLoadNanos, now() - BURST_NANOS) + period;
        return true;
    }

    private void load(Cold id) {
        AtomicLong count = failed;
        try {
            Landing<?> landing = work.load(id);
            if (landing instanceof Landing.Landed) {
                count = loaded;
            } else if (!(landing instanceof Landing.Crashed)) {
                count = skipped;
            }
        } finally {
            count.incrementAndGet();
            running.decrementAndGet();
            wake();
        }
    }

    /** Notes that a batch was dealt with; false if the run is over with it, or goes on in another process. */
    private boolean endBatch() {
        if (page == null) {
            return true;
        }
        String next = page.next();
        boolean mine = next == null ? desk.end(counts()) : desk.note(next, counts());
        cursor = next;
        page = null;
        if (mine && next != null) {
            return true;
        }
        giveUpRight();
        if (mine) {
            firstRun.complete(progress(State.DONE));
        }
        if (!mine || config.repeats()) {
            wake();
        } else {
            end(State.DONE);
        }
        return false;
    }

    private void beginBatch() {
        Page begun;
        try {
            begun = source.page(cursor, config.batchSize());
        } catch (Exception e) {
            throw new IllegalStateException("the source of the ids failed: " + e, e);
        }
        List<Cold> found = work.coldOf(begun.ids());
        if (found == null) {
            throw new GatewayUnavailableException("the freshness of ids is not known", null);
        }
        skipped.addAndGet(begun.ids().size() - found.size());
        cold.addAll(found);
        page = begun;
        retryNanos = FIRST_RETRY_NANOS;
    }

    private long now() {
        return runtime.nanoTime().getAsLong();
    }
}
