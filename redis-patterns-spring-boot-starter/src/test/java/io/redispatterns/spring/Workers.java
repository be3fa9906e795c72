package io.redispatterns.spring;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/** Threads that do the same thing at the same time. */
public final class Workers implements AutoCloseable {

    private final int count;
    private final ExecutorService threads;

    public Workers(int count) {
        this.count = count;
        this.threads = Executors.newFixedThreadPool(count);
    }

    /** Runs a task once in each thread, all starting together. */
    public void each(Runnable task) throws Exception {
        each(() -> {
            task.run();
            return true;
        });
    }

    /** Calls a task once in each thread, all starting together, and gives the results. */
    public <T> List<T> each(Callable<T> task) throws Exception {
        CountDownLatch together = new CountDownLatch(count);
        List<Future<T>> futures = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            futures.add(threads.submit(() -> {
                together.countDown();
                together.await();
                return task.call();
            }));
        }
        List<T> results = new ArrayList<>();
        for (Future<T> future : futures) {
            results.add(future.get(30, TimeUnit.SECONDS));
        }
        return results;
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
