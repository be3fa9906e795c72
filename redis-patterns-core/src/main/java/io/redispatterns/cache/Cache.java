package io.redispatterns.cache;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Values by id, kept in Redis for a while. Safe for many threads.
 *
 * <p><b>Failures.</b> A cache never makes its caller fail: when Redis cannot be reached, reads load, writes are
 * skipped, and both are told to listeners and counted. Only what the loader throws reaches the caller, and what the
 * codec throws on a value that is put. The writing
 * methods say whether Redis has confirmed.
 *
 * <p><b>Owed invalidations.</b> An invalidation or a put that Redis has not confirmed is owed: this process serves nothing more
 * of what Redis has there, and tries again with every read of it and every second, until Redis confirms. Until then
 * other processes may still be served the old value; so may all if this process ends before. Up to 10,000 ids and
 * 1,000 tags are remembered; beyond that the whole cache is owed. A put of which only the reply was lost may be seen for a
 * moment before it is removed.
 *
 * <p><b>Loads.</b> An id is loaded once at a time, however many callers in however many processes ask for it: who loads
 * holds a lease in Redis, the others wait, in the same process for the same exception too. If the process dies that loads,
 * another one does. Without Redis this holds in each process for itself.
 *
 * <p><b>Invalidations win.</b> What was loaded before an invalidation (of an id, a tag, or all) or a put goes to the
 * callers who asked before it, and is not stored. A caller who asks after an invalidation was confirmed, in whatever
 * process, gets what was loaded after it.
 *
 * <p><b>Tags.</b> An entry may have tags, which its loader sets. An invalidation of a tag or of the whole cache costs
 * O(1): it begins a new generation, and entries of earlier ones are not read any more. Their space is freed in the
 * background.
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
     * a checked exception, and is not kept; if the cache keeps old values for that, callers get the old value instead. A
     * loader may ask the cache again, even for the same id.
     *
     * <p>The loader runs in the thread of a caller, unless loads have a limit of time ({@link LoadConfig}) or the value is
     * refreshed early ({@link EarlyRefresh}).
     *
     * @return null if the loader gives null, which is kept only with a negative ttl
     * @throws LoadTimeoutException if the load takes longer than its limit
     * @throws LoadPausedException if a load has failed, and the cache pauses after that
     * @throws LoadRejectedException if Redis does not answer, and too many loads are under way
     */
    default @Nullable V get(String id, Loader<? extends V> loader) {
        return get(id, (same, context) -> loader.load(same));
    }

    /** {@link #get(String, Loader)} with a loader that knows the old value and says how the new one is kept. */
    @Nullable
    V get(String id, ContextLoader<V> loader);

    /**
     * {@link #get(String, Loader)} with a last resort: what it makes of the exception is for this caller alone, and not kept.
     * It is not asked if there is an old value to serve, nor for an {@link Error}, nor if this thread or its load was
     * interrupted.
     */
    default @Nullable V get(
            String id, Loader<? extends V> loader, Function<? super Exception, ? extends @Nullable V> fallback) {
        return get(id, (same, context) -> loader.load(same), fallback);
    }

    /** {@link #get(String, Loader, Function)} with a loader that knows the old value and says how the new one is kept. */
    default @Nullable V get(
            String id, ContextLoader<V> loader, Function<? super Exception, ? extends @Nullable V> fallback) {
        try {
            return get(id, loader);
        } catch (Exception e) {
            if (e instanceof InterruptedException || Thread.currentThread().isInterrupted()) {
                throw Loads.<RuntimeException>unchanged(e);
            }
            return fallback.apply(e);
        }
    }

    /**
     * The values of ids: the stored ones, in one round trip, and for all others together what one call of the loader gives.
     * Each is an entry as any other; ids that somebody else loads at the moment are waited for.
     *
     * @return the values by id in the order of the ids; an id without a value is not among them
     */
    default Map<String, V> getAll(Collection<String> ids, BulkLoader<V> loader) {
        return getAll(ids, (missing, contexts) -> loader.loadAll(missing));
    }

    /** {@link #getAll(Collection, BulkLoader)} with a loader that knows the old values and says how the new ones are kept. */
    Map<String, V> getAll(Collection<String> ids, BulkContextLoader<V> loader);

    /**
     * Begins a change of the source: until it ends nobody stores what he has loaded. The entry is removed.
     */
    CacheWrite<V> beginWrite(String id);

    /**
     * Changes the source and stores what it has then, so that the cache never shows what the source has not.
     *
     * @param change changes the source and gives the value that it has then, null for none
     * @return that value
     * @throws Exception what the change throws; the entry is removed then
     */
    default @Nullable V writeThrough(String id, Callable<? extends @Nullable V> change) throws Exception {
        try (CacheWrite<V> write = beginWrite(id)) {
            V value = change.call();
            write.commit(value);
            return value;
        }
    }

    /**
     * Stores a value for the configured ttl. A null is kept as such with a negative ttl, and else removes the entry; so does a
     * value that cannot be stored, because its codec refuses it or it is too large, whose exception the caller gets.
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
    default boolean invalidate(String id) {
        return invalidateAll(List.of(id));
    }

    /**
     * Removes entries, in one round trip for each thousand.
     *
     * @return whether Redis has confirmed
     */
    boolean invalidateAll(Collection<String> ids);

    /**
     * Makes entries stale: they are loaded anew when they are asked for, and served as they are only if that fails.
     *
     * @return whether Redis has confirmed
     */
    boolean expireAll(Collection<String> ids);

    /**
     * Removes every entry that has one of these tags. O(tags).
     *
     * @return whether Redis has confirmed
     */
    boolean invalidateTags(Collection<String> tags);

    /**
     * Makes every entry stale that has one of these tags, as {@link #expireAll(Collection)} does. O(tags).
     *
     * @return whether Redis has confirmed
     */
    boolean expireTags(Collection<String> tags);

    /**
     * Removes every entry of this cache. O(1); the space is freed in the background.
     *
     * @return whether Redis has confirmed
     */
    boolean clear();

    /**
     * Makes every entry of this cache stale, as {@link #expireAll(Collection)} does. O(1).
     *
     * @return whether Redis has confirmed
     */
    boolean expireAll();

    /**
     * Loads what is not fresh of many ids, by one process of the application and within a budget, in the background. Begins at
     * once, unless another process does it or has done it lately; if that process dies, this one goes on where it was.
     *
     * @param source the ids, the same in every process
     */
    default Warming warm(WarmingConfig config, WarmingSource source, Loader<? extends V> loader) {
        return warm(config, source, (id, context) -> loader.load(id));
    }

    /** {@link #warm(WarmingConfig, WarmingSource, Loader)} with a loader that says how the values are kept. */
    Warming warm(WarmingConfig config, WarmingSource source, ContextLoader<V> loader);

    /**
     * The ids of the entries that have a tag, stale ones included, sorted; needs {@link CacheConfig#tagIndex()}. An entry that
     * is written or removed meanwhile may be among them or not. O(ids that have had the tag within the life of an entry).
     *
     * @throws IllegalStateException if the cache keeps no index of tags
     * @throws io.redispatterns.redis.GatewayException if Redis does not tell
     */
    Set<String> idsByTag(String tag);

    /** What has been counted since the cache was made. */
    CacheStats stats();

    /** Tells a listener of every event from now on. */
    void addListener(CacheEventListener listener);
}
