package io.redispatterns.engine.keyspace;

/** Waits for a key to be touched: a transaction that has to fail then. */
public interface Watcher {

    /** A watched key was changed. */
    void touched();
}
