package io.redispatterns.cache;

/** Is told of the events of a cache, in the thread they happen in. What it throws is logged and else ignored. */
@FunctionalInterface
public interface CacheEventListener {

    /** Handles an event; should be quick, since the caller of the cache waits for it. */
    void onEvent(CacheEvent event);
}
