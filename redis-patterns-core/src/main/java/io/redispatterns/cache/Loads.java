package io.redispatterns.cache;

import io.redispatterns.cache.Found.Nothing;
import io.redispatterns.cache.Found.Seen;
import io.redispatterns.cache.Found.Unknown;
import io.redispatterns.cache.Found.Value;
import io.redispatterns.cache.Landing.Abandoned;
import io.redispatterns.cache.Landing.Crashed;
import io.redispatterns.cache.Landing.Landed;
import io.redispatterns.redis.GatewayException;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Gets values for callers who have found none that is fresh: by a flight of their own or by one under way. */
final class Loads<V> {

    /** So long may a caller wait without a look while another process has put a value there. */
    private static final Duration UNSEEN_LIMIT = Duration.ofMillis(200);

    private final String cache;
    private final CacheConfig config;
    private final CacheRuntime runtime;
    private final EntryStore<V> entries;
    private final Generations generations;
    private final Flights<V> flights;
    private final Leader<V> leader;
    private final CacheRecorder recorder;
    private final Duration unseenLimit;

    Loads(
            String cache,
            CacheConfig config,
            CacheRuntime runtime,
            EntryStore<V> entries,
            Generations generations,
            Flights<V> flights,
            Leader<V> leader,
            CacheRecorder recorder) {
        this.cache = cache;
        this.config = config;
        this.runtime = runtime;
        this.entries = entries;
        this.generations = generations;
        this.flights = flights;
        this.leader = leader;
        this.recorder = recorder;
        this.unseenLimit = Stream.of(
                        UNSEEN_LIMIT,
                        config.lease().waitLimit(),
                        config.load().softTimeout(),
                        config.load().hardTimeout())
                .filter(Objects::nonNull)
                .min(Duration::compareTo)
                .orElseThrow();
    }

    /**
     * The value of an entry, loaded if need be.
     *
     * @param first what the caller has found
     * @param firstLook when he began to look
     */
    @Nullable
    V get(String id, Found<V> first, long firstLook, ContextLoader<V> loader) {
        try {
            return tryToGet(id, first, firstLook, firstLook, loader);
        } catch (Throwable e) {
            throw Loads.<RuntimeException>unchanged(e);
        }
    }

    /**
     * The value of an entry that somebody else is loading, for a caller who has not looked at it: in a stampede only the first
     * have to.
     *
     * @param came when he has come
     */
    @Nullable
    V join(String id, Flight<V> flight, long came, ContextLoader<V> loader) {
        try {
            return tryToJoin(id, flight, came, loader);
        } catch (Throwable e) {
            throw Loads.<RuntimeException>unchanged(e);
        }
    }

    private @Nullable V tryToJoin(String id, Flight<V> flight, long came, ContextLoader<V> loader) throws Throwable {
        Landing<V> landing = awaitUnseen(flight, came);
        if (landing instanceof Landed<V> landed && landed.isAsOf(came)) {
            return landed.value();
        }
        long looked = runtime.nanoTime().getAsLong();
        Found<V> found = entries.read(id);
        if (found instanceof Value<V> value && value.isFresh()) {
            // Others need not wait for the flight any more either.
            flights.leave(id, flight);
            return value.value();
        }
        if (landing instanceof Landed<V> landed && serves(landed, found, looked)) {
            return landed.value();
        }
        if (landing instanceof Crashed<V> crashed) {
            return rather(id, found, looked, crashed);
        }
        return landing instanceof Landing.Overdue
                ? withoutWaiting(id, found, came, loader)
                : tryToGet(id, found, looked, came, loader);
    }

