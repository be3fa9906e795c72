package io.redispatterns.cache;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * What threads wait for. They are woken in the order in which they came: in a stampede it takes milliseconds to wake all, and
 * who has waited for longest is not to be the last (as with a {@link java.util.concurrent.CompletableFuture}).
 */
final class Outcome<T> {

    private final Queue<Thread> waiting = new ConcurrentLinkedQueue<>();
    private final AtomicReference<@Nullable T> value = new AtomicReference<>();

    /** Sets the value, the first time, and wakes those who wait for it. */
    void set(T outcome) {
        if (value.compareAndSet(null, outcome)) {
            waiting.forEach(LockSupport::unpark);
        }
    }

    /** The value; null before it is set. */
    @Nullable
    T now() {
        return value.get();
    }

    /**
     * Waits for the value.
     *
     * @throws TimeoutException if it does not come in time
     */
    T await(long nanos) throws InterruptedException, TimeoutException {
        long begun = System.nanoTime();
        Thread self = Thread.currentThread();
        // Who enters before he looks is either seen by the one who sets the value, or sees it.
        waiting.add(self);
        while (true) {
            T known = value.get();
            if (known != null) {
                return known;
            }
            if (Thread.interrupted()) {
                waiting.remove(self);
                throw new InterruptedException();
            }
            long left = nanos - (System.nanoTime() - begun);
            if (left <= 0) {
                waiting.remove(self);
                throw new TimeoutException();
            }
            LockSupport.parkNanos(this, left);
        }
    }
}
