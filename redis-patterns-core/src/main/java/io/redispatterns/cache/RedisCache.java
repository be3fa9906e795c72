package io.redispatterns.cache;

import io.redispatterns.cache.CacheLookup.CachedNull;
import io.redispatterns.cache.CacheLookup.Hit;
import io.redispatterns.codec.Codec;
import io.redispatterns.key.KeyTemplate;
import io.redispatterns.key.Ttl;
import io.redispatterns.redis.RedisGateway;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** The cache: an {@link EntryStore}, with the loads of this process in {@link Flights}. */
final class RedisCache<V> implements Cache<V> {

    private final String name;
    private final CacheConfig config;
    private final CacheRecorder recorder;
    private final EntryStore<V> entries;
    private final Flights<V> flights;

    RedisCache(RedisGateway gateway, KeyTemplate keys, Codec<V> codec, CacheConfig config) {
        this.name = keys.name();
        this.config = config;
        this.recorder = new CacheRecorder(name);
        this.entries = new EntryStore<>(gateway, keys, codec, config.scanCount(), recorder);
        this.flights = new Flights<>(name);
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
        CacheLookup<V> found = entries.read(id);
        recorder.read(id, found);
        return found;
    }

    @Override
    public @Nullable V get(String id, Loader<? extends V> loader) {
        long landed = flights.landed();
        CacheLookup<V> found = lookup(id);
        if (found instanceof Hit<V> hit) {
            return hit.value();
        }
        if (found instanceof CachedNull) {
            return null;
        }
        return flights.join(id, flight -> lead(flight, id, loader, landed), () -> load(id, loader));
    }

    @Override
    public boolean put(String id, @Nullable V value) {
        return put(id, value, config.ttl().ttlFor(value, ThreadLocalRandom.current()));
    }

    @Override
    public boolean put(String id, @Nullable V value, Duration ttl) {
        return put(id, value, config.ttl().ttlOf(ttl));
    }

    private boolean put(String id, @Nullable V value, @Nullable Ttl ttl) {
        if (ttl == null) {
            return invalidate(id);
        }
        byte[] encoded = entries.encode(value);
        return superseding(List.of(id), () -> entries.write(id, encoded, ttl));
    }

    @Override
    public boolean invalidate(String id) {
        return invalidateAll(List.of(id));
    }

    @Override
    public boolean invalidateAll(Collection<String> ids) {
        return superseding(ids, () -> entries.remove(ids));
    }

    @Override
    public boolean clear() {
        flights.supersedeAll();
        boolean done = entries.clear();
        flights.supersedeAll();
        return done;
    }

    @Override
    public CacheStats stats() {
        return recorder.stats();
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

    private @Nullable V lead(Flight<V> flight, String id, Loader<? extends V> loader, long landed) throws Exception {
        if (flights.landed() != landed) {
            // A load has ended since this caller looked; it may have been the one for this id.
            CacheLookup<V> found = entries.read(id);
            if (found instanceof Hit<V> hit) {
                return hit.value();
            }
            if (found instanceof CachedNull) {
                return null;
            }
        }
        V value = load(id, loader);
        store(flight, id, value);
        return value;
    }

    private @Nullable V load(String id, Loader<? extends V> loader) throws Exception {
        long start = System.nanoTime();
        try {
            V value = loader.load(id);
            recorder.loaded(id, System.nanoTime() - start);
            return value;
        } catch (Throwable e) {
            recorder.loadFailed(id, System.nanoTime() - start, e);
            throw e;
        }
    }

    private void store(Flight<V> flight, String id, @Nullable V value) {
        Ttl ttl = config.ttl().ttlFor(value, ThreadLocalRandom.current());
        if (ttl == null) {
            return;
        }
        byte[] encoded = encode(id, value);
        if (encoded != null && !flight.unlessSuperseded(() -> entries.write(id, encoded, ttl))) {
            recorder.superseded(id);
        }
    }

    private byte @Nullable [] encode(String id, @Nullable V value) {
        try {
            return entries.encode(value);
        } catch (RuntimeException e) {
            recorder.unencodable(id, e);
            return null;
        }
    }
}
