package io.redispatterns.cache;

import io.redispatterns.cache.Found.Nothing;
import io.redispatterns.cache.Found.Seen;
import io.redispatterns.cache.Found.Value;
import io.redispatterns.cache.Landing.Abandoned;
import io.redispatterns.cache.Landing.Landed;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Gets many values at once: one round trip reads them, one gets the leases on those that are not there, one call of the
 * loader loads these, and one round trip writes them. What others load at the moment is got as any single value.
 */
final class BulkLoads<V> {

    private final CacheConfig config;
    private final CacheRuntime runtime;
    private final EntryStore<V> entries;
    private final @Nullable NearCache<V> near;
    private final Flights<V> flights;
    private final LeaseDesk<V> desk;
    private final Leader<V> leader;
    private final Loads<V> loads;
    private final CacheRecorder recorder;

    BulkLoads(
            CacheConfig config,
            CacheRuntime runtime,
            EntryStore<V> entries,
            @Nullable NearCache<V> near,
            Flights<V> flights,
            LeaseDesk<V> desk,
            Leader<V> leader,
            Loads<V> loads,
            CacheRecorder recorder) {
        this.config = config;
        this.runtime = runtime;
        this.entries = entries;
        this.near = near;
        this.flights = flights;
        this.desk = desk;
        this.leader = leader;
        this.loads = loads;
        this.recorder = recorder;
    }

    Map<String, V> getAll(Collection<String> wanted, BulkContextLoader<V> loader) {
        List<String> ids = List.copyOf(new LinkedHashSet<>(wanted));
        if (ids.isEmpty()) {
            return Map.of();
        }
        long looked = runtime.nanoTime().getAsLong();
        Map<String, @Nullable V> values = new LinkedHashMap<>();
        Map<String, Found<V>> found = read(ids, looked, values);
        Map<String, Found<V>> missing = new LinkedHashMap<>();
        found.forEach((id, one) -> {
            recorder.read(id, one);
            if (one instanceof Value<V> value && value.isFresh()) {
                values.put(id, value.value());
            } else {
                missing.put(id, one);
            }
        });
        if (!missing.isEmpty()) {
            load(missing, looked, loader, values);
        }
        return inOrder(ids, values);
    }

    /** Reads what there is no copy of. */
    private Map<String, Found<V>> read(List<String> ids, long looked, Map<String, @Nullable V> values) {
        NearCache<V> copies = near;
        if (copies == null) {
            return entries.readAll(ids);
        }
        List<String> rest = new ArrayList<>();
        for (String id : ids) {
            NearEntry.Copy<V> copy = copies.find(id, looked);
            if (copy == null) {
                rest.add(id);
            } else {
                recorder.nearHit(id, copy.envelope.isNoValue());
                values.put(id, copy.value(id));
            }
        }
        return rest.isEmpty() ? Map.of() : copies.readAll(rest, looked);
    }

    private static <V> Map<String, V> inOrder(List<String> ids, Map<String, @Nullable V> values) {
        Map<String, V> ordered = new LinkedHashMap<>();
        for (String id : ids) {
            V value = values.get(id);
            if (value != null) {
                ordered.put(id, value);
            }
        }
        return ordered;
    }

    private void load(
            Map<String, Found<V>> missing, long looked, BulkContextLoader<V> loader, Map<String, @Nullable V> values) {
        try {
            if (missing.values().stream().anyMatch(Found.Unknown.class::isInstance)) {
                values.putAll(leader.loadAllWithoutLease(missing.keySet(), loader));
                return;
            }
            loadWhatNobodyLoads(missing, loader, values);
        } catch (InterruptedLoad e) {
            Thread.currentThread().interrupt();
            throw Loads.<RuntimeException>unchanged(e.failure());
        } catch (Exception e) {
            throw Loads.<RuntimeException>unchanged(e);
        }
        missing.forEach((id, one) -> {
            if (!values.containsKey(id)) {
                values.put(id, loads.get(id, one, looked, (same, context) -> loadOne(same, context, loader)));
            }
        });
    }

    private static <V> @Nullable V loadOne(String id, LoadContext<V> context, BulkContextLoader<V> loader)
            throws Exception {
        return loader.loadAll(List.of(id), Map.of(id, context)).get(id);
    }

