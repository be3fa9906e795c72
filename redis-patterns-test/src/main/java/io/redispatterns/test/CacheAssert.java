package io.redispatterns.test;

import io.redispatterns.RedisPatterns;
import io.redispatterns.cache.Cache;
import io.redispatterns.cache.CacheLookup;
import io.redispatterns.cache.CacheStats;
import java.util.Objects;
import java.util.function.ToLongFunction;
import org.assertj.core.api.AbstractAssert;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/**
 * Assertions on what a cache holds, and on what it has counted since it was made or {@linkplain #during during} an
 * action. Asking what it holds is a read that the cache counts too.
 */
public final class CacheAssert extends AbstractAssert<CacheAssert, Cache<?>> {

    private static final CacheStats NOTHING = CacheStats.NONE;

    private final CacheStats before;
    private final CacheStats after;

    private CacheAssert(Cache<?> cache, CacheStats before, CacheStats after) {
        super(cache, CacheAssert.class);
        this.before = before;
        this.after = after;
    }

    /** Starts assertions on a cache. */
    public static CacheAssert assertThatCache(Cache<?> cache) {
        return new CacheAssert(cache, NOTHING, cache.stats());
    }

    /**
     * Starts assertions on a cache of an application.
     *
     * @throws AssertionError if it has no cache of that name
     */
    public static CacheAssert assertThatCache(RedisPatterns patterns, String name) {
        Cache<?> cache = patterns.findCache(name);
        if (cache == null) {
            throw new AssertionError("there is no cache " + name + ", only "
                    + patterns.caches().stream().map(Cache::name).toList());
        }
        return assertThatCache(cache);
    }

    /** Runs an action; the assertions on counts that follow are about what was counted while it ran. */
    public CacheAssert during(ThrowingCallable action) {
        CacheStats start = actual.stats();
        try {
            action.call();
        } catch (Throwable e) {
            throw new AssertionError("the action failed: " + e, e);
        }
        return new CacheAssert(actual, start, actual.stats());
    }

    /** So many reads found an entry, a kept null included. */
    public CacheAssert hasHits(long expected) {
        return has(expected, "hits", stats -> stats.hits() + stats.negativeHits());
    }

    /** So many reads found nothing. */
    public CacheAssert hasMisses(long expected) {
        return has(expected, "misses", CacheStats::misses);
    }

    /** So many values were loaded. */
    public CacheAssert hasLoads(long expected) {
        return has(expected, "loads", CacheStats::loads);
    }

    /** So many entries were written. */
    public CacheAssert hasPuts(long expected) {
        return has(expected, "puts", CacheStats::puts);
    }

    /** So many entries were removed. */
    public CacheAssert hasEvictions(long expected) {
        return has(expected, "evictions", CacheStats::evictions);
    }

    /** Redis did all that it was asked to. */
    public CacheAssert hasNoBackendFailures() {
        return has(0, "backend failures", CacheStats::backendFailures);
    }

    /** There is an entry with a value. */
    public CacheAssert hasValue(String id) {
        return holds(id, CacheLookup.Hit.class, "a value");
    }

    /** There is an entry with this value. */
    public CacheAssert hasValue(String id, Object expected) {
        CacheLookup<?> found = actual.lookup(id);
        if (!(found instanceof CacheLookup.Hit<?> hit) || !Objects.equals(hit.value(), expected)) {
            failWithMessage("expected cache %s to hold <%s> for %s, but found %s", actual.name(), expected, id, found);
        }
        return this;
    }

    /** There is an entry that says that there is no value. */
    public CacheAssert hasKeptNull(String id) {
        return holds(id, CacheLookup.CachedNull.class, "a kept null");
    }

    /** There is no entry. */
    public CacheAssert hasNothing(String id) {
        return holds(id, CacheLookup.Miss.class, "nothing");
    }

    private CacheAssert holds(String id, Class<?> kind, String expected) {
        CacheLookup<?> found = actual.lookup(id);
        if (!kind.isInstance(found)) {
            failWithMessage("expected cache %s to hold %s for %s, but found %s", actual.name(), expected, id, found);
        }
        return this;
    }

    private CacheAssert has(long expected, String what, ToLongFunction<CacheStats> count) {
        long counted = count.applyAsLong(after) - count.applyAsLong(before);
        if (counted != expected) {
            failWithMessage(
                    "expected cache %s to count %s %s, but it counted %s", actual.name(), expected, what, counted);
        }
        return this;
    }
}
