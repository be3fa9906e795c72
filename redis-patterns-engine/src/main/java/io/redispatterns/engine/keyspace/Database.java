package io.redispatterns.engine.keyspace;

import io.redispatterns.engine.type.Value;
import io.redispatterns.engine.util.Dict;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * One numbered database: keys with their values and expiries.
 *
 * <p>A key whose time is up is removed by the first command that looks at it, and otherwise by {@link ExpiryCycle}. Not safe for
 * concurrent use: the engine runs one command at a time.
 */
public final class Database {

    private final Keyspace keyspace;
    private final int index;
    private Dict<Entry> entries = new Dict<>();
    private ExpiryIndex expiries = new ExpiryIndex();
    private final Dict<WatchedKey> watched = new Dict<>();

    private static final class WatchedKey extends Dict.KeyNode {
        private final Set<Watcher> watchers = new LinkedHashSet<>();

        WatchedKey(byte[] key) {
            super(key);
        }
    }

    Database(Keyspace keyspace, int index) {
        this.keyspace = keyspace;
        this.index = index;
    }

    /** The database's number, as SELECT takes it. */
    public int index() {
        return index;
    }

    /** The number of keys, those included whose time is up and which nobody has looked at since. */
    public int size() {
        return entries.size();
    }

    /** The number of keys with an expiry. */
    public int expiringSize() {
        return expiries.size();
    }

    /** Returns a key's entry and counts it as used, or null when there is no such key. A key whose time is up is removed. */
    public @Nullable Entry lookup(byte[] key, long now) {
        Entry entry = peek(key, now);
        if (entry != null && keyspace.countsUse()) {
            entry.touch(now);
        }
        return entry;
    }

    /** As {@link #lookup}, without counting the key as used. */
    public @Nullable Entry peek(byte[] key, long now) {
        Entry entry = entries.find(key);
        if (entry != null && entry.isExpired(now)) {
            if (!keyspace.holdsExpiry()) {
                expire(entry);
            }
            return null;
        }
        return entry;
    }

    /** Sets a key's value, in place of any other, and ends its expiry. The key's array is the database's from now on. */
    public Entry set(byte[] key, Value value, long now) {
        Entry entry = setKeepingExpiry(key, value, now);
        expiries.remove(entry);
        return entry;
    }

    /** Sets a key's value and leaves its expiry as it is. The key's array is the database's from now on. */
    public Entry setKeepingExpiry(byte[] key, Value value, long now) {
        Entry present = peek(key, now);
        if (present != null) {
            present.replaceValue(value, now);
            return present;
        }
        if (keyspace.holdsExpiry()) {
            remove(key);
        }
        Entry entry = new Entry(key, value, now);
        entries.insert(entry);
        keyspace.created(this, key);
        return entry;
    }

    /** Removes a key and returns its value, or null when there is none. */
    public @Nullable Value remove(byte[] key) {
        Entry entry = entries.remove(key);
        if (entry == null) {
            return null;
        }
        expiries.remove(entry);
        return entry.value();
    }

    /** Sets when a key expires, in milliseconds since 1970; {@link Entry#NO_EXPIRY} lets it stay. */
    public void expireAt(Entry entry, long epochMillis) {
        expiries.set(entry, epochMillis);
    }

    /** Removes all keys at once and returns how many there were. O(1); the garbage collector does the rest. */
    int clear(long now) {
        int removed = size();
        touchWatchers(now, null);
        entries = new Dict<>();
        expiries = new ExpiryIndex();
        return removed;
    }

    /** Calls the consumer for every key; the database must not be changed meanwhile. */
    public void forEach(Consumer<Entry> consumer) {
        entries.forEach(consumer);
    }

    /** One step of SCAN: see {@link Dict#scan}. Keys whose time is up are passed on too: the caller checks. */
    public long scan(long cursor, Consumer<Entry> consumer) {
        return entries.scan(cursor, consumer);
    }

    /** Returns some entry, or null when there is none; its time may be up. */
    public @Nullable Entry random(RandomGenerator random) {
        return entries.random(random);
    }

    /** Starts to watch a key. */
    public void watch(byte[] key, Watcher watcher) {
        WatchedKey node = watched.find(key);
        if (node == null) {
            node = new WatchedKey(key);
            watched.insert(node);
        }
        node.watchers.add(watcher);
    }

    /** Ends the watching of a key. */
    public void unwatch(byte[] key, Watcher watcher) {
        WatchedKey node = watched.find(key);
        if (node != null && node.watchers.remove(watcher) && node.watchers.isEmpty()) {
            watched.remove(key);
        }
    }

    /** Whether a key is there whose time is up, not yet removed. */
    public boolean isExpired(byte[] key, long now) {
        Entry entry = entries.find(key);
        return entry != null && entry.isExpired(now);
    }

    /** Removes the key that expires first if its time is up, and says whether one was removed. */
    boolean expireFirst(long now) {
        Entry first = expiries.first();
        if (first == null || !first.isExpired(now)) {
            return false;
        }
        expire(first);
        return true;
    }

    void touch(byte[] key) {
        if (!watched.isEmpty()) {
            WatchedKey node = watched.find(key);
            if (node != null) {
                node.watchers.forEach(Watcher::touched);
            }
        }
    }

    /** Exchanges the keys of two databases; watchers stay with the number and are told where a key was or comes to be. */
    void swapContents(Database other, long now) {
        touchWatchers(now, other);
        other.touchWatchers(now, this);
        Dict<Entry> otherEntries = other.entries;
        ExpiryIndex otherExpiries = other.expiries;
        other.entries = entries;
        other.expiries = expiries;
        entries = otherEntries;
        expiries = otherExpiries;
    }

    /**
     * Tells the watchers of all keys that are here or in the replacement. Who watches a key that has expired since is told too: it was
     * there when the watching began. A key that has expired in the replacement is removed, and so does not appear here.
     */
    private void touchWatchers(long now, @Nullable Database replacement) {
        List<WatchedKey> nodes = new ArrayList<>(watched.size());
        watched.forEach(nodes::add);
        for (WatchedKey node : nodes) {
            boolean here = entries.find(node.key()) != null;
            if (here || (replacement != null && replacement.peek(node.key(), now) != null)) {
                node.watchers.forEach(Watcher::touched);
            }
        }
    }

    private void expire(Entry entry) {
        remove(entry.key());
        keyspace.expired(this, entry.key());
    }
}
