package io.redispatterns.engine.keyspace;

import java.util.ArrayList;
import java.util.List;

/** All databases, what has been counted about them, and who is told of changes. */
public final class Keyspace {

    private final Database[] databases;
    private final List<KeyspaceListener> listeners = new ArrayList<>();
    private long dirty;
    private long expiredKeys;
    private long hits;
    private long misses;

    /** Makes the given number of empty databases. */
    public Keyspace(int databaseCount) {
        databases = new Database[databaseCount];
        for (int i = 0; i < databaseCount; i++) {
            databases[i] = new Database(this, i);
        }
    }

    /** The number of databases. */
    public int databaseCount() {
        return databases.length;
    }

    /** Returns a database by its number; the caller has checked that there is one. */
    public Database database(int index) {
        return databases[index];
    }

    /** Adds a listener, told after those before it. */
    public void addListener(KeyspaceListener listener) {
        listeners.add(listener);
    }

    /** Tells everybody that a command changed a key. */
    public void changed(Database database, byte[] key, KeyspaceEvent event) {
        dirty++;
        database.touch(key);
        for (KeyspaceListener listener : listeners) {
            listener.changed(database, key, event);
        }
    }

    /** Tells everybody of a change that has no event, see {@link KeyspaceListener#touched}. */
    public void touched(Database database, byte[] key) {
        dirty++;
        database.touch(key);
        for (KeyspaceListener listener : listeners) {
            listener.touched(database, key);
        }
    }

    /** Exchanges the contents of two databases. O(1) but for watched keys. */
    public void swap(Database first, Database second, long now) {
        first.swapContents(second, now);
        dirty++;
        for (KeyspaceListener listener : listeners) {
            listener.flushed(first);
            listener.flushed(second);
        }
    }

    void flushed(Database database, int removed) {
        dirty += removed;
        for (KeyspaceListener listener : listeners) {
            listener.flushed(database);
        }
    }

    void expired(Database database, byte[] key) {
        expiredKeys++;
        database.touch(key);
        for (KeyspaceListener listener : listeners) {
            listener.changed(database, key, KeyspaceEvent.EXPIRED);
            listener.expired(database, key);
        }
    }

    /** How many changes there have been since the start. */
    public long dirty() {
        return dirty;
    }

    /** Counts changes that no event tells of. */
    public void addDirty(long changes) {
        dirty += changes;
    }

    /** Counts a key that a reading command found. */
    public void countHit() {
        hits++;
    }

    /** Counts a key that a reading command did not find. */
    public void countMiss() {
        misses++;
    }

    /** How many keys reading commands found. */
    public long hits() {
        return hits;
    }

    /** How many keys reading commands did not find. */
    public long misses() {
        return misses;
    }

    /** How many keys were removed because their time was up. */
    public long expiredKeys() {
        return expiredKeys;
    }

    /** Sets the counts of hits, misses and expired keys back to 0. */
    public void resetStatistics() {
        hits = 0;
        misses = 0;
        expiredKeys = 0;
    }
}
