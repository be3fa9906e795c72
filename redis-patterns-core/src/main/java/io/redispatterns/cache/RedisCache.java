package io.redispatterns.cache;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.redispatterns.cache.CacheEvent.Operation;
import io.redispatterns.cache.Found.Value;
import io.redispatterns.cache.OwedInvalidations.Kind;
import io.redispatterns.codec.Codec;
import io.redispatterns.key.KeySpace;
import io.redispatterns.key.KeyTemplate;
import io.redispatterns.key.Ttl;
import io.redispatterns.redis.Command;
import io.redispatterns.redis.GatewayException;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** The cache: reads of an {@link EntryStore}, {@link Loads} of what is not there, and invalidations. */
final class RedisCache<V> implements Cache<V> {

    private final String name;
    private final CacheConfig config;
    private final CacheRuntime runtime;
    private final CacheRecorder recorder;
    private final Generations generations;
    private final OwedInvalidations owed;
    private final EntryStore<V> entries;
    private final Flights<V> flights;
    private final LeaseDesk<V> desk;
    private final Leader<V> leader;
    private final Loads<V> loads;
    private final BulkLoads<V> bulkLoads;
    private final Janitor janitor;
    private final @Nullable RefreshAhead<V> refreshAhead;
    private final KeyTemplate stateKeys;

