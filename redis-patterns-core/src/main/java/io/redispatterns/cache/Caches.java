package io.redispatterns.cache;

import io.redispatterns.codec.Codec;
import io.redispatterns.key.KeySpace;
import io.redispatterns.redis.RedisGateway;
import java.util.Objects;
import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Makes the caches of an application and keeps what they share: the threads of background loads, the timer of leases and
 * the channel of those who wait.
 */
public final class Caches implements AutoCloseable {

    private static final int MAX_THREADS = 256;
    private static final long IDLE_SECONDS = 30;

    private final KeySpace keySpace;
    private final CacheRuntime runtime;
    private final ScheduledExecutorService timer;
    private final @Nullable ThreadPoolExecutor ownExecutor;

    private Caches(
            RedisGateway gateway,
            KeySpace keySpace,
            @Nullable Executor executor,
            ScheduledExecutorService timer,
            LongSupplier nanoTime,
            Supplier<RandomGenerator> random) {
        this.keySpace = keySpace;
        this.timer = timer;
        ThreadPoolExecutor own = executor == null ? ownExecutor() : null;
        this.ownExecutor = own;
        String wakeChannel = keySpace.namespace() + ":cache-loaded";
        this.runtime = new CacheRuntime(
                gateway,
                own != null ? own : Objects.requireNonNull(executor),
                timer,
                wakeChannel,
                new Wakeups(gateway, wakeChannel, timer),
                new LeaseKeeper(gateway, timer),
                nanoTime,
                random);
    }

    private static ScheduledExecutorService ownTimer() {
        ScheduledThreadPoolExecutor timer = new ScheduledThreadPoolExecutor(1, threads("redis-patterns-timer-"));
        timer.setRemoveOnCancelPolicy(true);
        return timer;
    }

    private static ThreadPoolExecutor ownExecutor() {
        return new ThreadPoolExecutor(
                0,
                MAX_THREADS,
                IDLE_SECONDS,
                TimeUnit.SECONDS,
                new SynchronousQueue<>(),
                threads("redis-patterns-load-"));
    }

    /**
     * The caches of an application.
     *
     * @param executor runs loads in the background and those that callers may stop to wait for; null for up to 256 threads
     *     of their own
     */
    public static Caches on(RedisGateway gateway, KeySpace keySpace, @Nullable Executor executor) {
        return new Caches(gateway, keySpace, executor, ownTimer(), System::nanoTime, ThreadLocalRandom::current);
    }

    /** The caches of a test, which moves time and chooses chance. */
    static Caches of(
            RedisGateway gateway,
            KeySpace keySpace,
            @Nullable Executor executor,
            LongSupplier nanoTime,
            Supplier<RandomGenerator> random) {
        return new Caches(gateway, keySpace, executor, ownTimer(), nanoTime, random);
    }

    /** The caches of a test that moves time for everything but waits of threads. */
    static Caches of(
            RedisGateway gateway,
            KeySpace keySpace,
            Executor executor,
            ScheduledExecutorService timer,
            LongSupplier nanoTime,
            Supplier<RandomGenerator> random) {
        return new Caches(gateway, keySpace, executor, timer, nanoTime, random);
    }

    private static ThreadFactory threads(String prefix) {
        AtomicInteger count = new AtomicInteger();
        return task -> {
            Thread thread = new Thread(task, prefix + count.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        };
    }

    /**
     * A cache.
     *
     * @param name the last segment of the keys' prefix
     */
    public <V> Cache<V> create(String name, Codec<V> codec, CacheConfig config) {
        return new RedisCache<>(runtime, keySpace, name, codec, config);
    }

    /** Stops what the caches do in the background. */
    @Override
    public void close() {
        runtime.wakeups().close();
        timer.shutdownNow();
        if (ownExecutor != null) {
            ownExecutor.shutdownNow();
        }
    }
}
