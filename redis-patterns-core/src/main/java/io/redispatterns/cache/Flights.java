package io.redispatterns.cache;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** The flights of a cache in this process, one for each id that callers may join. */
final class Flights<V> {

    private final Map<String, Flight<V>> byId = new ConcurrentHashMap<>();

    /** Enters a flight, unless there is one: that one, or null. */
    @Nullable
    Flight<V> enter(String id, Flight<V> flight) {
        return byId.putIfAbsent(id, flight);
    }

    /** The flight for an entry that had no value to serve when it began; null if there is none. */
    @Nullable
    Flight<V> ofMissing(String id) {
        Flight<V> flight = byId.get(id);
        return flight == null || flight.replacesFresh() ? null : flight;
    }

    /** Ends a flight for those who wait. */
    void end(String id, Flight<V> flight, Landing<V> landing) {
        byId.remove(id, flight);
        flight.land(landing);
    }

    /** Keeps later callers from joining a flight, which goes on: whether it may write is for its lease to say. */
    void leave(String id, Flight<V> flight) {
        byId.remove(id, flight);
    }

    /** Keeps a flight from writing, and later callers from joining it. */
    void supersede(String id, Flight<V> flight) {
        flight.supersede();
        leave(id, flight);
    }

    /** {@link #supersede(String, Flight) Supersedes} the flight of an id. */
    void supersede(String id) {
        Flight<V> flight = byId.get(id);
        if (flight != null) {
            supersede(id, flight);
        }
    }

    /** {@link #supersede(String, Flight) Supersedes} every flight. */
    void supersedeAll() {
        byId.keySet().forEach(this::supersede);
    }
}
