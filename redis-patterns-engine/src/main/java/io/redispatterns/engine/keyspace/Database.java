package io.redispatterns.engine.keyspace;

import io.redispatterns.engine.type.HashValue;
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
 * <p>A key whose time is up is removed by the first command that looks at it, and otherwise by {@link ExpiryCycle}; so are the fields of
 * a hash whose time is up. Not safe for concurrent use: the engine runs one command at a time.
 */
public final class Database {

    private final Keyspace keyspace;
    private final int index;
    private Dict<Entry> entries = new Dict<>();
    private ExpiryIndex expiries = new ExpiryIndex();
    private FieldExpiryIndex fieldExpiries = new FieldExpiryIndex();
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

    /** The number of hashes with fields that expire. */
    int expiringHashes() {
        return fieldExpiries.size();
    }

    /** When the first field of an entry expires as far as is known outside of it, or {@link HashValue#NEVER}. */
    long firstFieldExpiry(Entry entry) {
        return fieldExpiries.firstExpiry(entry);
    }

    /**
     * Returns a key's entry and counts it as used, or null when there is no such key. A key whose time is up is removed, and so are the
     * fields of a hash whose time is up: nobody sees them.
     */
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
        return entry == null || fieldExpiries.isEmpty() || !isEmptied(entry, now) ? entry : null;
    }

    /** Removes the fields whose time is up, if the entry is a hash, and says whether the key went with them. */
    private boolean isEmptied(Entry entry, long now) {
        if (!(entry.value() instanceof HashValue hash) || hash.firstExpiry() >= now) {
            return false;
        }
        expireFields(entry, hash, now, Integer.MAX_VALUE);
        return hash.isEmpty();
    }

    /** Sets a key's value, in place of any other, and ends its expiry. The key's array is the database's from now on. */
    public Entry set(byte[] key, Value value, long now) {
        Entry entry = setKeepingExpiry(key, value, now);
        expiries.end(entry);
        return entry;
    }

    /** Sets a key's value and leaves its expiry as it is. The key's array is the database's from now on. */
    public Entry setKeepingExpiry(byte[] key, Value value, long now) {
        Entry present = peek(key, now);
        if (present != null) {
            present.replaceValue(value, now);
            fieldExpiries.update(present);
            return present;
        }
        if (keyspace.holdsExpiry()) {
            remove(key);
        }
        Entry entry = new Entry(key, value, now);
        entries.insert(entry);
        fieldExpiries.update(entry);
        keyspace.created(this, key);
        return entry;
    }

    /** Removes a key and returns its value, or null when there is none. */
    public @Nullable Value remove(byte[] key) {
        Entry entry = entries.remove(key);
        if (entry == null) {
            return null;
        }
        expiries.end(entry);
        fieldExpiries.remove(entry);
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
        fieldExpiries = new FieldExpiryIndex();
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

    /**
     * Removes fields of the hash with the field that expires first, at most {@code limit}, and returns how many; 0 when no field's time
     * is up.
     */
    int expireFields(long now, int limit) {
        Entry first = fieldExpiries.first();
        return first != null && first.value() instanceof HashValue hash && hash.firstExpiry() < now
                ? expireFields(first, hash, now, limit)
                : 0;
    }

    private int expireFields(Entry entry, HashValue hash, long now, int limit) {
        List<byte[]> expired = hash.removeExpired(now, limit);
        fieldExpiries.update(entry);
        if (hash.isEmpty()) {
            remove(entry.key());
        }
        keyspace.fieldsExpired(this, entry.key(), expired, hash.isEmpty());
        return expired.size();
    }

    /** Takes notice of a change that a command made. */
    void changed(byte[] key, KeyspaceEvent event) {
        if (event.isModification()) {
            touch(key);
        }
        boolean mayExpireAnew = event == KeyspaceEvent.HEXPIRE || !fieldExpiries.isEmpty();
        Entry entry = event.kind() == KeyspaceEvent.Kind.HASH && mayExpireAnew ? entries.find(key) : null;
        if (entry != null) {
            fieldExpiries.update(entry);
        }
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
        FieldExpiryIndex otherFieldExpiries = other.fieldExpiries;
        other.entries = entries;
        other.expiries = expiries;
        other.fieldExpiries = fieldExpiries;
        entries = otherEntries;
        expiries = otherExpiries;
        fieldExpiries = otherFieldExpiries;
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