    private void loadWhatNobodyLoads(
            Map<String, Found<V>> missing, BulkContextLoader<V> loader, Map<String, @Nullable V> values)
            throws Exception {
        Map<String, Flight<V>> boarded = board(missing.keySet());
        try {
            Map<String, Seen> seen = new LinkedHashMap<>();
            missing.forEach((id, one) -> {
                if (boarded.containsKey(id)) {
                    seen.put(id, one instanceof Value<V> value ? value.seen() : ((Nothing<V>) one).seen());
                }
            });
            long asked = runtime.nanoTime().getAsLong();
            Map<String, LeaseReply.Granted<V>> granted = new LinkedHashMap<>();
            desk.leaseAll(seen).forEach((id, reply) -> {
                if (reply instanceof LeaseReply.Granted<V> mine) {
                    granted.put(id, mine);
                } else if (reply instanceof LeaseReply.Fresh<V> fresh) {
                    values.put(id, fresh.value().value());
                }
            });
            if (!granted.isEmpty()) {
                loadUnderLeases(granted, boarded, asked, loader, values);
            }
        } finally {
            boarded.forEach((id, flight) -> flights.end(id, flight, new Abandoned<>()));
        }
    }

    private Map<String, Flight<V>> board(Collection<String> ids) {
        Map<String, Flight<V>> boarded = new LinkedHashMap<>();
        for (String id : ids) {
            Flight<V> flight = Flight.forMissing();
            flight.board();
            if (flights.enter(id, flight) == null) {
                boarded.put(id, flight);
            }
        }
        return boarded;
    }

    private void loadUnderLeases(
            Map<String, LeaseReply.Granted<V>> granted,
            Map<String, Flight<V>> boarded,
            long asked,
            BulkContextLoader<V> loader,
            Map<String, @Nullable V> values)
            throws Exception {
        Map<String, LoadContext<V>> contexts = new LinkedHashMap<>();
        granted.forEach((id, mine) -> {
            contexts.put(id, LoadContext.of(mine.stale()));
            of(id, boarded).holds(mine.lease().token(), asked);
            leader.keep(mine.lease());
        });
        try {
            long start = runtime.nanoTime().getAsLong();
            Map<String, ? extends @Nullable V> loaded = leader.loadAll(contexts, loader, start);
            long micros = TimeUnit.NANOSECONDS.toMicros(runtime.nanoTime().getAsLong() - start);
            long ended = runtime.nanoTime().getAsLong();
            Set<String> confirmed = desk.endAndConfirm(endings(granted, boarded, contexts, loaded, micros));
            granted.forEach((id, mine) -> {
                V value = loaded.get(id);
                values.put(id, value);
                Flight<V> flight = of(id, boarded);
                Long confirmedNanos = confirmed.contains(id) && !flight.isSuperseded() ? ended : null;
                flights.end(
                        id, flight, Landed.underLease(mine.lease(), of(id, contexts), value, asked, confirmedNanos));
            });
        } catch (InterruptedException e) {
            endAll(granted, mine -> Ending.Release.unused(mine.lease()));
            throw e;
        } catch (Throwable e) {
            endAll(granted, mine -> leader.endingAfterFailure(mine.lease(), mine.stale()));
            serveStaleOrThrow(granted, e, values);
        } finally {
            granted.values().forEach(mine -> leader.drop(mine.lease()));
        }
    }

    private static <T> T of(String id, Map<String, T> all) {
        return Objects.requireNonNull(all.get(id));
    }

    private void endAll(Map<String, LeaseReply.Granted<V>> granted, Function<LeaseReply.Granted<V>, Ending> ending) {
        desk.endAll(granted.values().stream().map(ending).toList());
    }

    private List<Ending> endings(
            Map<String, LeaseReply.Granted<V>> granted,
            Map<String, Flight<V>> boarded,
            Map<String, LoadContext<V>> contexts,
            Map<String, ? extends @Nullable V> loaded,
            long loadMicros) {
        List<Ending> endings = new ArrayList<>(granted.size());
        granted.forEach((id, mine) -> endings.add(
                leader.ending(of(id, boarded), mine.lease(), of(id, contexts), loaded.get(id), loadMicros)));
        return endings;
    }

    /** The old values are served if there is one for each id: callers must not take a part for the whole. */
    private void serveStaleOrThrow(
            Map<String, LeaseReply.Granted<V>> granted, Throwable failure, Map<String, @Nullable V> values) {
        if (failure instanceof Error || !granted.values().stream().allMatch(this::mayServeStale)) {
            throw Loads.<RuntimeException>unchanged(failure);
        }
        granted.forEach((id, mine) -> {
            recorder.servedStale(id);
            values.put(id, Objects.requireNonNull(mine.stale()).value());
        });
    }

    private boolean mayServeStale(LeaseReply.Granted<V> granted) {
        Value<V> stale = granted.stale();
        return stale != null && config.failSafe().mayServe(stale.freshMillis());
    }
}
