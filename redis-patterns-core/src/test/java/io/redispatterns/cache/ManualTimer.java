package io.redispatterns.cache;

import io.redispatterns.engine.util.ManualTimeSource;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.AbstractExecutorService;
import java.util.concurrent.Callable;
import java.util.concurrent.Delayed;
import java.util.concurrent.FutureTask;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/** A timer whose time a test moves: what is due runs in the thread that moves it, in order. */
final class ManualTimer extends AbstractExecutorService implements ScheduledExecutorService {

    private final ManualTimeSource time;
    private final List<Task<?>> tasks = new ArrayList<>();
    private boolean shut;

    ManualTimer(ManualTimeSource time) {
        this.time = time;
    }

    /** Lets time pass for several timers of one clock, in steps of 5 ms. */
    static void pass(ManualTimeSource time, Duration duration, List<ManualTimer> timers) {
        long end = time.nanoTime() + duration.toNanos();
        while (time.nanoTime() < end) {
            time.advance(Duration.ofNanos(Math.min(Duration.ofMillis(5).toNanos(), end - time.nanoTime())));
            timers.forEach(ManualTimer::runDue);
        }
    }

    private void runDue() {
        for (Task<?> task = nextDue(); task != null; task = nextDue()) {
            task.runOnce();
        }
    }

    private synchronized Task<?> nextDue() {
        tasks.removeIf(Task::isDone);
        Task<?> next = null;
        for (Task<?> task : tasks) {
            if (task.dueNanos - time.nanoTime() <= 0 && (next == null || task.dueNanos < next.dueNanos)) {
                next = task;
            }
        }
        return next;
    }

    private final class Task<T> extends FutureTask<T> implements ScheduledFuture<T> {

        private final long periodNanos;
        private volatile long dueNanos;

        private Task(Callable<T> action, long delayNanos, long periodNanos) {
            super(action);
            this.periodNanos = periodNanos;
            this.dueNanos = time.nanoTime() + delayNanos;
        }

        private void runOnce() {
            if (periodNanos == 0) {
                run();
            } else if (runAndReset()) {
                dueNanos = time.nanoTime() + periodNanos;
            }
        }

        @Override
        public long getDelay(TimeUnit unit) {
            return unit.convert(dueNanos - time.nanoTime(), TimeUnit.NANOSECONDS);
        }

        @Override
        public int compareTo(Delayed other) {
            return Long.compare(getDelay(TimeUnit.NANOSECONDS), other.getDelay(TimeUnit.NANOSECONDS));
        }
    }

    private synchronized <T> ScheduledFuture<T> add(Callable<T> action, long delayNanos, long periodNanos) {
        if (shut) {
            throw new RejectedExecutionException("the timer is shut down");
        }
        Task<T> task = new Task<>(action, delayNanos, periodNanos);
        tasks.add(task);
        return task;
    }

    @Override
    public ScheduledFuture<?> schedule(Runnable action, long delay, TimeUnit unit) {
        return add(toCallable(action), unit.toNanos(delay), 0);
    }

    @Override
    public <T> ScheduledFuture<T> schedule(Callable<T> action, long delay, TimeUnit unit) {
        return add(action, unit.toNanos(delay), 0);
    }

    @Override
    public ScheduledFuture<?> scheduleAtFixedRate(Runnable action, long delay, long period, TimeUnit unit) {
        return add(toCallable(action), unit.toNanos(delay), unit.toNanos(period));
    }

    @Override
    public ScheduledFuture<?> scheduleWithFixedDelay(Runnable action, long delay, long period, TimeUnit unit) {
        return add(toCallable(action), unit.toNanos(delay), unit.toNanos(period));
    }

    private static Callable<Boolean> toCallable(Runnable action) {
        return () -> {
            action.run();
            return true;
        };
    }

    @Override
    public void execute(Runnable action) {
        ScheduledFuture<?> unused = schedule(action, 0, TimeUnit.NANOSECONDS);
    }

    @Override
    public synchronized void shutdown() {
        shut = true;
    }

    @Override
    public synchronized List<Runnable> shutdownNow() {
        shut = true;
        List<Runnable> rest = List.copyOf(tasks);
        tasks.clear();
        return rest;
    }

    @Override
    public synchronized boolean isShutdown() {
        return shut;
    }

    @Override
    public synchronized boolean isTerminated() {
        return shut && tasks.isEmpty();
    }

    @Override
    public boolean awaitTermination(long timeout, TimeUnit unit) {
        return isTerminated();
    }
}
