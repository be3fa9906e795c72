package io.redispatterns.cache;

import io.redispatterns.codec.StringCodec;
import io.redispatterns.key.KeySpace;
import io.redispatterns.redis.FaultyGateway;
import io.redispatterns.redis.RedisGateway;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import java.util.function.ToLongFunction;

/**
 * Random operations of many threads on several instances of one cache over faulty gateways, each read checked against a model.
 *
 * <p>The property: a read that begins after an invalidation was acknowledged returns nothing older than what the source had
 * when that invalidation was called. If it was not acknowledged, this holds for the reads of the same instance. Where instances
 * keep copies in the process, it holds for the reads of other instances that begin more than their bound of staleness after the
 * acknowledgement, on the clock of the machine; for those of the same instance at once. The check costs O(1) a read: every
 * invalidation that ends raises the versions that readers may not fall behind.
 */
final class LinearizabilityRun implements AutoCloseable {

    static final int IDS = 6;
    private static final int INSTANCES = 3;
    private static final int THREADS_OF_AN_INSTANCE = 4;
    private static final int OPERATIONS_OF_AN_OUTAGE = 40;
    private static final int BOUNDS_OF_A_PHASE = 4;
    private static final int MAX_VIOLATIONS = 3;
    private static final String NAME = "versions";

    final long seed;
    final Chance chance;
    final CacheConfig config;
    final VersionedSource source = new VersionedSource(IDS);
    final KeyHistory history = new KeyHistory(IDS);
    final List<Instance> instances = new ArrayList<>();
    final AtomicLong reads = new AtomicLong();
    final AtomicLong behind = new AtomicLong();
    final AtomicLong acknowledged = new AtomicLong();
    final AtomicLong refused = new AtomicLong();
    private final Queue<String> violations = new ConcurrentLinkedQueue<>();
    private final Disturbance disturbance;
    private final AtomicLong slowestNanos = new AtomicLong();

    /** What happens to Redis now and then, besides the faults of the gateways; tells what it was. */
    @FunctionalInterface
    interface Disturbance {
        String strike(RedisGateway admin, Chance chance);
    }

    /** The way of an instance to Redis: makes a gateway of one whose calls are faulty, and of the one behind that. */
    @FunctionalInterface
    interface Link {
        RedisGateway of(FaultyGateway faulty, RedisGateway redis, Chance chance);
    }

    /** One application instance with a cache of its own on the one Redis. */
    final class Instance implements AutoCloseable {

        final Cache<String> cache;
        final Floors floors = new Floors(IDS, graceNanos(config.near()));

        /** Whether it leaves most changes to others, so that copies in the process last, and news are what ends them. */
        final boolean mostlyReads;

        private final FaultyGateway faulty;
        private final RedisGateway gateway;
        private final Caches caches;
        private final AtomicInteger outage = new AtomicInteger();

        private Instance(RedisGateway redis, Link link, boolean mostlyReads) {
            this.mostlyReads = mostlyReads;
            faulty = new FaultyGateway(redis, chance::get);
            gateway = link.of(faulty, redis, chance);
            caches = Caches.of(gateway, KeySpace.of("test"), null, System::nanoTime, chance::get);
            cache = caches.create(NAME, StringCodec.INSTANCE, config);
            faulty.setFaults(10, 100);
        }

        void beginOutage() {
            faulty.setDown(true);
            outage.set(OPERATIONS_OF_AN_OUTAGE);
        }

        private void countDown() {
            if (outage.get() > 0 && outage.decrementAndGet() == 0) {
                faulty.setDown(false);
            }
        }

        @Override
        public void close() {
            caches.close();
            gateway.close();
        }
    }

    private static long graceNanos(NearCacheConfig near) {
        return near.enabled() ? near.maxStaleness().toNanos() : 0;
    }

    LinearizabilityRun(
            long seed, CacheConfig config, Supplier<RedisGateway> redis, Link link, Disturbance disturbance) {
        this.seed = seed;
        this.chance = new Chance(seed);
        this.config = config;
        this.disturbance = disturbance;
        for (int i = 0; i < INSTANCES; i++) {
            instances.add(new Instance(redis.get(), link, config.near().enabled() && i > 0));
        }
    }

    @Override
    public void close() {
        instances.forEach(Instance::close);
    }

    /** Runs about so many operations, or fewer when violations are found, which it returns. */
    List<String> run(long operations, RedisGateway admin) throws Exception {
        int count = INSTANCES * THREADS_OF_AN_INSTANCE;
        ExecutorService threads = Executors.newFixedThreadPool(count);
        try {
            CountDownLatch together = new CountDownLatch(count);
            List<Future<?>> running = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                int number = i;
                running.add(threads.submit(() -> {
                    together.countDown();
                    together.await();
                    work(number, operations / count, admin);
                    return null;
                }));
            }
            for (Future<?> one : running) {
                one.get(1, TimeUnit.HOURS);
            }
        } finally {
            threads.shutdownNow();
        }
        return List.copyOf(violations);
    }

    private void work(int number, long operations, RedisGateway admin) throws Exception {
        Instance instance = instances.get(number % INSTANCES);
        Thread.currentThread().setName("instance-" + number % INSTANCES + "-thread-" + number / INSTANCES);
        chance.seed(seed * 31 + number);
        LinearizabilityWorker worker =
                new LinearizabilityWorker(this, instance, () -> disturbance.strike(admin, chance));
        for (long i = 0; i < operations && violations.size() < MAX_VIOLATIONS; i++) {
            long start = System.nanoTime();
            worker.operate(chance.below(1_000));
            instance.countDown();
            slowestNanos.accumulateAndGet(System.nanoTime() - start, Math::max);
        }
    }

    /**
     * Whether little is to be changed now. Where there are copies in the process, every other phase is like that: only then they
     * last for longer than the bound, and nothing but news ends them.
     */
    boolean isCalm() {
        long graceNanos = graceNanos(config.near());
        return graceNanos > 0 && System.nanoTime() / (BOUNDS_OF_A_PHASE * graceNanos) % 2 == 0;
    }

    void violated(String what) {
        violations.add(what);
    }

    /** How many reads copies in the process have answered. */
    long nearHits() {
        return sum(CacheStats::nearHits);
    }

    private long sum(ToLongFunction<CacheStats> count) {
        return instances.stream()
                .mapToLong(instance -> count.applyAsLong(instance.cache.stats()))
                .sum();
    }

    String summary() {
        return ("%,d reads, %,d loads, %,d hits, %,d of them near, %,d behind within the bound, %,d stale, %,d superseded, "
                        + "%,d failures of redis, %,d changes acknowledged and %,d not, slowest operation %,d ms")
                .formatted(
                        reads.get(),
                        sum(CacheStats::loads),
                        sum(CacheStats::hits),
                        nearHits(),
                        behind.get(),
                        sum(CacheStats::servedStale),
                        sum(CacheStats::superseded),
                        sum(CacheStats::backendFailures),
                        acknowledged.get(),
                        refused.get(),
                        TimeUnit.NANOSECONDS.toMillis(slowestNanos.get()));
    }
}
