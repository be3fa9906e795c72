package io.redispatterns.engine.keyspace;

/**
 * Is told of each change, under the engine's lock and before the command's reply is given: it must be quick and must not run
 * commands.
 */
public interface KeyspaceListener {

    /** A key was changed, created or deleted. */
    void changed(Database database, byte[] key, KeyspaceEvent event);

    /** A key's value was written anew without meaning something else, which has no event: PFCOUNT keeps its estimate in the value. */
    default void touched(Database database, byte[] key) {}

    /** A key's time was up and it is gone: {@link #changed} with {@link KeyspaceEvent#EXPIRED} has been called before. */
    default void expired(Database database, byte[] key) {}

    /** All keys of a database are gone, or another database took its place. */
    default void flushed(Database database) {}
}
