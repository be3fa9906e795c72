package io.redispatterns.cache;

import io.redispatterns.cache.CacheEvent.Operation;
import io.redispatterns.cache.Found.Seen;
import io.redispatterns.cache.Found.Value;
import io.redispatterns.cache.Landing.Abandoned;
import io.redispatterns.cache.Landing.Crashed;
import io.redispatterns.cache.Landing.Landed;
import io.redispatterns.cache.Landing.Overdue;
import io.redispatterns.key.Ttl;
import io.redispatterns.redis.GatewayException;
import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** What the leader of a flight does: gets the lease, or the value from who has it, and loads and writes under it. */
final class Leader<V> {

    /** So often what Redis has may turn out to be of no use before it is loaded without a lease. */
    private static final int TRIES = 5;

    private final String cache;
    private final CacheConfig config;
    private final CacheRuntime runtime;
    private final EntryStore<V> entries;
    private final LeaseDesk<V> desk;
    private final CacheRecorder recorder;
    private final Semaphore uncoordinated;

    Leader(
            String cache,
            CacheConfig config,
            CacheRuntime runtime,
            EntryStore<V> entries,
            LeaseDesk<V> desk,
            CacheRecorder recorder) {
        this.cache = cache;
        this.config = config;
        this.runtime = runtime;
        this.entries = entries;
        this.desk = desk;
        this.recorder = recorder;
        this.uncoordinated = new Semaphore(config.load().maxUncoordinated());
    }

    /** Gets the value of an entry that has none that is fresh. */
    Landing<V> fly(Flight<V> flight, String id, Found<V> found, ContextLoader<V> loader) throws InterruptedException {
        if (found instanceof Found.Unknown) {
            return loadWithoutLease(id, loader);
        }
        long deadline =
                runtime.nanoTime().getAsLong() + config.lease().waitLimit().toNanos();
        Seen seen = seenBy(found);
        for (int tries = 0; tries < TRIES; tries++) {
            long asked = runtime.nanoTime().getAsLong();
            LeaseReply<V> reply = desk.lease(id, seen, 0, true);
            Answer<V> answer =
                    reply instanceof LeaseReply.Taken ? awaitTurn(id, seen, deadline) : new Answer<>(reply, asked);
            if (answer.reply() instanceof LeaseReply.Unusable<V> unusable) {
                seen = unusable.seen();
            } else {
                return act(answer.reply(), flight, id, loader, answer.askedNanos());
            }
        }
        return loadWithoutLease(id, loader);
    }

    /** What Redis said, and when it was asked. */
    private record Answer<V>(LeaseReply<V> reply, long askedNanos) {}

    /**
     * Loads an entry anew, if nobody else does.
     *
     * @param freshMillis an entry that stays fresh for longer is left as it is
     */
    Landing<V> refresh(Flight<V> flight, String id, Seen seen, long freshMillis, ContextLoader<V> loader)
            throws InterruptedException {
        long asked = runtime.nanoTime().getAsLong();
        LeaseReply<V> reply = desk.lease(id, seen, freshMillis, false);
        return reply instanceof LeaseReply.Granted<V> ? act(reply, flight, id, loader, asked) : new Abandoned<>();
    }

    private Landing<V> act(LeaseReply<V> reply, Flight<V> flight, String id, ContextLoader<V> loader, long asked)
            throws InterruptedException {
        if (reply instanceof LeaseReply.Fresh<V> fresh) {
            return landed(fresh.value(), asked, asked);
        }
        if (reply instanceof LeaseReply.Granted<V> granted) {
            flight.holds(granted.lease().token(), asked);
            return loadUnderLease(flight, granted, loader, asked);
        }
        if (reply instanceof LeaseReply.Paused<V> paused) {
            return new Crashed<>(
                    new LoadPausedException(cache, Duration.ofMillis(paused.leftMillis())), old(paused.stale(), asked));
        }
        return reply instanceof LeaseReply.Taken ? new Overdue<>() : loadWithoutLease(id, loader);
    }

    private @Nullable Landed<V> old(@Nullable Value<V> stale, long asked) {
        return stale != null && config.failSafe().mayServe(stale.freshMillis()) ? landed(stale, asked, null) : null;
    }

