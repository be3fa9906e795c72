package io.redispatterns.cache;

import io.redispatterns.cache.CacheEvent.Operation;
import io.redispatterns.key.Ttl;
import io.redispatterns.redis.GatewayInterruptedException;
import io.redispatterns.redis.RedisErrorException;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Counts what happens in a cache and tells its listeners. Events are made only if there are listeners. */
final class CacheRecorder {

    private static final Logger log = LoggerFactory.getLogger(Cache.class);

    private final String cache;
    private final List<CacheEventListener> listeners = new CopyOnWriteArrayList<>();
    private final LongAdder hits = new LongAdder();
    private final LongAdder negativeHits = new LongAdder();
    private final LongAdder nearHits = new LongAdder();
    private final LongAdder nearNegativeHits = new LongAdder();
    private final LongAdder misses = new LongAdder();
    private final LongAdder puts = new LongAdder();
    private final LongAdder evictions = new LongAdder();
    private final LongAdder loads = new LongAdder();
    private final LongAdder loadFailures = new LongAdder();
    private final LongAdder loadNanos = new LongAdder();
    private final LongAdder servedStale = new LongAdder();
    private final LongAdder superseded = new LongAdder();
    private final LongAdder undecodable = new LongAdder();
    private final LongAdder backendFailures = new LongAdder();
    private final Set<String> warnedOf = ConcurrentHashMap.newKeySet();
    private volatile boolean failing;

    CacheRecorder(String cache) {
        this.cache = cache;
    }

    void addListener(CacheEventListener listener) {
        listeners.add(listener);
    }

    /** Counts what a read has found; what Redis did not answer is counted as a failure. */
    void read(String id, Found<?> found) {
        if (found instanceof Found.Unknown) {
            return;
        }
        if (!(found instanceof Found.Value<?> value) || !value.isFresh()) {
            missed(id);
        } else if (value.value() == null) {
            negativeHits.increment();
            if (isHeard()) {
                tell(new CacheEvent.NegativeHit(cache, id));
            }
        } else {
            hits.increment();
            if (isHeard()) {
                tell(new CacheEvent.Hit(cache, id));
            }
        }
    }

    /** Counts a caller for whom there was nothing fresh. */
    void missed(String id) {
        misses.increment();
        if (isHeard()) {
            tell(new CacheEvent.Miss(cache, id));
        }
    }

    /** Counts a read that a copy in this process has answered. */
    void nearHit(String id, boolean isNegative) {
        (isNegative ? nearNegativeHits : nearHits).increment();
        if (isHeard()) {
            tell(isNegative ? new CacheEvent.NegativeHit(cache, id) : new CacheEvent.Hit(cache, id));
        }
    }

    void loaded(String id, long nanos) {
        loads.increment();
        loadNanos.add(nanos);
        if (isHeard()) {
            tell(new CacheEvent.Loaded(cache, id, Duration.ofNanos(nanos)));
        }
    }

    /** Counts one load of several entries. */
    void loadedAll(List<String> ids, long nanos) {
        loads.increment();
        loadNanos.add(nanos);
        if (isHeard()) {
            ids.forEach(id -> tell(new CacheEvent.Loaded(cache, id, Duration.ofNanos(nanos))));
        }
    }

    void loadFailed(String id, long nanos, Throwable cause) {
        loadFailures.increment();
        loadNanos.add(nanos);
        if (isHeard()) {
            tell(new CacheEvent.LoadFailed(cache, id, Duration.ofNanos(nanos), cause));
        }
    }

    void stored(String id, Ttl ttl) {
        backendAnswered();
        puts.increment();
        if (isHeard()) {
            tell(new CacheEvent.Stored(cache, id, ttl));
        }
    }

    void servedStale(String id) {
        servedStale.increment();
        if (isHeard()) {
            tell(new CacheEvent.ServedStale(cache, id));
        }
    }

    void superseded(String id) {
        superseded.increment();
        if (isHeard()) {
            tell(new CacheEvent.Superseded(cache, id));
        }
    }

    void invalidated(String id) {
        if (isHeard()) {
            tell(new CacheEvent.Invalidated(cache, id));
        }
    }

    void evicted(long entries) {
        backendAnswered();
        evictions.add(entries);
    }

    void tagsInvalidated(Set<String> tags) {
        if (isHeard()) {
            tell(new CacheEvent.TagsInvalidated(cache, tags));
        }
    }

    void cleared() {
        if (isHeard()) {
            tell(new CacheEvent.Cleared(cache));
        }
    }

    void undecodable(String id, RuntimeException cause) {
        undecodable.increment();
        log.debug("cache {}: an entry cannot be read and counts as a miss", cache, cause);
        if (isHeard()) {
            tell(new CacheEvent.Undecodable(cache, id, cause));
        }
    }

    void unencodable(String id, RuntimeException cause) {
        log.warn("cache {}: a loaded value cannot be turned into bytes and is not stored", cache, cause);
        if (isHeard()) {
            tell(new CacheEvent.Unencodable(cache, id, cause));
        }
    }

    /** Always false, for the caller to return. */
    boolean backendFailed(@Nullable String id, Operation operation, RuntimeException cause) {
        backendFailures.increment();
        warn(cause);
        if (isHeard()) {
            tell(new CacheEvent.BackendFailed(cache, id, operation, cause));
        }
        return false;
    }

    /** One line for the start of an outage and one for each kind of error, however many calls they fail. */
    private void warn(RuntimeException cause) {
        if (cause instanceof RedisErrorException error) {
            if (warnedOf.add(error.code())) {
                log.warn("cache {}: redis refuses an operation: {}", cache, error.getMessage());
            }
        } else if (!(cause instanceof GatewayInterruptedException) && !failing) {
            failing = true;
            log.warn("cache {}: redis fails, the cache does without it: {}", cache, cause.toString());
        }
    }

    void backendAnswered() {
        if (failing) {
            failing = false;
            log.info("cache {}: redis answers again", cache);
        }
    }

    /** Tells that Redis has confirmed invalidations now that it had not when they were made. */
    void madeUpFor(int invalidations) {
        if (isHeard()) {
            tell(new CacheEvent.OwedInvalidationsMade(cache, invalidations));
        }
    }

    CacheStats stats(long owedInvalidations) {
        long near = nearHits.sum();
        long nearNegative = nearNegativeHits.sum();
        return new CacheStats(
                hits.sum() + near,
                negativeHits.sum() + nearNegative,
                near + nearNegative,
                misses.sum(),
                puts.sum(),
                evictions.sum(),
                loads.sum(),
                loadFailures.sum(),
                Duration.ofNanos(loadNanos.sum()),
                servedStale.sum(),
                superseded.sum(),
                undecodable.sum(),
                backendFailures.sum(),
                owedInvalidations);
    }

    /** How long a load has taken on average, in µs; 0 before the first. */
    long meanLoadMicros() {
        long count = loads.sum() + loadFailures.sum();
        return count == 0 ? 0 : TimeUnit.NANOSECONDS.toMicros(loadNanos.sum() / count);
    }

    private boolean isHeard() {
        return !listeners.isEmpty();
    }

    private void tell(CacheEvent event) {
        for (CacheEventListener listener : listeners) {
            try {
                listener.onEvent(event);
            } catch (RuntimeException e) {
                log.warn(
                        "cache {}: a listener failed on {}",
                        cache,
                        event.getClass().getSimpleName(),
                        e);
            }
        }
    }
}
