package io.redispatterns.spring.cache;

import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.springframework.core.task.TaskDecorator;
import org.springframework.core.task.VirtualThreadTaskExecutor;

/**
 * Where the caches do what must not hold up a caller: loads in the background, loads with a limit of time, and everything for
 * methods that give their results later. What it is given runs at once or is refused; nothing stands in a queue, since
 * tasks may wait for each other.
 */
public final class CacheThreads implements AutoCloseable {

    private static final String PREFIX = "redis-patterns-";
    private static final int MAX_THREADS = 1_024;
    private static final long IDLE_SECONDS = 30;

    private final Executor executor;
    private final @Nullable ThreadPoolExecutor own;

    private CacheThreads(Executor threads, @Nullable ThreadPoolExecutor own, TaskDecorator decorator) {
        this.executor = task -> threads.execute(decorator.decorate(task));
        this.own = own;
    }

    /**
     * Threads that an application has for this.
     *
     * @param decorator what is done to each task, in the thread that hands it in
     */
    public static CacheThreads of(Executor threads, TaskDecorator decorator) {
        return new CacheThreads(threads, null, decorator);
    }

    /** A new virtual thread for each task. */
    public static CacheThreads virtual(TaskDecorator decorator) {
        return of(new VirtualThreadTaskExecutor(PREFIX), decorator);
    }

    /** Up to 1,024 threads of its own, which end when they have nothing to do. */
    public static CacheThreads pooled(TaskDecorator decorator) {
        AtomicInteger count = new AtomicInteger();
        ThreadFactory factory = task -> {
            Thread thread = new Thread(task, PREFIX + count.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        };
        ThreadPoolExecutor pool = new ThreadPoolExecutor(
                0, MAX_THREADS, IDLE_SECONDS, TimeUnit.SECONDS, new SynchronousQueue<>(), factory, (task, full) -> {
                    throw new RejectedExecutionException(
                            full.isShutdown()
                                    ? "the caches are closed"
                                    : MAX_THREADS + " calls of cached methods are under way in threads of their own;"
                                            + " spring.threads.virtual.enabled=true allows for any number");
                });
        return new CacheThreads(pool, pool, decorator);
    }

    /** Runs tasks; refuses with a {@link java.util.concurrent.RejectedExecutionException}. */
    public Executor executor() {
        return executor;
    }

    @Override
    public void close() {
        if (own != null) {
            own.shutdownNow();
        }
    }
}
