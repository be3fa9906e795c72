package io.redispatterns.writebehind;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** Where threads wait until something was written. What other instances write is not heard of here: wait with a limit. */
final class Progress {

    private static final long POLL_NANOS = TimeUnit.MILLISECONDS.toNanos(20);

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition made = lock.newCondition();
    private long count;

    void signal() {
        lock.lock();
        try {
            count++;
            made.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /**
     * Waits a moment, or until something was written here.
     *
     * @return false if the deadline has passed, without waiting
     */
    boolean await(long deadlineNanos) throws InterruptedException {
        long left = deadlineNanos - System.nanoTime();
        if (left <= 0) {
            return false;
        }
        lock.lockInterruptibly();
        try {
            long before = count;
            long nanos = Math.min(left, POLL_NANOS);
            while (count == before && nanos > 0) {
                nanos = made.awaitNanos(nanos);
            }
            return true;
        } finally {
            lock.unlock();
        }
    }
}
