package io.redispatterns.cache;

import io.redispatterns.key.Ttl;
import java.time.Duration;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Something that happened in a cache. Events about one entry carry its id. */
public sealed interface CacheEvent {

    /** The name of the cache. */
    String cache();

    /** A read found a value. */
    record Hit(String cache, String id) implements CacheEvent {}

    /** A read found a kept null. */
    record NegativeHit(String cache, String id) implements CacheEvent {}

    /** A read found nothing. */
    record Miss(String cache, String id) implements CacheEvent {}

    /** The loader gave a value or a null. */
    record Loaded(String cache, String id, Duration duration) implements CacheEvent {}

    /** The loader threw. */
    record LoadFailed(String cache, String id, Duration duration, Throwable cause) implements CacheEvent {}

    /** A caller got a value past its ttl, because loading a new one failed or takes too long. */
    record ServedStale(String cache, String id) implements CacheEvent {}

    /** An entry was written. */
    record Stored(String cache, String id, Ttl ttl) implements CacheEvent {}

    /** A loaded value was not written because the entry was invalidated or put during the load. */
    record Superseded(String cache, String id) implements CacheEvent {}

    /** An entry was removed or made stale, if it was there. */
    record Invalidated(String cache, String id) implements CacheEvent {}

    /** Every entry with one of these tags was removed or made stale. */
    record TagsInvalidated(String cache, Set<String> tags) implements CacheEvent {}

    /** Every entry was removed or made stale. */
    record Cleared(String cache) implements CacheEvent {}

    /** An entry could not be read as a value; it counts as a miss and is replaced. */
    record Undecodable(String cache, String id, RuntimeException cause) implements CacheEvent {}

    /** A loaded value could not be turned into bytes; its callers have it, but it is not stored. */
    record Unencodable(String cache, String id, RuntimeException cause) implements CacheEvent {}

    /**
     * Redis did not do what it was asked to.
     *
     * @param id the entry, or null if the operation was about several
     */
    record BackendFailed(String cache, @Nullable String id, Operation operation, RuntimeException cause)
            implements CacheEvent {}

    /**
     * Redis has confirmed what it had not when it was asked to invalidate.
     *
     * @param count how many invalidations: of ids, of tags, and of the whole cache, which may stand for many
     */
    record OwedInvalidationsMade(String cache, int count) implements CacheEvent {}

    /** What was asked of Redis. */
    enum Operation {
        READ,
        WRITE,
        INVALIDATE,
        CLEAR
    }
}