    /** Waits for a flight for a moment; null if it has not ended then, or the wait would close a circle. */
    private @Nullable Landing<V> awaitUnseen(Flight<V> flight, long came) {
        try {
            return flight.await(left(unseenLimit, came));
        } catch (TimeoutException e) {
            return null;
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    private @Nullable V tryToGet(String id, Found<V> first, long firstLook, long begun, ContextLoader<V> loader)
            throws Throwable {
        Found<V> found = first;
        long looked = firstLook;
        while (true) {
            Flight<V> mine = Flight.forMissing();
            Flight<V> flight = join(id, mine, found, looked, loader);
            Landing<V> landing = await(flight, flight == mine, found, begun);
            if (landing == null || landing instanceof Landing.Overdue) {
                return withoutWaiting(id, found, begun, loader);
            }
            if (landing instanceof Crashed<V> crashed) {
                return rather(id, found, looked, crashed);
            }
            if (landing instanceof Landed<V> landed && serves(landed, found, looked)) {
                return landed.value();
            }
            if (found instanceof Unknown) {
                // Redis would take its time not to answer again; the next load began late enough to serve this caller.
                continue;
            }
            looked = runtime.nanoTime().getAsLong();
            found = entries.read(id);
            if (found instanceof Value<V> value && value.isFresh()) {
                return value.value();
            }
        }
    }

    /** Starts to load a fresh value anew in the background, unless somebody does. */
    void refresh(String id, Value<V> fresh, ContextLoader<V> loader) {
        Flight<V> flight = Flight.forFresh();
        if (flights.enter(id, flight) != null) {
            return;
        }
        try {
            runtime.executor().execute(() -> refresh(flight, id, fresh.seen(), fresh.freshMillis(), loader));
        } catch (RejectedExecutionException e) {
            // Enough is being refreshed; there is time for a later read to try again.
            flights.end(id, flight, new Abandoned<>());
        }
    }

    /**
     * Loads an entry anew in the calling thread, unless somebody does.
     *
     * @param freshMillis an entry that stays fresh for longer is left as it is
     */
    Landing<V> refreshHere(String id, Seen seen, long freshMillis, ContextLoader<V> loader) {
        Flight<V> flight = Flight.forFresh();
        if (flights.enter(id, flight) == null) {
            refresh(flight, id, seen, freshMillis, loader);
        }
        Landing<V> landing = flight.landing();
        return landing == null ? new Abandoned<>() : landing;
    }

    private void refresh(Flight<V> flight, String id, Seen seen, long freshMillis, ContextLoader<V> loader) {
        if (lead(id, flight, () -> leader.refresh(flight, id, seen, freshMillis, loader)) != null) {
            Thread.currentThread().interrupt();
        }
    }

    private Flight<V> join(String id, Flight<V> mine, Found<V> found, long looked, ContextLoader<V> loader)
            throws Throwable {
        while (true) {
            Flight<V> other = flights.enter(id, mine);
            if (other == null) {
                start(id, mine, config.load().hasTimeouts(), () -> leader.fly(mine, id, found, loader));
                return mine;
            }
            if (other.canServe(found, looked)) {
                return other;
            }
            flights.leave(id, other);
        }
    }

    /** Leads a flight in the caller's thread, or in another one if the caller may have to leave. */
    private void start(String id, Flight<V> flight, boolean mayLeave, Step<V> step) throws Throwable {
        if (mayLeave) {
            try {
                runtime.executor().execute(() -> lead(id, flight, step));
                return;
            } catch (RejectedExecutionException e) {
                // The caller's own thread is left, without a limit of time.
            }
        }
        InterruptedException interrupt = lead(id, flight, step);
        if (interrupt instanceof InterruptedLoad load) {
            Thread.currentThread().interrupt();
            throw load.failure();
        }
        if (interrupt != null) {
            throw interrupt;
        }
    }

    /** What a leader does. */
    @FunctionalInterface
    private interface Step<V> {
        Landing<V> run() throws InterruptedException;
    }

    /** Leads a flight to its end, whatever it is; an interrupt is for the leader alone, and given back. */
    private @Nullable InterruptedException lead(String id, Flight<V> flight, Step<V> step) {
        flight.board();
        Landing<V> landing = new Abandoned<>();
        try {
            landing = step.run();
            return null;
        } catch (InterruptedException e) {
            return e;
        } catch (RuntimeException | Error e) {
            landing = new Crashed<>(e, null);
            return null;
        } finally {
            flights.end(id, flight, landing);
        }
    }

    /**
     * Waits for a flight for as long as this caller should: for others' loads until its patience ends, for its own until
     * that is due.
     *
     * @return null if its patience ends, or the wait would close a circle
     */
    private @Nullable Landing<V> await(Flight<V> flight, boolean mine, Found<V> found, long begun) {
        Duration limit = limit(found);
        Duration patience = config.lease().waitLimit();
        Duration first = limit != null && limit.compareTo(patience) < 0 ? limit : patience;
        try {
            return flight.await(left(first, begun));
        } catch (TimeoutException e) {
            if (first.equals(limit)) {
                return overdue(first);
            }
            return mine && flight.hasLeader() ? awaitOwn(flight, limit, begun) : null;
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    /** Waits for a flight that nobody else would end. */
    private @Nullable Landing<V> awaitOwn(Flight<V> flight, @Nullable Duration limit, long begun) {
        try {
            return flight.await(limit == null ? Long.MAX_VALUE : left(limit, begun));
        } catch (TimeoutException e) {
            return limit == null ? null : overdue(limit);
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    private Crashed<V> overdue(Duration limit) {
        return new Crashed<>(new LoadTimeoutException(cache, limit), null);
    }

    private LoadInterruptedException interrupted(InterruptedException e) {
        Thread.currentThread().interrupt();
        return new LoadInterruptedException(cache, e);
    }

    private long left(Duration limit, long begun) {
        return Math.max(begun + limit.toNanos() - runtime.nanoTime().getAsLong(), 0);
    }

    private @Nullable Duration limit(Found<V> found) {
        LoadConfig load = config.load();
        return load.softTimeout() != null && staleOf(found) != null ? load.softTimeout() : load.hardTimeout();
    }

    /** Whether a value that somebody else got is new enough for one who has looked at a moment. */
    private boolean serves(Landed<V> landed, Found<V> found, long looked) {
        boolean asked = landed.askedNanos() - looked >= 0;
        boolean held = landed.token() != Envelope.NO_TOKEN && landed.token() == found.token();
        Seen seen = seen(found);
        return (asked || held) && (seen == null ? landed.loaded() : isCurrent(landed, seen));
    }

    private boolean isCurrent(Landed<V> landed, Seen seen) {
        try {
            return generations.isCurrent(landed.generation(), landed.tags(), seen.marks());
        } catch (GatewayException e) {
            return false;
        }
    }

    static @Nullable Seen seen(Found<?> found) {
        if (found instanceof Value<?> value) {
            return value.seen();
        }
        return found instanceof Nothing<?> nothing ? nothing.seen() : null;
    }

    private @Nullable V withoutWaiting(String id, Found<V> found, long begun, ContextLoader<V> loader)
            throws Throwable {
        Value<V> stale = staleOf(found);
        if (stale != null) {
            recorder.servedStale(id);
            return stale.value();
        }
        Flight<V> alone = Flight.forMissing();
        Duration limit = config.load().hardTimeout();
        start(id, alone, limit != null, () -> leader.loadWithoutLease(id, loader));
        Landing<V> landing = awaitOwn(alone, limit, begun);
        if (landing instanceof Landed<V> landed) {
            return landed.value();
        }
        throw landing instanceof Crashed<V> crashed
                ? crashed.cause()
                : new LoadInterruptedException(cache, new InterruptedException("the loading thread was interrupted"));
    }

    /** The old value, if there is one to serve, in place of an exception. */
    private @Nullable V rather(String id, Found<V> found, long looked, Crashed<V> crashed) throws Throwable {
        Value<V> mine = staleOf(found);
        Landed<V> theirs = crashed.stale();
        boolean servesTheirs = theirs != null && serves(theirs, found, looked);
        if (crashed.cause() instanceof Error || (mine == null && !servesTheirs)) {
            throw crashed.cause();
        }
        recorder.servedStale(id);
        return mine != null ? mine.value() : Objects.requireNonNull(theirs).value();
    }

    /** What was found, if it is to be served past its ttl. */
    private @Nullable Value<V> staleOf(Found<V> found) {
        return found instanceof Value<V> value && config.failSafe().mayServe(value.freshMillis()) ? value : null;
    }

    /** Throws an exception as it is, checked or not. */
    @SuppressWarnings("unchecked")
    static <T extends Throwable> RuntimeException unchanged(Throwable e) throws T {
        throw (T) e;
    }
}
