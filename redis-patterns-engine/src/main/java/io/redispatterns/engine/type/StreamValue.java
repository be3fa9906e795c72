package io.redispatterns.engine.type;

import io.redispatterns.engine.util.Bytes;
import java.util.Collection;
import java.util.Collections;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A log of entries, each with an id that is larger than those before it and fields with values; and the groups of consumers that share
 * the reading of it. It stays when its last entry is gone.
 *
 * <p>The entries lie in nodes of some hundred each. Adding is O(1); finding, deleting and beginning a walk are O(log N) and the walk
 * through one node; trimming is O(1) for a node that goes as a whole.
 *
 * <p>The terms are those of Redis's documentation of streams, the counters of what was ever added and read those of Redis 7.0.
 */
public final class StreamValue implements Value {

    /** The most bytes that the fields and values of an entry may have together, and that a node may have. */
    public static final long MAX_ENTRY_BYTES = 1 << 30;

    private final StreamNodes nodes = new StreamNodes();
    private long length;
    private StreamId lastId = StreamId.MIN;
    private StreamId firstId = StreamId.MIN;
    private StreamId maxDeletedId = StreamId.MIN;
    private long entriesAdded;
    /** Null as long as there is none. */
    private @Nullable TreeMap<byte[], ConsumerGroup> groups;

    /** The number of entries. */
    public long length() {
        return length;
    }

    /** The largest id that was ever given, which the next entry's is above. */
    public StreamId lastId() {
        return lastId;
    }

    /** The id of the first entry; {@link StreamId#MIN} when there is none. */
    public StreamId firstId() {
        return firstId;
    }

    /** The largest id of all entries that were deleted one by one; {@link StreamId#MIN} when none was. */
    public StreamId maxDeletedId() {
        return maxDeletedId;
    }

    /** How many entries were ever added: 64 bits without a sign, as {@link #setEntriesAdded} may begin anywhere. */
    public long entriesAdded() {
        return entriesAdded;
    }

    /**
     * Adds an entry. Amortized O(length of the entry).
     *
     * @param id above the last
     * @param fieldsAndValues each field followed by its value, at least one, {@link #MAX_ENTRY_BYTES} together at most
     */
    public void add(StreamId id, byte[][] fieldsAndValues, StreamLimits limits) {
        nodeFor(id, fieldsAndValues, limits).append(id, fieldsAndValues);
        length++;
        entriesAdded++;
        lastId = id;
        if (length == 1) {
            firstId = id;
        }
    }

    private StreamNode nodeFor(StreamId id, byte[][] fieldsAndValues, StreamLimits limits) {
        if (nodes.size() > 0) {
            StreamNode last = nodes.last();
            if (last.admits(sizeBytes(fieldsAndValues), limits)) {
                return last;
            }
            last.close();
        }
        StreamNode added = new StreamNode(id, fieldsAndValues);
        nodes.add(added);
        return added;
    }

    /** The bytes of an entry's fields and values together. */
    public static long sizeBytes(byte[][] fieldsAndValues) {
        long bytes = 0;
        for (byte[] each : fieldsAndValues) {
            bytes += each.length;
        }
        return bytes;
    }

    /** Starts a walk from the first id to the last, both included. */
    public StreamCursor cursor(StreamId from, StreamId to) {
        return new StreamCursor(nodes, from, to, false);
    }

    /** Starts a walk backwards, from the last id to the first, both included. */
    public StreamCursor reverseCursor(StreamId from, StreamId to) {
        return new StreamCursor(nodes, from, to, true);
    }

    /** Whether there is an entry with an id. */
    public boolean contains(StreamId id) {
        return cursor(id, id).next();
    }

    /** The id of the last entry that is there, or {@link StreamId#MIN}. */
    public StreamId lastEntryId() {
        StreamCursor cursor = reverseCursor(StreamId.MIN, StreamId.MAX);
        return cursor.next() ? cursor.id() : StreamId.MIN;
    }

    /** Deletes an entry and says whether it was there. */
    public boolean delete(StreamId id) {
        StreamCursor cursor = cursor(id, id);
        if (!cursor.next()) {
            return false;
        }
        int index = cursor.nodeIndex();
        StreamNode node = nodes.get(index);
        if (node.count() == 1) {
            nodes.remove(index);
        } else {
            node.mark(cursor.entry());
            node.countDeleted(1);
        }
        length--;
        if (id.compareTo(maxDeletedId) > 0) {
            maxDeletedId = id;
        }
        if (length == 0 || id.equals(firstId)) {
            findFirstId();
        }
        return true;
    }

    /**
     * Removes the first entries.
     *
     * @return how many were removed
     */
    public long trim(StreamTrim trim) {
        long before = length;
        trimNodes(trim);
        if (!trim.approximate() && nodes.size() > 0) {
            trimWithin(trim);
        }
        if (length != before) {
            findFirstId();
        }
        return before - length;
    }

