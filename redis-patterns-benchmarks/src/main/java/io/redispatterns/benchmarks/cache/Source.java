package io.redispatterns.benchmarks.cache;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** What the caches stand in front of: takes its time for each load, and counts them. */
final class Source {

    private final AtomicInteger loads = new AtomicInteger();
    private volatile long loadMillis;

    /** A source whose loads take a time. */
    Source(Duration loadTime) {
        this.loadMillis = loadTime.toMillis();
    }

    /** Makes loads take another time from now on. */
    void setLoadTime(Duration loadTime) {
        loadMillis = loadTime.toMillis();
    }

    Place load(long id) {
        loads.incrementAndGet();
        try {
            TimeUnit.MILLISECONDS.sleep(loadMillis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while loading " + id, e);
        }
        return Place.of(id);
    }

    /** How many loads there were since it was asked last. */
    int takeLoads() {
        return loads.getAndSet(0);
    }
}
