package io.redispatterns.engine.type;

import java.util.Collections;
import java.util.Iterator;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The pending entries of a group or of a consumer, in the order of their ids. Finding, adding and removing are O(log N). */
public final class PendingEntries {

    private final TreeMap<StreamId, PendingEntry> byId = new TreeMap<>();

    /** How many there are. */
    public int size() {
        return byId.size();
    }

    /** Returns the one with an id, or null. */
    public @Nullable PendingEntry find(StreamId id) {
        return byId.get(id);
    }

    /** Returns the first one from an id on, or null. */
    public @Nullable PendingEntry ceiling(StreamId id) {
        return valueOf(byId.ceilingEntry(id));
    }

    /** Returns the first one behind an id, or null. */
    public @Nullable PendingEntry higher(StreamId id) {
        return valueOf(byId.higherEntry(id));
    }

    private static @Nullable PendingEntry valueOf(Map.@Nullable Entry<StreamId, PendingEntry> entry) {
        return entry == null ? null : entry.getValue();
    }

    /** The id of the first one; there is at least one. */
    public StreamId firstId() {
        return byId.firstKey();
    }

    /** The id of the last one; there is at least one. */
    public StreamId lastId() {
        return byId.lastKey();
    }

    /** Those from one id to another, both included. */
    public Iterable<PendingEntry> between(StreamId from, StreamId to) {
        return from.compareTo(to) > 0
                ? Collections.emptyList()
                : Collections.unmodifiableCollection(
                        byId.subMap(from, true, to, true).values());
    }

    /** Those from an id on. */
    public Iterator<PendingEntry> from(StreamId from) {
        return byId.tailMap(from, true).values().iterator();
    }

    void add(PendingEntry entry) {
        byId.put(entry.id(), entry);
    }

    @Nullable
    PendingEntry remove(StreamId id) {
        return byId.remove(id);
    }
}
