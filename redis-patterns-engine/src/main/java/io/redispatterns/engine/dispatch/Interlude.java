package io.redispatterns.engine.dispatch;

import io.redispatterns.engine.command.Client;
import io.redispatterns.engine.util.TimeSource;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The moments in the middle of a long run in which others are let in: those whom the run's own thread serves, and then the threads
 * that wait for the engine's lock, which the run gives up as long.
 *
 * <p>Measured by the operating system's clock, whatever clock the engine has: it is about real threads.
 */
final class Interlude {

    /** The run has at least so long before it is disturbed again, and as long as it was disturbed. */
    private static final long GAP_NANOS = TimeUnit.MILLISECONDS.toNanos(1);

    /** So long at most the lock is given up: enough for a queue of threads that want no more than a refusal. */
    private static final long LENGTH_NANOS = TimeUnit.MILLISECONDS.toNanos(1);

    /** After so long it is seen whether all have been in who waited: a thread needs some of it to wake up. */
    private static final long STEP_NANOS = TimeUnit.MICROSECONDS.toNanos(100);

    private final ReentrantLock lock;
    private final Condition othersHaveBeenIn;
    private final TimeSource clock = TimeSource.system();
    private long notBeforeNanos = clock.nanoTime();
    private boolean open;

    Interlude(ReentrantLock lock) {
        this.lock = lock;
        this.othersHaveBeenIn = lock.newCondition();
    }

    /** Whether who runs now is one of the others, in the middle of a long run. Under the lock. */
    boolean isOpen() {
        return open;
    }

    /** Lets others in, unless it is too early again. Under the lock, in the thread of the run. */
    void hold(Client client) {
        long begin = clock.nanoTime();
        if (begin - notBeforeNanos < 0) {
            return;
        }
        open = true;
        try {
            client.serveOthers();
            letQueueIn();
        } finally {
            open = false;
        }
        long end = clock.nanoTime();
        notBeforeNanos = end + Math.max(GAP_NANOS, end - begin);
    }

    /** To wait for a condition is to give the lock up, however often it is held; nobody signals this one. */
    private void letQueueIn() {
        boolean interrupted = Thread.interrupted();
        long end = clock.nanoTime() + LENGTH_NANOS;
        while (lock.hasQueuedThreads() && clock.nanoTime() - end < 0) {
            try {
                othersHaveBeenIn.awaitNanos(STEP_NANOS);
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