    RedisCache(CacheRuntime runtime, KeySpace keySpace, String name, Codec<V> codec, CacheConfig config) {
        KeyTemplate keys = keySpace.template("cache", name);
        byte[] wakeChannel = runtime.wakeChannel().getBytes(UTF_8);
        this.name = name;
        this.config = config;
        this.runtime = runtime;
        this.recorder = new CacheRecorder(name);
        this.stateKeys = keySpace.template("cache-state", name);
        this.generations = new Generations(runtime.gateway(), stateKeys);
        boolean needsAge = config.failSafe().servesStale() || !(config.earlyRefresh() instanceof EarlyRefresh.Never);
        this.janitor = new Janitor(runtime, keys, generations, config.scanCount(), recorder);
        this.owed = new OwedInvalidations(runtime, keys, generations, janitor::start, recorder);
        this.entries = new EntryStore<>(
                runtime.gateway(), keys, codec, generations, needsAge, config.size(), wakeChannel, owed, recorder);
        this.flights = new Flights<>();
        this.desk = new LeaseDesk<>(runtime.gateway(), entries, config.lease().ttl(), wakeChannel, owed, recorder);
        this.leader = new Leader<>(name, config, runtime, entries, desk, recorder);
        this.loads = new Loads<>(name, config, runtime, entries, generations, flights, leader, recorder);
        this.bulkLoads = new BulkLoads<>(config, runtime, entries, flights, desk, leader, loads, recorder);
        this.refreshAhead = config.refreshAhead().isOn() ? RefreshAhead.start(config, runtime, entries, loads) : null;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public CacheConfig config() {
        return config;
    }

    @Override
    public CacheLookup<V> lookup(String id) {
        Found<V> found = entries.read(id);
        recorder.read(id, found);
        if (found instanceof Found.Unknown<V> unknown) {
            return new CacheLookup.Failed<>(unknown.cause());
        }
        if (!(found instanceof Value<V> value)) {
            return new CacheLookup.Miss<>();
        }
        if (!value.isFresh()) {
            return new CacheLookup.Stale<>(value.value());
        }
        V present = value.value();
        return present == null ? new CacheLookup.CachedNull<>() : new CacheLookup.Hit<>(present);
    }

    @Override
    public @Nullable V get(String id, ContextLoader<V> loader) {
        V value = find(id, loader);
        if (refreshAhead != null) {
            refreshAhead.accessed(id, loader);
        }
        return value;
    }

    private @Nullable V find(String id, ContextLoader<V> loader) {
        long looked = runtime.nanoTime().getAsLong();
        Found<V> found = entries.read(id);
        recorder.read(id, found);
        if (found instanceof Value<V> value && value.isFresh()) {
            if (isDueForRefresh(value)) {
                loads.refresh(id, value, loader);
            }
            return value.value();
        }
        return loads.get(id, found, looked, loader);
    }

    private boolean isDueForRefresh(Value<V> value) {
        Envelope envelope = value.envelope();
        return value.freshMillis() != Long.MAX_VALUE
                && config.earlyRefresh()
                        .isDue(
                                value.freshMillis(),
                                envelope.freshMillis(),
                                envelope.loadMicros(),
                                runtime.random().get());
    }

    @Override
    public Map<String, V> getAll(Collection<String> ids, BulkContextLoader<V> loader) {
        return bulkLoads.getAll(ids, loader);
    }

    @Override
    public CacheWrite<V> beginWrite(String id) {
        return LeasedWrite.begin(id, this, flights, leader, desk, runtime, entries.key(id));
    }

    @Override
    public Warming warm(WarmingConfig warming, WarmingSource source, ContextLoader<V> loader) {
        Duration leaseTtl = config.lease().ttl();
        WarmingDesk warmingDesk = new WarmingDesk(runtime.gateway(), stateKeys, warming, leaseTtl);
        WarmingWork<V> work = new WarmingWork<>(warming.minFresh(), loader, entries, loads);
        return new WarmingRun(name, warming, source, warmingDesk, work, runtime).start();
    }

    @Override
    public boolean put(String id, @Nullable V value) {
        return put(id, value, config.ttl().ttlFor(value, runtime.random().get()));
    }

    @Override
    public boolean put(String id, @Nullable V value, Duration ttl) {
        return put(id, value, config.ttl().ttlOf(ttl));
    }

    private boolean put(String id, @Nullable V value, @Nullable Ttl fresh) {
        if (fresh == null) {
            return invalidate(id);
        }
        Ttl life = Ttl.of(fresh.toDuration().plus(config.failSafe().maxStale()));
        return superseding(List.of(id), () -> write(id, value, fresh, life));
    }

    private boolean write(String id, @Nullable V value, Ttl fresh, Ttl life) {
        try {
            Body body = entries.encode(id, value, life);
            long micros = recorder.meanLoadMicros();
            return entries.write(
                    id,
                    generation -> body.entry(new Envelope.Facts(
                            generation, life.millis(), fresh.millis(), micros, List.of(), null, null)),
                    life);
        } catch (GatewayException e) {
            owed.oweIds(List.of(id), Kind.REMOVE);
            return recorder.backendFailed(id, Operation.WRITE, e);
        }
    }

    @Override
    public boolean invalidateAll(Collection<String> ids) {
        return superseding(ids, () -> entries.remove(ids));
    }

    @Override
    public boolean expireAll(Collection<String> ids) {
        return superseding(ids, () -> entries.expire(ids));
    }

    @Override
    public boolean invalidateTags(Collection<String> tags) {
        Set<String> all = Set.copyOf(tags);
        return beginGeneration(
                generations.toInvalidate(all, List.of()),
                Kind.REMOVE,
                () -> recorder.tagsInvalidated(all),
                () -> owed.oweTags(all, Kind.REMOVE));
    }

    @Override
    public boolean expireTags(Collection<String> tags) {
        Set<String> all = Set.copyOf(tags);
        return beginGeneration(
                generations.toInvalidate(List.of(), all),
                Kind.EXPIRE,
                () -> recorder.tagsInvalidated(all),
                () -> owed.oweTags(all, Kind.EXPIRE));
    }

    @Override
    public boolean clear() {
        return beginGeneration(generations.toRemove(), Kind.REMOVE, recorder::cleared, () -> owed.oweAll(Kind.REMOVE));
    }

    @Override
    public boolean expireAll() {
        return beginGeneration(generations.toExpire(), Kind.EXPIRE, recorder::cleared, () -> owed.oweAll(Kind.EXPIRE));
    }

    /** A load under way may be about what is invalidated: it must neither write nor serve later callers. */
    private boolean beginGeneration(Command begin, Kind kind, Runnable record, Runnable owe) {
        flights.supersedeAll();
        try {
            Marks unused = generations.marks(runtime.gateway().call(begin));
            recorder.backendAnswered();
        } catch (GatewayException e) {
            owe.run();
            return recorder.backendFailed(null, Operation.CLEAR, e);
        } finally {
            flights.supersedeAll();
        }
        record.run();
        if (kind == Kind.REMOVE) {
            janitor.start();
        }
        return true;
    }

    @Override
    public CacheStats stats() {
        return recorder.stats(owed.size());
    }

    @Override
    public void addListener(CacheEventListener listener) {
        recorder.addListener(listener);
    }

    /** Loads under way must not write over the change: neither those begun before it nor those begun during it. */
    private boolean superseding(Collection<String> ids, BooleanSupplier change) {
        ids.forEach(flights::supersede);
        boolean done = change.getAsBoolean();
        ids.forEach(flights::supersede);
        return done;
    }
}
