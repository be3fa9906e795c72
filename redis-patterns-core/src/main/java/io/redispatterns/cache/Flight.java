package io.redispatterns.cache;

import io.redispatterns.cache.Found.Unknown;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** The getting of one entry, by a thread that leads; others of the process wait for how it ends. */
final class Flight<V> {

    /** Which flight each waiting thread waits for, over all caches: needed to see circles before they close. */
    private static final ConcurrentMap<Thread, Flight<?>> AWAITED = new ConcurrentHashMap<>();

    private final boolean replacesFresh;
    private final Outcome<Landing<V>> landing = new Outcome<>();
    private volatile @Nullable Thread leader;
    private volatile boolean superseded;
    private volatile @Nullable Held held;

    /** The lease it loads under, and when it was asked for. */
    private record Held(long token, long askedNanos) {}

    private Flight(boolean replacesFresh) {
        this.replacesFresh = replacesFresh;
    }

    /** A flight for an entry that has no value to serve. */
    static <V> Flight<V> forMissing() {
        return new Flight<>(false);
    }

    /** A flight for a new value in the place of one that is still fresh. */
    static <V> Flight<V> forFresh() {
        return new Flight<>(true);
    }

    /** Whether the old value is still served meanwhile. */
    boolean replacesFresh() {
        return replacesFresh;
    }

    /** Makes the calling thread the leader. */
    void board() {
        leader = Thread.currentThread();
    }

    /** Whether it is led: it will end by itself. */
    boolean hasLeader() {
        return leader != null;
    }

    /** Tells that it loads under a lease from now on. */
    void holds(long token, long askedNanos) {
        held = new Held(token, askedNanos);
    }

    /** Keeps it from writing. */
    void supersede() {
        superseded = true;
    }

    boolean isSuperseded() {
        return superseded;
    }

    /** Whether what it loads can be new enough for a caller who has looked at the entry. */
    boolean canServe(Found<V> found, long lookedNanos) {
        Held now = held;
        return now == null
                || found instanceof Unknown
                || now.askedNanos() - lookedNanos >= 0
                || now.token() == found.token();
    }

    void land(Landing<V> outcome) {
        landing.set(outcome);
    }

    /** How it has ended; null before. */
    @Nullable
    Landing<V> landing() {
        return landing.now();
    }

    /**
     * Waits for the end.
     *
     * @return null, at once, if the leader waits for the calling thread, over any number of flights
     * @throws TimeoutException if it does not end in time
     */
    @Nullable
    Landing<V> await(long nanos) throws InterruptedException, TimeoutException {
        Landing<V> landed = landing();
        if (landed != null) {
            return landed;
        }
        Thread self = Thread.currentThread();
        AWAITED.put(self, this);
        try {
            // Every thread enters its wait before it looks, so of those in a circle at least the last one sees it.
            return leadsBackTo(self) ? null : landing.await(nanos);
        } finally {
            AWAITED.remove(self);
        }
    }

    /** How many threads wait for flights, over all caches. */
    static int waiting() {
        return AWAITED.size();
    }

    private boolean leadsBackTo(Thread thread) {
        Flight<?> flight = this;
        for (int hops = 0; flight != null && hops <= AWAITED.size(); hops++) {
            Thread leads = flight.leader;
            if (leads == thread) {
                return true;
            }
            flight = leads == null ? null : AWAITED.get(leads);
        }
        return false;
    }
}
