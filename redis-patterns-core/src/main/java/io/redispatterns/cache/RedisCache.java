package io.redispatterns.cache;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.redispatterns.cache.CacheEvent.Operation;
import io.redispatterns.cache.Found.Value;
import io.redispatterns.cache.NearEntry.Copy;
import io.redispatterns.cache.OwedInvalidations.Kind;
import io.redispatterns.codec.Codec;
import io.redispatterns.key.HashTag;
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
    private final Changes changes;
    private final OwedInvalidations owed;
    private final EntryStore<V> entries;
    private final boolean refreshesEarly;
    private final @Nullable NearCache<V> near;
    private final Flights<V> flights;
    private final @Nullable TagIndex tagIndex;
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
        this.stateKeys = keySpace.template("cache-state", name, HashTag.NAME);
        this.generations = new Generations(runtime.gateway(), stateKeys);
        this.changes = new Changes(runtime.gateway(), runtime.near(), stateKeys);
        this.refreshesEarly = !(config.earlyRefresh() instanceof EarlyRefresh.Never);
        boolean needsAge = config.failSafe().servesStale()
                || refreshesEarly
                || config.near().enabled();
        this.janitor = new Janitor(runtime, keys, generations, config.scanCount(), recorder);
        this.owed = new OwedInvalidations(runtime, changes, keys, generations, janitor::start, recorder);
        this.entries = new EntryStore<>(
                runtime.gateway(), keys, codec, generations, needsAge, config.size(), wakeChannel, owed, recorder);
        this.near = config.near().enabled()
                ? new NearCache<>(config.near(), runtime, keys, entries, generations, changes)
                : null;
        this.flights = new Flights<>();
        this.tagIndex = config.tagIndex()
                ? new TagIndex(runtime.gateway(), keySpace.template("cache-tags", name), keys, generations)
                : null;
        this.desk = new LeaseDesk<>(
                changes, entries, generations, tagIndex, config.lease().ttl(), wakeChannel, owed, recorder);
        this.leader = new Leader<>(name, config, runtime, entries, desk, recorder);
        this.loads = new Loads<>(name, config, runtime, entries, generations, flights, leader, recorder);
        this.bulkLoads = new BulkLoads<>(config, runtime, entries, near, flights, desk, leader, loads, recorder);
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
        long looked = runtime.nanoTime().getAsLong();
        Copy<V> copy = copyOf(id, looked);
        if (copy != null) {
            return hit(valueOf(id, copy));
        }
        Found<V> found = read(id, looked);
        if (found instanceof Found.Unknown<V> unknown) {
            return new CacheLookup.Failed<>(unknown.cause());
        }
        if (!(found instanceof Value<V> value)) {
            return new CacheLookup.Miss<>();
        }
        if (!value.isFresh()) {
            return new CacheLookup.Stale<>(value.value());
        }
        return hit(value.value());
    }

    private static <V> CacheLookup<V> hit(@Nullable V value) {
        return value == null ? new CacheLookup.CachedNull<>() : new CacheLookup.Hit<>(value);
    }

    private @Nullable Copy<V> copyOf(String id, long now) {
        return near == null ? null : near.find(id, now);
    }

    private @Nullable V valueOf(String id, Copy<V> copy) {
        recorder.nearHit(id, copy.envelope.isNoValue());
        return copy.value(id);
    }

    private Found<V> read(String id, long now) {
        Found<V> found = near == null ? entries.read(id) : near.read(id, now);
        recorder.read(id, found);
        return found;
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
        Copy<V> copy = copyOf(id, looked);
        if (copy != null) {
            if (refreshesEarly && isDueForRefresh(copy.envelope, copy.freshMillis(looked))) {
                loads.refresh(id, copy.asFound(looked), loader);
            }
            return valueOf(id, copy);
        }
        Flight<V> flight = flights.ofMissing(id);
        if (flight != null) {
            recorder.missed(id);
            return loads.join(id, flight, looked, loader);
        }
        Found<V> found = read(id, looked);
        if (found instanceof Value<V> value && value.isFresh()) {
            if (refreshesEarly && isDueForRefresh(value.envelope(), value.freshMillis())) {
                loads.refresh(id, value, loader);
            }
            return value.value();
        }
        return loads.get(id, found, looked, loader);
    }

    private boolean isDueForRefresh(Envelope envelope, long leftMillis) {
        return leftMillis != Long.MAX_VALUE
                && config.earlyRefresh()
                        .isDue(
                                leftMillis,
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
        dropCopies(List.of(id));
        CacheWrite<V> write = LeasedWrite.begin(id, this, flights, leader, desk, runtime, entries.key(id));
        dropCopies(List.of(id));
        return write;
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
        } catch (RuntimeException e) {
            // It cannot be stored, and what is stored is not the value any more.
            entries.remove(List.of(id));
            throw e;
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
        supersedeAll();
        try {
            Marks unused = generations.marks(changes.call(begin));
            recorder.backendAnswered();
        } catch (GatewayException e) {
            owe.run();
            return recorder.backendFailed(null, Operation.CLEAR, e);
        } finally {
            supersedeAll();
        }
        record.run();
        if (kind == Kind.REMOVE) {
            janitor.start();
        }
        return true;
    }

    private void supersedeAll() {
        flights.supersedeAll();
        if (near != null) {
            near.forgetMarks();
        }
    }

    @Override
    public Set<String> idsByTag(String tag) {
        if (tagIndex == null) {
            throw new IllegalStateException("cache " + name + " keeps no index of tags; one has to be configured");
        }
        return tagIndex.ids(tag);
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
        supersede(ids);
        boolean done = change.getAsBoolean();
        supersede(ids);
        return done;
    }

    private void supersede(Collection<String> ids) {
        ids.forEach(flights::supersede);
        dropCopies(ids);
    }

    /** Callers of this process see a change at once, and not when the news of it comes back. */
    private void dropCopies(Collection<String> ids) {
        if (near != null) {
            ids.forEach(near::drop);
        }
    }
}
