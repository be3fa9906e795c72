package io.redispatterns.cache;

import io.redispatterns.redis.RedisGateway;
import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/**
 * What the caches of an application share.
 *
 * @param executor runs loads that nobody's thread runs; refuses with a {@link java.util.concurrent.RejectedExecutionException}
 *     when it has enough
 * @param timer runs short steps at set times
 * @param wakeChannel where those are told who wait for another process's load
 * @param nanoTime measures durations
 * @param random draws lives and early refreshes
 */
record CacheRuntime(
        RedisGateway gateway,
        Executor executor,
        ScheduledExecutorService timer,
        String wakeChannel,
        Wakeups wakeups,
        LeaseKeeper leases,
        NearLink near,
        LongSupplier nanoTime,
        Supplier<RandomGenerator> random) {}
