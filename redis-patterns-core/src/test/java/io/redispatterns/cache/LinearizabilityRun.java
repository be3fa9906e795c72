package io.redispatterns.cache;

import io.redispatterns.cache.VersionedSource.Copy;
import io.redispatterns.codec.StringCodec;
import io.redispatterns.key.KeySpace;
import io.redispatterns.redis.FaultyGateway;
import io.redispatterns.redis.RedisGateway;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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
import org.jspecify.annotations.Nullable;

/**
 * Random operations of many threads on several instances of one cache over faulty gateways, each read checked against a model.
 *
 * <p>The property: a read that begins after an invalidation was acknowledged returns nothing older than what the source had
 * when that invalidation was called. If it was not acknowledged, this holds for the reads of the same instance. The check
 * costs O(1) a read: every invalidation that ends raises the versions that readers may not fall behind.
 */
final class LinearizabilityRun implements AutoCloseable {

    private static final int IDS = 6;
    private static final int INSTANCES = 3;
    private static final int THREADS_OF_AN_INSTANCE = 4;
    private static final int OPERATIONS_OF_AN_OUTAGE = 40;
    private static final int MAX_VIOLATIONS = 3;
    private static final String NAME = "versions";

    private final Chance chance;
    private final long seed;
    private final CacheConfig config;
    private final VersionedSource source = new VersionedSource(IDS);
    private final KeyHistory history = new KeyHistory(IDS);
    private final List<Instance> instances = new ArrayList<>();
    private final Queue<String> violations = new ConcurrentLinkedQueue<>();
    private final Disturbance disturbance;
    private final AtomicLong reads = new AtomicLong();
    private final AtomicLong acknowledged = new AtomicLong();
    private final AtomicLong refused = new AtomicLong();
    private final AtomicLong slowestNanos = new AtomicLong();

    /** What happens to Redis now and then, besides the faults of the gateways; tells what it was. */
    @FunctionalInterface
    interface Disturbance {
        String strike(RedisGateway admin, Chance chance);
    }

    /** One application instance with a cache of its own on the one Redis. */
    private final class Instance implements AutoCloseable {

        private final FaultyGateway gateway;
        private final Caches caches;
        private final Cache<String> cache;
        private final Floors floors = new Floors(IDS);
        private final AtomicInteger outage = new AtomicInteger();

        private Instance(RedisGateway redis) {
            gateway = new FaultyGateway(redis, chance::get);
            caches = Caches.of(gateway, KeySpace.of("test"), null, System::nanoTime, chance::get);
            cache = caches.create(NAME, StringCodec.INSTANCE, config);
            gateway.setFaults(10, 100);
        }

        private void beginOutage() {
            gateway.setDown(true);
            outage.set(OPERATIONS_OF_AN_OUTAGE);
        }

        private void countDown() {
            if (outage.get() > 0 && outage.decrementAndGet() == 0) {
                gateway.setDown(false);
            }
        }

        @Override
        public void close() {
            caches.close();
            gateway.close();
        }
    }

