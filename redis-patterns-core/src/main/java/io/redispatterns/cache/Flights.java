package io.redispatterns.cache;

import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** The loads under way in this process, at most one that may write for each id. */
final class Flights<V> {

    private final String cache;
    private final Map<String, Flight<V>> byId = new ConcurrentHashMap<>();
    private final AtomicLong landed = new AtomicLong();

    Flights(String cache) {
        this.cache = cache;
    }

    /** What the leader of a flight does. */
    @FunctionalInterface
    interface Lead<V> {
        @Nullable
        V fly(Flight<V> flight) throws Exception;
    }

    /** How many flights have ended. A caller that has seen no entry can tell by it whether to look again. */
    long landed() {
        return landed.get();
    }

    /**
     * Leads a flight, or waits for the one that is under way.
     *
     * @param alone what to do instead of waiting for a flight that waits for this thread
     */
    @Nullable
    V join(String id, Lead<V> lead, Callable<@Nullable V> alone) {
        try {
            while (true) {
                Flight<V> mine = new Flight<>();
                Flight<V> other = byId.putIfAbsent(id, mine);
                if (other == null) {
                    return lead(id, mine, lead);
                }
                if (!endOf(other)) {
                    return alone.call();
                }
                if (!other.isAbandoned()) {
                    return other.value();
                }
            }
        } catch (Throwable e) {
            throw Flights.<RuntimeException>unchanged(e);
        }
    }

    private boolean endOf(Flight<V> flight) {
        try {
            return flight.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LoadInterruptedException(cache, e);
        }
    }

    /** Keeps the flight of an id from writing, and later callers from joining it. */
    void supersede(String id) {
        Flight<V> flight = byId.remove(id);
        if (flight != null) {
            flight.supersede();
        }
    }

    /** {@link #supersede(String) Supersedes} every flight. */
    void supersedeAll() {
        byId.keySet().forEach(this::supersede);
    }

    private @Nullable V lead(String id, Flight<V> flight, Lead<V> lead) throws Exception {
        try {
            V value = lead.fly(flight);
            end(id, flight);
            flight.land(value);
            return value;
        } catch (Throwable e) {
            end(id, flight);
            flight.crash(e);
            throw e;
        }
    }

    private void end(String id, Flight<V> flight) {
        landed.incrementAndGet();
        byId.remove(id, flight);
    }

    @SuppressWarnings("unchecked")
    private static <T extends Throwable> RuntimeException unchanged(Throwable e) throws T {
        throw (T) e;
    }
}
