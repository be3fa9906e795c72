package io.redispatterns.cache;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** One load under way: a thread that leads it, and others that wait for its outcome. */
final class Flight<V> {

    /** Which flight each waiting thread waits for, over all caches: needed to see circles before they close. */
    private static final ConcurrentMap<Thread, Flight<?>> AWAITED = new ConcurrentHashMap<>();

    private final Thread leader = Thread.currentThread();
    private final CompletableFuture<@Nullable V> outcome = new CompletableFuture<>();
    private final ReentrantLock lock = new ReentrantLock();
    private boolean superseded;
    private volatile boolean abandoned;

    /** Runs the writing of what was loaded, unless something newer has been said about the entry; tells whether. */
    boolean unlessSuperseded(Runnable write) {
        lock.lock();
        try {
            if (superseded) {
                return false;
            }
            write.run();
            return true;
        } finally {
            lock.unlock();
        }
    }

    /** Keeps the flight from writing. Waits for a write that has begun. */
    void supersede() {
        lock.lock();
        try {
            superseded = true;
        } finally {
            lock.unlock();
        }
    }

    void land(@Nullable V value) {
        outcome.complete(value);
    }

    void crash(Throwable cause) {
        abandoned = cause instanceof InterruptedException;
        outcome.completeExceptionally(cause);
    }

    /**
     * Waits for the end.
     *
     * @return false, at once, if the leader waits for the calling thread, over any number of flights
     */
    boolean await() throws InterruptedException {
        Thread self = Thread.currentThread();
        AWAITED.put(self, this);
        try {
            // Every thread enters its wait before it looks, so of those in a circle at least the last one sees it.
            if (leadsBackTo(self)) {
                return false;
            }
            outcome.get();
        } catch (ExecutionException e) {
            // The waiter asks for the value next, and gets the cause there.
            return true;
        } finally {
            AWAITED.remove(self);
        }
        return true;
    }

    /** How many threads wait for flights, over all caches. */
    static int waiting() {
        return AWAITED.size();
    }

    /** Whether the flight ended because its leader was interrupted, which says nothing to those who waited. */
    boolean isAbandoned() {
        return abandoned;
    }

    /** The outcome of a flight that has ended: the value, or what the loader threw. */
    @Nullable
    V value() throws Throwable {
        try {
            return outcome.join();
        } catch (CompletionException e) {
            throw e.getCause() == null ? e : e.getCause();
        }
    }

    private boolean leadsBackTo(Thread thread) {
        Flight<?> flight = this;
        for (int hops = 0; flight != null && hops <= AWAITED.size(); hops++) {
            if (flight.leader == thread) {
                return true;
            }
            flight = AWAITED.get(flight.leader);
        }
        return false;
    }
}
