package io.redispatterns.cache;

import io.redispatterns.cache.Landing.Abandoned;
import io.redispatterns.cache.Landing.Landed;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A change of the source under a lease, which keeps others from storing the old value. */
final class LeasedWrite<V> implements CacheWrite<V> {

    private final String id;
    private final RedisCache<V> cache;
    private final Flights<V> flights;
    private final Leader<V> leader;
    private final LeaseDesk<V> desk;
    private final CacheRuntime runtime;
    private final Flight<V> flight = Flight.forMissing();
    private final LoadContext<V> context = LoadContext.of(null);
    private final long begunNanos;

    /** Null if Redis did not answer when the change began. */
    private @Nullable Lease lease;

    private boolean ended;

    private LeasedWrite(
            String id,
            RedisCache<V> cache,
            Flights<V> flights,
            Leader<V> leader,
            LeaseDesk<V> desk,
            CacheRuntime runtime) {
        this.id = id;
        this.cache = cache;
        this.flights = flights;
        this.leader = leader;
        this.desk = desk;
        this.runtime = runtime;
        this.begunNanos = runtime.nanoTime().getAsLong();
    }

    static <V> LeasedWrite<V> begin(
            String id,
            RedisCache<V> cache,
            Flights<V> flights,
            Leader<V> leader,
            LeaseDesk<V> desk,
            CacheRuntime runtime,
            byte[] key) {
        LeasedWrite<V> write = new LeasedWrite<>(id, cache, flights, leader, desk, runtime);
        write.begin(key);
        return write;
    }

    private void begin(byte[] key) {
        flight.board();
        enterFlight();
        lease = desk.seize(id);
        if (lease != null) {
            flight.holds(lease.token(), begunNanos);
            runtime.leases().keep(lease, key, cache.config().lease().ttl());
        }
    }

    /** Callers of this process wait for the change, those who wait for an earlier load included. */
    private void enterFlight() {
        for (Flight<V> other = flights.enter(id, flight); other != null; other = flights.enter(id, flight)) {
            flights.supersede(id, other);
        }
    }

    @Override
    public LoadContext<V> context() {
        return context;
    }

    @Override
    public boolean commit(@Nullable V value) {
        if (ended) {
            throw new IllegalStateException("the change of " + id + " in cache " + cache.name() + " has ended");
        }
        ended = true;
        Lease held = lease;
        if (held == null || flight.isSuperseded() || !store(held, value)) {
            flights.end(id, flight, new Abandoned<>());
            boolean removed = cache.invalidate(id);
            return removed && value == null;
        }
        flights.end(id, flight, Landed.underLease(held, context, value, begunNanos, null));
        return true;
    }

    private boolean store(Lease held, @Nullable V value) {
        runtime.leases().drop(held);
        return desk.end(leader.endingOfWrite(held, context, value));
    }

    @Override
    public void close() {
        if (ended) {
            return;
        }
        ended = true;
        if (lease != null) {
            runtime.leases().drop(lease);
            desk.end(Ending.Release.removing(lease, List.of()));
        }
        flights.end(id, flight, new Abandoned<>());
        cache.invalidate(id);
    }
}