    private static <V> Landed<V> landed(Value<V> value, long asked, @Nullable Long confirmed) {
        Envelope envelope = value.envelope();
        return new Landed<>(
                value.value(), asked, false, envelope.token(), envelope.generation(), envelope.tags(), confirmed);
    }

    private static <V> Seen seenBy(Found<V> found) {
        if (found instanceof Value<V> value) {
            return value.seen();
        }
        if (found instanceof Found.Nothing<V> nothing) {
            return nothing.seen();
        }
        throw new IllegalArgumentException("nothing was seen");
    }

    /** Waits until another process's lease has ended, or the time is over; says what Redis said last. */
    private Answer<V> awaitTurn(String id, Seen seen, long deadline) throws InterruptedException {
        byte[] key = entries.key(id);
        while (true) {
            try (Wakeups.Wait wait = runtime.wakeups().begin(key)) {
                long asked = runtime.nanoTime().getAsLong();
                LeaseReply<V> reply = desk.lease(id, seen, 0, true);
                long left = deadline - runtime.nanoTime().getAsLong();
                if (!(reply instanceof LeaseReply.Taken<V> taken) || left <= 0) {
                    return new Answer<>(reply, asked);
                }
                long untilItsEnd = TimeUnit.MILLISECONDS.toNanos(taken.leftMillis() + 1);
                wait.await(Math.min(
                        left,
                        Math.min(untilItsEnd, config.lease().pollInterval().toNanos())));
            }
        }
    }

    private Landing<V> loadUnderLease(
            Flight<V> flight, LeaseReply.Granted<V> granted, ContextLoader<V> loader, long asked)
            throws InterruptedException {
        Lease lease = granted.lease();
        LoadContext<V> context = LoadContext.of(granted.stale());
        keep(lease);
        try {
            long start = runtime.nanoTime().getAsLong();
            V value = load(lease.id(), context, loader, start);
            long nanos = runtime.nanoTime().getAsLong() - start;
            Ending ending = ending(flight, lease, context, value, TimeUnit.NANOSECONDS.toMicros(nanos));
            long ended = runtime.nanoTime().getAsLong();
            boolean confirmed = !desk.endAndConfirm(List.of(ending)).isEmpty() && !flight.isSuperseded();
            return Landed.underLease(lease, context, value, asked, confirmed ? ended : null);
        } catch (InterruptedException e) {
            desk.end(Ending.Release.unused(lease));
            throw e;
        } catch (Throwable e) {
            desk.end(endingAfterFailure(lease, granted.stale()));
            return new Crashed<>(e, old(granted.stale(), asked));
        } finally {
            drop(lease);
        }
    }

    /** Renews a lease until {@link #drop}. */
    void keep(Lease lease) {
        runtime.leases().keep(lease, entries.key(lease.id()), config.lease().ttl());
    }

    void drop(Lease lease) {
        runtime.leases().drop(lease);
    }

    private @Nullable V load(String id, LoadContext<V> context, ContextLoader<V> loader, long start) throws Exception {
        try {
            V value = context.run(id, loader);
            context.throwIfDeclined(cache);
            recorder.loaded(id, runtime.nanoTime().getAsLong() - start);
            return value;
        } catch (Throwable e) {
            recorder.loadFailed(id, runtime.nanoTime().getAsLong() - start, e);
            throwIfInterrupted(e);
            throw e;
        }
    }

    private static void throwIfInterrupted(Throwable failure) throws InterruptedLoad {
        if (Thread.interrupted()) {
            throw new InterruptedLoad(failure);
        }
    }

    /** How a lease ends under which a value was loaded. */
    Ending ending(Flight<V> flight, Lease lease, LoadContext<V> context, @Nullable V value, long loadMicros) {
        if (flight.isSuperseded()) {
            recorder.superseded(lease.id());
            return Ending.Release.unused(lease);
        }
        return ending(lease, context, value, loadMicros);
    }

    private Ending ending(Lease lease, LoadContext<V> context, @Nullable V value, long loadMicros) {
        Ttl fresh = context.isKept() ? ttl(context, value) : null;
        byte[] entry = fresh == null ? null : encode(lease, context, value, fresh, loadMicros);
        return fresh == null || entry == null
                ? Ending.Release.removing(lease, context.tagsOfValue())
                : new Ending.Fill(lease, entry, life(fresh), context.tagsOfValue());
    }

