package io.redispatterns.benchmarks.cache;

/** What the contenders cache. */
public interface Places {

    /** Returns a place. */
    Place find(long id);
}
