package io.redispatterns.cache;

import java.time.Duration;
import java.util.Collection;
import org.jspecify.annotations.Nullable;

/**
 * Values by id, kept in Redis for a while. Safe for many threads.
 *
 * <p><b>Failures.</b> A cache never makes its caller fail: when Redis cannot be reached, reads load, writes are
 * skipped, and both are told to listeners and counted. Only what the loader throws reaches the caller, and what the
 * codec throws on a value that is put. The writing
 * methods say whether Redis has confirmed; {@code false} from an invalidation means that an old value may still be
 * served until its ttl ends.
 *
 * <p><b>Loads.</b> In one process an id is loaded once at a time, however many callers ask for it. An invalidation
 * (or a put) while a load is under way wins: what was loaded goes to the callers and is not stored. Both hold for the
 * callers of one {@code Cache} object, not across processes.
 *
 * @param <V> the type of the values
 */
public interface Cache<V> {

    /** The name, unique in an application. */
    String name();

    /** The configuration it was made with. */
    CacheConfig config();

    /** Reads without loading: tells a value, a kept null, a miss and a failure apart. */
    CacheLookup<V> lookup(String id);

    /**
     * The value of an id: the stored one or, on a miss, what the loader gives, which is stored for the configured ttl.
     *
     * <p>Callers that ask while the id is being loaded wait for that load and get the same value or the same
     * exception. A waiting thread that is interrupted stops waiting, with its interrupt flag set and a
     * {@link LoadInterruptedException}, and the load goes on. What the loader throws is thrown as it is, even if it is
     * a checked exception, and is not kept. A loader may ask the cache again, even for the same id.
     *
     * @return null if the loader gives null, which is kept only with a negative ttl
     */
    @Nullable
    V get(String id, Loader<? extends V> loader);

    /**
     * Stores a value for the configured ttl. A null is kept as such with a negative ttl, and else removes the entry.
     *
     * @return whether Redis has confirmed
     */
    boolean put(String id, @Nullable V value);

    /**
     * Stores a value for a ttl of its own, without jitter.
     *
     * @return whether Redis has confirmed
     * @throws IllegalArgumentException if the ttl is outside the bounds of the configuration
     */
    boolean put(String id, @Nullable V value, Duration ttl);

    /**
     * Removes an entry.
     *
     * @return whether Redis has confirmed
     */
    boolean invalidate(String id);

    /**
     * Removes entries, in one round trip for each thousand.
     *
     * @return whether Redis has confirmed
     */
    boolean invalidateAll(Collection<String> ids);

    /**
     * Removes every entry of this cache by scanning for its keys in steps; Redis answers others in between. O(keys in
     * the database). An entry that another process writes meanwhile may stay.
     *
     * @return whether Redis has confirmed
     */
    boolean clear();

    /** What has been counted since the cache was made. */
    CacheStats stats();

    /** Tells a listener of every event from now on. */
    void addListener(CacheEventListener listener);
}