    /** How a lease ends under which the source was changed. */
    Ending endingOfWrite(Lease lease, LoadContext<V> context, @Nullable V value) {
        return ending(lease, context, value, recorder.meanLoadMicros());
    }

    /** How a lease ends under which loading has failed. */
    Ending endingAfterFailure(Lease lease, @Nullable Value<V> stale) {
        FailSafeConfig failSafe = config.failSafe();
        boolean servesStale = stale != null && failSafe.servesStale();
        return Ending.Release.afterFailure(lease, servesStale ? failSafe.throttle() : failSafe.failurePause());
    }

    private @Nullable Ttl ttl(LoadContext<V> context, @Nullable V value) {
        Duration chosen = context.chosenTtl();
        if (chosen == null) {
            return config.ttl().ttlFor(value, runtime.random().get());
        }
        return chosen.isZero() || chosen.isNegative() ? null : config.ttl().ttlNearest(chosen);
    }

    private Ttl life(Ttl fresh) {
        return Ttl.of(fresh.toDuration().plus(config.failSafe().maxStale()));
    }

    private byte @Nullable [] encode(
            Lease lease, LoadContext<V> context, @Nullable V value, Ttl fresh, long loadMicros) {
        try {
            return entries.encode(lease.id(), value, life(fresh))
                    .entry(new Envelope.Facts(
                            lease.generation(),
                            life(fresh).millis(),
                            fresh.millis(),
                            loadMicros,
                            context.tagsOfValue(),
                            context.etagOfValue(),
                            context.lastModifiedOfValue()));
        } catch (GatewayException e) {
            recorder.backendFailed(lease.id(), Operation.WRITE, e);
            return null;
        } catch (RuntimeException e) {
            recorder.unencodable(lease.id(), e);
            return null;
        }
    }

    /** Loads several at once. */
    Map<String, ? extends @Nullable V> loadAll(
            Map<String, LoadContext<V>> contexts, BulkContextLoader<V> loader, long start) throws Exception {
        List<String> ids = List.copyOf(contexts.keySet());
        try {
            Map<String, ? extends @Nullable V> loaded = loader.loadAll(ids, contexts);
            for (LoadContext<V> context : contexts.values()) {
                context.throwIfDeclined(cache);
            }
            recorder.loadedAll(ids, runtime.nanoTime().getAsLong() - start);
            return loaded;
        } catch (Throwable e) {
            recorder.loadFailed(ids.get(0), runtime.nanoTime().getAsLong() - start, e);
            throwIfInterrupted(e);
            throw e;
        }
    }

    /** Loads for those who wait now, without a say in what others do; what is loaded is not stored. */
    Landing<V> loadWithoutLease(String id, ContextLoader<V> loader) throws InterruptedException {
        try {
            long start = runtime.nanoTime().getAsLong();
            V value = uncoordinated(() -> load(id, LoadContext.of(null), loader, start));
            return new Landed<>(value, start, true, Envelope.NO_TOKEN, Long.MAX_VALUE, List.of(), null);
        } catch (InterruptedException e) {
            throw e;
        } catch (Throwable e) {
            return new Crashed<>(e, null);
        }
    }

    /** Loads several at once, as {@link #loadWithoutLease} does. */
    Map<String, ? extends @Nullable V> loadAllWithoutLease(Collection<String> ids, BulkContextLoader<V> loader)
            throws Exception {
        Map<String, LoadContext<V>> contexts = new LinkedHashMap<>();
        ids.forEach(id -> contexts.put(id, LoadContext.of(null)));
        return uncoordinated(() -> loadAll(contexts, loader, runtime.nanoTime().getAsLong()));
    }

    private <T extends @Nullable Object> T uncoordinated(Callable<T> load) throws Exception {
        Duration limit = config.lease().waitLimit();
        if (!uncoordinated.tryAcquire(limit.toNanos(), TimeUnit.NANOSECONDS)) {
            throw new LoadRejectedException(cache, config.load().maxUncoordinated(), limit);
        }
        try {
            return load.call();
        } finally {
            uncoordinated.release();
        }
    }
}
