package io.redispatterns.benchmarks.cache;

import java.util.List;

/** The properties of a near cache in front of a real Redis. */
final class NearCache {

    private static final String PREFIX = "redis-patterns.cache.caches.places.near.";

    private NearCache() {}

    /** A near cache of at most so many entries, or none for 0. */
    static List<String> properties(int maxEntries) {
        return maxEntries == 0
                ? List.of("redis-patterns.backend=redis")
                : List.of(
                        "redis-patterns.backend=redis", PREFIX + "enabled=true", PREFIX + "max-entries=" + maxEntries);
    }
}