    private void trimNodes(StreamTrim trim) {
        long removed = 0;
        while (nodes.size() > 0 && trim.isToGo(nodes.get(0), length)) {
            long count = nodes.get(0).count();
            removed += count;
            if (trim.limit() > 0 && removed > trim.limit()) {
                return;
            }
            nodes.remove(0);
            length -= count;
        }
    }

    /** Removes entries of the first node, which stays. */
    private void trimWithin(StreamTrim trim) {
        StreamNode first = nodes.get(0);
        StreamCursor cursor = cursor(StreamId.MIN, StreamId.MAX);
        long removed = 0;
        while (cursor.next() && trim.isToGo(cursor, length - removed)) {
            first.mark(cursor.entry());
            removed++;
        }
        if (removed > 0) {
            first.countDeleted(removed);
            length -= removed;
        }
    }

    private void findFirstId() {
        StreamCursor cursor = cursor(StreamId.MIN, StreamId.MAX);
        firstId = cursor.next() ? cursor.id() : StreamId.MIN;
    }

    /** Sets the id that the next entry's has to be above. */
    public void setLastId(StreamId id) {
        lastId = id;
    }

    /** Sets how many entries were ever added. */
    public void setEntriesAdded(long entries) {
        entriesAdded = entries;
    }

    /** Sets the largest id of all entries that were deleted one by one. */
    public void setMaxDeletedId(StreamId id) {
        maxDeletedId = id;
    }

    /** The number of nodes. */
    public int nodeCount() {
        return nodes.size();
    }

    /** The id that the ids of a node's entries are relative to. */
    public StreamId nodeId(int index) {
        return nodes.get(index).base();
    }

    /** The bytes of a node's listpack, as they stand in RDB files. O(size of the node). */
    public byte[] nodeBytes(int index) {
        return nodes.get(index).listpack().toBytes();
    }

    /** The nodes of the radix tree in which Redis keeps the nodes: XINFO tells their number. O(number of nodes). */
    public long radixTreeNodes() {
        return StreamRadixTree.countNodes(nodes);
    }

    /**
     * The number of entries that were ever added up to an id, as far as the counters tell it: not for an id behind which entries may have
     * been deleted one by one, or between the first and the last; {@link ConsumerGroup#UNKNOWN} then.
     */
    public long addedUpTo(StreamId id) {
        if (entriesAdded == 0) {
            return 0;
        }
        int toLast = id.compareTo(lastId);
        if (toLast == 0 || (length == 0 && toLast < 0)) {
            return entriesAdded;
        }
        if (toLast > 0) {
            return ConsumerGroup.UNKNOWN;
        }
        int toFirst = id.compareTo(firstId);
        if (toFirst <= 0 && (maxDeletedId.isZero() || maxDeletedId.compareTo(firstId) < 0)) {
            return entriesAdded - length + (toFirst == 0 ? 1 : 0);
        }
        return ConsumerGroup.UNKNOWN;
    }

    /** Whether entries may have been deleted one by one at an id or behind it. */
    public boolean hasGapsFrom(StreamId id) {
        boolean isAfterStart = !maxDeletedId.isZero() && firstId.compareTo(maxDeletedId) <= 0;
        return length > 0 && isAfterStart && id.compareTo(maxDeletedId) <= 0;
    }

    /** The groups, in the order of their names. */
    public Collection<ConsumerGroup> groups() {
        return groups == null ? Collections.emptyList() : Collections.unmodifiableCollection(groups.values());
    }

    /** Returns a group by its name, or null. */
    public @Nullable ConsumerGroup group(byte[] name) {
        return groups == null ? null : groups.get(name);
    }

    /**
     * Makes a group and returns it, or null when there is one of this name.
     *
     * @param id what the group has read up to
     * @param entriesRead how many entries that are, or {@link ConsumerGroup#UNKNOWN}
     */
    public @Nullable ConsumerGroup createGroup(byte[] name, StreamId id, long entriesRead) {
        if (groups == null) {
            groups = new TreeMap<>(Bytes.ORDER);
        }
        ConsumerGroup created = new ConsumerGroup(name, id, entriesRead);
        return groups.putIfAbsent(name, created) == null ? created : null;
    }

    /** Removes a group and says whether it was there. */
    public boolean destroyGroup(byte[] name) {
        return groups != null && groups.remove(name) != null;
    }

    /** Adds a node that has been checked, behind all others. */
    void addNode(StreamNode node) {
        nodes.add(node);
        length += node.count();
        findFirstId();
    }

    @Override
    public String typeName() {
        return "stream";
    }

    @Override
    public String encoding() {
        return "stream";
    }

    @Override
    public StreamValue copy() {
        StreamValue copy = new StreamValue();
        for (int i = 0; i < nodes.size(); i++) {
            copy.nodes.add(nodes.get(i).copy());
        }
        copy.length = length;
        copy.lastId = lastId;
        copy.firstId = firstId;
        copy.maxDeletedId = maxDeletedId;
        copy.entriesAdded = entriesAdded;
        for (ConsumerGroup group : groups()) {
            group.copyTo(copy);
        }
        return copy;
    }

    /** Never: a stream without entries stays. */
    @Override
    public boolean isEmpty() {
        return false;
    }
}