    LinearizabilityRun(long seed, CacheConfig config, Supplier<RedisGateway> redis, Disturbance disturbance) {
        this.seed = seed;
        this.chance = new Chance(seed);
        this.config = config;
        this.disturbance = disturbance;
        for (int i = 0; i < INSTANCES; i++) {
            instances.add(new Instance(redis.get()));
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
                Worker worker = new Worker(i, instances.get(i % INSTANCES), admin);
                running.add(threads.submit(() -> {
                    together.countDown();
                    together.await();
                    worker.run(operations / count);
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

    String summary() {
        List<CacheStats> stats =
                instances.stream().map(instance -> instance.cache.stats()).toList();
        return ("%,d reads, %,d loads, %,d hits, %,d stale, %,d superseded, %,d failures of redis, "
                        + "%,d changes acknowledged and %,d not, slowest operation %,d ms")
                .formatted(
                        reads.get(),
                        stats.stream().mapToLong(CacheStats::loads).sum(),
                        stats.stream().mapToLong(CacheStats::hits).sum(),
                        stats.stream().mapToLong(CacheStats::servedStale).sum(),
                        stats.stream().mapToLong(CacheStats::superseded).sum(),
                        stats.stream().mapToLong(CacheStats::backendFailures).sum(),
                        acknowledged.get(),
                        refused.get(),
                        TimeUnit.NANOSECONDS.toMillis(slowestNanos.get()));
    }

    /** What the loader throws now and then. */
    private static final class SourceFailedException extends RuntimeException {

        private static final long serialVersionUID = 1L;

        private SourceFailedException() {
            super("the source fails", null, false, false);
        }
    }

    /** A thread that works on one instance. */
    private final class Worker {

        private final int number;
        private final Instance instance;
        private final RedisGateway admin;

        private Worker(int number, Instance instance, RedisGateway admin) {
            this.number = number;
            this.instance = instance;
            this.admin = admin;
        }

        private void run(long operations) throws Exception {
            Thread.currentThread().setName("instance-" + number % INSTANCES + "-thread-" + number / INSTANCES);
            chance.seed(seed * 31 + number);
            for (long i = 0; i < operations && violations.size() < MAX_VIOLATIONS; i++) {
                long start = System.nanoTime();
                operate(chance.below(1_000));
                instance.countDown();
                slowestNanos.accumulateAndGet(System.nanoTime() - start, Math::max);
            }
        }

        private void operate(int draw) throws Exception {
            if (draw < 560) {
                get(chance.below(IDS));
            } else if (draw < 620) {
                getAll(someIds());
            } else if (draw < 660) {
                lookup(chance.below(IDS));
            } else if (draw < 995) {
                change(draw - 660);
            } else if (draw < 999) {
                String what = disturbance.strike(admin, chance);
                allIds().forEach(id -> history.note(id, what, -1));
            } else {
                instance.beginOutage();
                allIds().forEach(id -> history.note(id, "an outage begins", -1));
            }
        }

        private void change(int draw) throws Exception {
            if (draw < 100) {
                int id = chance.below(IDS);
                invalidate(List.of(id), "invalidate", () -> instance.cache.invalidate(name(id)));
            } else if (draw < 140) {
                List<Integer> ids = someIds();
                invalidate(ids, "invalidateAll", () -> instance.cache.invalidateAll(names(ids)));
            } else if (draw < 170) {
                List<Integer> ids = someIds();
                expire(ids, "expireAll", () -> instance.cache.expireAll(names(ids)));
            } else if (draw < 205) {
                invalidateTag(chance.below(VersionedSource.TAGS));
            } else if (draw < 215) {
                expireTag(chance.below(VersionedSource.TAGS));
            } else if (draw < 225) {
                source.write(chance.below(IDS));
                invalidate(allIds(), "clear", instance.cache::clear);
            } else if (draw < 230) {
                source.write(chance.below(IDS));
                expire(allIds(), "expireAll of the cache", instance.cache::expireAll);
            } else if (draw < 270) {
                put(chance.below(IDS));
            } else if (draw < 320) {
                writeThrough(chance.below(IDS));
            } else {
                abandonWrite(chance.below(IDS));
            }
        }

        private List<Integer> someIds() {
            return chance.get()
                    .ints(2 + chance.below(2), 0, IDS)
                    .distinct()
                    .sorted()
                    .boxed()
                    .toList();
        }

        private void get(int id) {
            Floors.Floor floor = instance.floors.of(id);
            long began = history.note(id, "get begins", -1);
            try {
                String value = instance.cache.get(name(id), this::load);
                check(id, value, floor, "get", began);
            } catch (SourceFailedException
                    | LoadDeclinedException
                    | LoadPausedException
                    | LoadTimeoutException
                    | LoadRejectedException e) {
                history.note(id, "get fails: " + e.getMessage(), -1);
            }
        }

        private @Nullable String load(String name, LoadContext<String> context) {
            int id = Integer.parseInt(name);
            chance.pause();
            long version = source.version(id);
            history.note(id, "loads", version);
            chance.pause();
            if (chance.inPerMille(20)) {
                throw new SourceFailedException();
            }
            if (chance.inPerMille(10)) {
                return context.fail("it has none");
            }
            String etag = Long.toString(version);
            if (etag.equals(context.staleEtag()) && chance.inPerMille(500)) {
                return context.notModified();
            }
            setTags(context, version);
            if (chance.inPerMille(20)) {
                context.doNotKeep();
            }
            context.etag(etag);
            return VersionedSource.value(id, version, true);
        }

        private void setTags(LoadContext<String> context, long version) {
            VersionedSource.tags(version).forEach(tag -> context.tags(VersionedSource.tagName(tag)));
        }

        private void getAll(List<Integer> ids) {
            Map<Integer, Floors.Floor> floors = new LinkedHashMap<>();
            ids.forEach(id -> floors.put(id, instance.floors.of(id)));
            long began = history.note(ids.get(0), "getAll begins", -1);
            try {
                Map<String, String> values = instance.cache.getAll(names(ids), this::loadAll);
                floors.forEach((id, floor) -> check(id, values.get(name(id)), floor, "getAll", began));
            } catch (SourceFailedException
                    | LoadDeclinedException
                    | LoadPausedException
                    | LoadTimeoutException
                    | LoadRejectedException e) {
                history.note(ids.get(0), "getAll fails: " + e.getMessage(), -1);
            }
        }

        private Map<String, @Nullable String> loadAll(
                List<String> names, Map<String, ? extends LoadContext<String>> contexts) {
            Map<String, @Nullable String> values = new LinkedHashMap<>();
            boolean tagged = chance.inPerMille(500);
            for (String name : names) {
                int id = Integer.parseInt(name);
                chance.pause();
                long version = source.version(id);
                history.note(id, "loads with others", version);
                if (tagged) {
                    setTags(contexts.get(name), version);
                }
                values.put(name, VersionedSource.value(id, version, tagged));
            }
            if (chance.inPerMille(20)) {
                throw new SourceFailedException();
            }
            return values;
        }

        private void lookup(int id) {
            Floors.Floor floor = instance.floors.of(id);
            long began = history.note(id, "lookup begins", -1);
            CacheLookup<String> found = instance.cache.lookup(name(id));
            if (found instanceof CacheLookup.Hit<String> hit) {
                check(id, hit.value(), floor, "lookup, a hit", began);
            } else if (found instanceof CacheLookup.Stale<String> stale
                    && config.failSafe().servesStale()) {
                check(id, stale.value(), floor, "lookup, stale", began);
            } else if (found instanceof CacheLookup.CachedNull) {
                check(id, null, floor, "lookup, a null", began);
            }
        }

        private void check(int id, @Nullable String value, Floors.Floor floor, String how, long began) {
            reads.incrementAndGet();
            long latest = source.version(id);
            if (value == null) {
                history.note(id, how + " gives null, begun at " + began, -1);
                if (!VersionedSource.wasNullWithin(floor.version(), latest)) {
                    violated(id, how, "null", floor.version(), floor.version(), began);
                }
                return;
            }
            Copy copy = Copy.parse(value);
            history.note(id, how + " gives a value, begun at " + began, copy.version());
            if (copy.id() != id || copy.version() < floor.of(copy) || copy.version() > latest) {
                violated(id, how, value, copy.version(), floor.of(copy), began);
            }
        }

        private void violated(int id, String how, String value, long version, long floor, long began) {
            violations.add("%s of id %d, begun at %d, gave %s, while version %d is the oldest it may give:%n%s"
                    .formatted(how, id, began, value, floor, history.since(id, version)));
        }

        private void invalidate(List<Integer> ids, String what, Supplier<Boolean> change) {
            Map<Integer, Long> versions = write(ids, what);
            settle(change.get(), what, versions, (floors, id, version) -> floors.raise(id, version));
        }

        /** What is only made stale may still be served where that is wanted. */
        private void expire(List<Integer> ids, String what, Supplier<Boolean> change) {
            Map<Integer, Long> versions = write(ids, what);
            boolean done = change.get();
            if (!config.failSafe().servesStale()) {
                settle(done, what, versions, (floors, id, version) -> floors.raise(id, version));
            }
        }

        private void invalidateTag(int tag) {
            String what = "invalidate of tag " + tag;
            Map<Integer, Long> versions = writeSomeOfAll(what);
            boolean done = instance.cache.invalidateTags(List.of(VersionedSource.tagName(tag)));
            settle(done, what, versions, (floors, id, version) -> floors.raise(id, tag, version));
        }

        private void expireTag(int tag) {
            String what = "expire of tag " + tag;
            Map<Integer, Long> versions = writeSomeOfAll(what);
            boolean done = instance.cache.expireTags(List.of(VersionedSource.tagName(tag)));
            if (!config.failSafe().servesStale()) {
                settle(done, what, versions, (floors, id, version) -> floors.raise(id, tag, version));
            }
        }

        private Map<Integer, Long> writeSomeOfAll(String what) {
            someIds().forEach(id -> history.note(id, "writes", source.write(id)));
            return current(allIds(), what);
        }

        private Map<Integer, Long> write(List<Integer> ids, String what) {
            if (ids.size() < IDS) {
                ids.forEach(id -> history.note(id, "writes", source.write(id)));
            }
            return current(ids, what);
        }

        private Map<Integer, Long> current(List<Integer> ids, String what) {
            Map<Integer, Long> versions = new LinkedHashMap<>();
            for (int id : ids) {
                versions.put(id, source.version(id));
                history.note(id, what + " begins", source.version(id));
            }
            return versions;
        }

        private void settle(boolean done, String what, Map<Integer, Long> versions, Rise rise) {
            (done ? acknowledged : refused).incrementAndGet();
            versions.forEach((id, version) -> {
                history.note(id, what + (done ? " is acknowledged" : " is not acknowledged"), version);
                for (Instance one : instances) {
                    if (done || one == instance) {
                        rise.raise(one.floors, id, version);
                    }
                }
            });
        }

        private void put(int id) {
            try (VersionedSource.Locked locked = source.lock(id)) {
                long version = locked.write();
                history.note(id, "put begins", version);
                boolean done = instance.cache.put(name(id), VersionedSource.value(id, version, false));
                settle(done, "put", Map.of(id, version), (floors, same, same2) -> floors.raise(same, same2));
            }
        }

        private void writeThrough(int id) {
            history.note(id, "write begins", -1);
            try (CacheWrite<String> write = instance.cache.beginWrite(name(id))) {
                chance.pause();
                long version = source.write(id);
                history.note(id, "writes", version);
                chance.pause();
                setTags(write.context(), version);
                boolean done = write.commit(VersionedSource.value(id, version, true));
                settle(done, "commit", Map.of(id, version), (floors, same, same2) -> floors.raise(same, same2));
            }
        }

        private void abandonWrite(int id) {
            history.note(id, "write begins", -1);
            CacheWrite<String> write = instance.cache.beginWrite(name(id));
            chance.pause();
            long version = source.write(id);
            history.note(id, "writes", version);
            write.close();
            settle(false, "close", Map.of(id, version), (floors, same, same2) -> floors.raise(same, same2));
        }
    }

    /** Raises what the readers of one instance have to keep to. */
    @FunctionalInterface
    private interface Rise {
        void raise(Floors floors, int id, long version);
    }

    private static String name(int id) {
        return Integer.toString(id);
    }

    private static List<String> names(List<Integer> ids) {
        return ids.stream().map(LinearizabilityRun::name).toList();
    }

    private static List<Integer> allIds() {
        return List.of(0, 1, 2, 3, 4, 5);
    }
}
