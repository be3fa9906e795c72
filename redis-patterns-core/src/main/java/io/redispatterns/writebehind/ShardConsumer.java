package io.redispatterns.writebehind;

import io.redispatterns.redis.GatewayException;
import io.redispatterns.writebehind.WriteBehindEvent.Operation;
import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Writes one shard while it has the lease: runs when there is something to write, one run at a time, and sleeps on a timer
 * in between. It never ends by itself; what goes wrong makes it look again later.
 */
final class ShardConsumer {

    private static final long UNTIL_TOLD = -1;
    private static final Duration FIRST_PAUSE = Duration.ofMillis(50);

    private final int shard;
    private final ShardWriting<?> writing;
    private final Membership membership;
    private final ScheduledExecutorService threads;
    private final WriteBehindRecorder recorder;
    private final Backoff writerBackoff;
    private final Backoff backendBackoff;
    private final long maxDelayNanos;
    private final long pollNanos;
    private final AtomicLong eagerUpToMillis = new AtomicLong();

    private final ReentrantLock lock = new ReentrantLock();
    private @Nullable Lease lease;
    private boolean running;
    private boolean runAgain;
    private boolean leaving;
    private boolean stopped;
    private @Nullable Future<?> timer;
    private long timerNanos;

    /** How often in a row the writer threw, and Redis failed; only the running thread touches them. */
    private int writerFailures;

    private int backendFailures;

    /** Until when nothing wakes it, after a failure. */
    private volatile long pausedUntilNanos = System.nanoTime();

    ShardConsumer(
            ShardWriting<?> writing,
            Membership membership,
            ScheduledExecutorService threads,
            WriteBehindRecorder recorder,
            WriteBehindConfig config) {
        this.shard = writing.shard().number();
        this.writing = writing;
        this.membership = membership;
        this.threads = threads;
        this.recorder = recorder;
        this.writerBackoff = new Backoff(config.initialBackoff(), config.maxBackoff());
        this.backendBackoff = new Backoff(min(FIRST_PAUSE, config.pollInterval()), config.pollInterval());
        this.maxDelayNanos = config.maxDelay().toNanos();
        this.pollNanos = config.pollInterval().toNanos();
    }

    Shard shard() {
        return writing.shard();
    }

    /** Takes a lease, or its renewal. */
    void leased(Lease held) {
        lock.lock();
        try {
            Lease before = lease;
            lease = held;
            if (before == null || !before.token().equals(held.token())) {
                if (before != null) {
                    recorder.shardLost(shard);
                }
                recorder.shardTaken(shard);
                wakeLocked(0);
            } else if (!before.isValid()) {
                wakeLocked(0);
            }
        } finally {
            lock.unlock();
        }
    }

    /** Learns that another instance has the lease, or nobody. */
    void lost(String token) {
        lock.lock();
        try {
            if (lease != null && lease.token().equals(token)) {
                lease = null;
                recorder.shardLost(shard);
            }
        } finally {
            lock.unlock();
        }
    }

    /** The lease, valid or not, or null if there is none. */
    @Nullable
    Lease lease() {
        lock.lock();
        try {
            return lease;
        } finally {
            lock.unlock();
        }
    }

    boolean isLeased() {
        Lease held = lease();
        return held != null && held.isValid();
    }

    /** Looks at once. */
    void wake() {
        wakeWithin(0);
    }

    /** Hears that something is pending: it has to be written within the longest delay, and up to a time at once. */
    void heard(long eagerMillis) {
        eagerUpToMillis.accumulateAndGet(eagerMillis, Math::max);
        wakeWithin(eagerMillis > 0 ? 0 : maxDelayNanos);
    }

    /**
     * Gives up the shard: at once if nothing is being written, else after that.
     *
     * @return the lease to be released, or null if there is none or it is released later
     */
    @Nullable
    Lease leave() {
        lock.lock();
        try {
            leaving = running && lease != null;
            return leaving ? null : takeLease();
        } finally {
            lock.unlock();
        }
    }

    /** Runs no more. */
    void stop() {
        lock.lock();
        try {
            stopped = true;
            cancelTimer();
        } finally {
            lock.unlock();
        }
    }

    private void wakeWithin(long nanos) {
        lock.lock();
        try {
            wakeLocked(nanos);
        } finally {
            lock.unlock();
        }
    }

    private void wakeLocked(long nanos) {
        if (running) {
            runAgain = true;
        } else if (lease != null && (timer == null || System.nanoTime() + nanos - timerNanos < 0)) {
            schedule(nanos);
        }
    }

    private void schedule(long nanos) {
        cancelTimer();
        if (!stopped) {
            long delay = Math.max(nanos, pausedUntilNanos - System.nanoTime());
            timerNanos = System.nanoTime() + delay;
            timer = threads.schedule(this::run, delay, TimeUnit.NANOSECONDS);
        }
    }

    private void cancelTimer() {
        if (timer != null) {
            timer.cancel(false);
            timer = null;
        }
    }

    private void run() {
        Lease held = begin();
        if (held != null) {
            Lease released = end(step(held));
            if (released != null) {
                release(released);
            }
        }
    }

    private @Nullable Lease begin() {
        lock.lock();
        try {
            if (running) {
                // A timer that was replaced too late to be cancelled.
                runAgain = true;
                return null;
            }
            timer = null;
            runAgain = false;
            running = !stopped && lease != null && lease.isValid();
            return running ? lease : null;
        } finally {
            lock.unlock();
        }
    }

    private @Nullable Lease end(long waitNanos) {
        lock.lock();
        try {
            running = false;
            if (leaving) {
                leaving = false;
                return takeLease();
            }
            if (waitNanos != UNTIL_TOLD && lease != null) {
                schedule(runAgain ? 0 : waitNanos);
            }
            return null;
        } finally {
            lock.unlock();
        }
    }

    private @Nullable Lease takeLease() {
        Lease taken = lease;
        lease = null;
        cancelTimer();
        if (taken != null) {
            recorder.shardReleased(shard);
        }
        return taken;
    }

    /** Writes what there is to write, and tells how long to wait until the next time. */
    private long step(Lease held) {
        try {
            long waitNanos = afterWriting(writing.writeOnce(held.token(), this::isLeased, eagerUpToMillis.get()), held);
            backendFailures = 0;
            recorder.backendAnswered();
            return waitNanos;
        } catch (RuntimeException | Error e) {
            recorder.backendFailed(
                    Operation.CONSUME, e instanceof RuntimeException failure ? failure : new IllegalStateException(e));
            return pause(backendBackoff, ++backendFailures);
        }
    }

    private long afterWriting(Step result, Lease held) {
        if (result instanceof Step.Wrote wrote) {
            writerFailures = wrote.thrown() ? writerFailures + 1 : 0;
            return wrote.thrown() ? pause(writerBackoff, writerFailures) : 0;
        }
        if (result instanceof Step.LeaseLost) {
            lost(held.token());
            return UNTIL_TOLD;
        }
        long waitMillis = ((Step.Nothing) result).waitMillis();
        return waitMillis < 0 ? pollNanos : Math.min(pollNanos, TimeUnit.MILLISECONDS.toNanos(waitMillis));
    }

    private long pause(Backoff backoff, int failures) {
        long nanos = backoff.after(failures, ThreadLocalRandom.current()).toNanos();
        pausedUntilNanos = System.nanoTime() + nanos;
        return nanos;
    }

    private void release(Lease released) {
        try {
            writing.release(released);
            membership.announce();
        } catch (GatewayException e) {
            // It runs out by itself.
            recorder.backendFailed(Operation.COORDINATE, e);
        }
    }

    private static Duration min(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }
}
