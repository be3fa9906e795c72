package io.redispatterns.engine.keyspace;

import java.util.ArrayList;
import java.util.List;

/** All databases, what has been counted about them, and who is told of changes. */
public final class Keyspace {

    private final Database[] databases;
    /** Replaced as a whole on change: a listener may go away while all are being told. */
    private List<KeyspaceListener> listeners = List.of();

    private boolean tellsNotices;
    private boolean holdsExpiry;
    private boolean countsUse = true;
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
        addListener(listeners.size(), listener);
    }

    /** Adds a listener that is told before all others. */
    public void addFirstListener(KeyspaceListener listener) {
        addListener(0, listener);
    }

    private void addListener(int place, KeyspaceListener listener) {
        List<KeyspaceListener> all = new ArrayList<>(listeners);
        all.add(place, listener);
        listeners = List.copyOf(all);
    }

    /** Takes a listener away; nothing happens when it is none. */
    public void removeListener(KeyspaceListener listener) {
        List<KeyspaceListener> others = new ArrayList<>(listeners);
        others.remove(listener);
        listeners = List.copyOf(others);
    }

    /** Sets whether listeners are told what is no change, see {@link KeyspaceListener#noticed}. */
    public void tellNotices(boolean isTold) {
        tellsNotices = isTold;
    }

    /** Lets keys whose time is up stay, unseen as if they were gone, or go again. */
    public void holdExpiry(boolean isHeld) {
        holdsExpiry = isHeld;
    }

    /** Whether keys whose time is up stay, unseen as if they were gone. */
    public boolean holdsExpiry() {
        return holdsExpiry;
    }

    /** Lets keys that are looked at count as used, or not. */
    public void countUse(boolean isCounted) {
        countsUse = isCounted;
    }

    boolean countsUse() {
        return countsUse;
    }

    void created(Database database, byte[] key) {
        notice(database, key, KeyspaceEvent.NEW);
    }

    private void notice(Database database, byte[] key, KeyspaceEvent event) {
        if (tellsNotices) {
            for (KeyspaceListener listener : listeners) {
                listener.noticed(database, key, event);
            }
        }
    }

    /** Tells everybody that a command changed a key. */
    public void changed(Database database, byte[] key, KeyspaceEvent event) {
        dirty++;
        database.changed(key, event);
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
            listener.swapped(first, second);
        }
    }

    /** Removes all keys of one database. O(1); the garbage collector does the rest. */
    public void flush(Database database, long now) {
        flush(List.of(database), now);
    }

    /** Removes all keys of all databases. O(1) for each; the garbage collector does the rest. */
    public void flushAll(long now) {
        flush(List.of(databases), now);
    }

    private void flush(List<Database> flushed, long now) {
        for (Database database : flushed) {
            dirty += database.clear(now);
        }
        for (KeyspaceListener listener : listeners) {
            listener.flushed(flushed);
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

    void fieldsExpired(Database database, byte[] key, List<byte[]> fields, boolean last) {
        database.touch(key);
        for (KeyspaceListener listener : listeners) {
            listener.changed(database, key, KeyspaceEvent.HEXPIRED);
            if (last) {
                listener.changed(database, key, KeyspaceEvent.DEL);
            }
            listener.fieldsExpired(database, key, fields);
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

    /** Counts a key that a reading command did not find, and tells of it. */
    public void missed(Database database, byte[] key) {
        countMiss();
        notice(database, key, KeyspaceEvent.KEYMISS);
    }

    /** Counts a key that was looked for and is not there, where nobody is told. */
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
