package io.redispatterns.engine.keyspace;

import java.util.List;

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

    /**
     * The time of some fields of a hash was up and they are gone, and the hash with its last: {@link #changed} with {@link
     * KeyspaceEvent#HEXPIRED} has been called before.
     */
    default void fieldsExpired(Database database, byte[] key, List<byte[]> fields) {}

    /**
     * Something is to be told of a key that is no change of it: {@link KeyspaceEvent#NEW}, before the change that creates the key, or
     * {@link KeyspaceEvent#KEYMISS}. Called only while {@link Keyspace#tellNotices} says so.
     */
    default void noticed(Database database, byte[] key, KeyspaceEvent event) {}

    /** All keys of these databases are gone, by one command. */
    default void flushed(List<Database> databases) {}

    /** Two databases have exchanged their keys. */
    default void swapped(Database first, Database second) {}
}
