package io.redispatterns.engine.type;

import io.redispatterns.engine.util.Bytes;
import java.util.Collection;
import java.util.Collections;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Consumers that share the reading of a stream: each entry is given to one of them, and stays pending until it is acknowledged.
 *
 * <p>A pending entry is both the group's and one consumer's.
 */
public final class ConsumerGroup {

    /** The number of entries read when nobody can tell it. */
    public static final long UNKNOWN = -1;

    private final byte[] name;
    private final PendingEntries pending = new PendingEntries();
    private final TreeMap<byte[], Consumer> consumers = new TreeMap<>(Bytes.ORDER);
    private StreamId lastId;
    private long entriesRead;

    ConsumerGroup(byte[] name, StreamId lastId, long entriesRead) {
        this.name = name;
        this.lastId = lastId;
        this.entriesRead = entriesRead;
    }

    /** The name; not to be changed. */
    public byte[] name() {
        return name;
    }

    /** What the group has read up to. */
    public StreamId lastId() {
        return lastId;
    }

    /** How many of the entries ever added the group has read, or {@link #UNKNOWN}. */
    public long entriesRead() {
        return entriesRead;
    }

    /** Sets what the group has read up to. */
    public void readUpTo(StreamId id) {
        lastId = id;
    }

    /** Sets how many entries the group has read. */
    public void setEntriesRead(long entries) {
        entriesRead = entries;
    }

    /** Notes that an entry is given to a consumer: what the group has read never goes back. */
    public void read(StreamValue stream, StreamId id) {
        if (id.compareTo(lastId) <= 0) {
            return;
        }
        if (entriesRead != UNKNOWN && !stream.hasGapsFrom(id)) {
            entriesRead++;
        } else if (stream.entriesAdded() != 0) {
            entriesRead = stream.addedUpTo(id);
        }
        lastId = id;
    }

    /** How many entries the group has not read yet, or null when nobody can tell; negative after wrong counts were set. */
    public @Nullable Long lag(StreamValue stream) {
        if (stream.entriesAdded() == 0) {
            return 0L;
        }
        if (entriesRead != UNKNOWN && !stream.hasGapsFrom(lastId)) {
            return stream.entriesAdded() - entriesRead;
        }
        long read = stream.addedUpTo(lastId);
        return read == UNKNOWN ? null : Long.valueOf(stream.entriesAdded() - read);
    }

    /** What was given to consumers and has not been acknowledged. */
    public PendingEntries pending() {
        return pending;
    }

    /** The consumers, in the order of their names. */
    public Collection<Consumer> consumers() {
        return Collections.unmodifiableCollection(consumers.values());
    }

    /** Returns a consumer by its name, or null. */
    public @Nullable Consumer consumer(byte[] consumerName) {
        return consumers.get(consumerName);
    }

    /** Makes a consumer; there is none of this name. */
    public Consumer createConsumer(byte[] consumerName, long now) {
        Consumer created = new Consumer(consumerName, now);
        consumers.put(consumerName, created);
        return created;
    }

    /**
     * Removes a consumer; what it has not acknowledged is not pending any more.
     *
     * @return how many entries that were, 0 when there is no such consumer
     */
    public int deleteConsumer(byte[] consumerName) {
        Consumer removed = consumers.remove(consumerName);
        if (removed == null) {
            return 0;
        }
        for (PendingEntry entry : removed.pending().between(StreamId.MIN, StreamId.MAX)) {
            pending.remove(entry.id());
        }
        return removed.pending().size();
    }

    /** Gives an entry to a consumer, in place of whoever has it, as if for the first time. */
    public PendingEntry deliver(StreamId id, Consumer consumer, long now) {
        PendingEntry present = pending.find(id);
        if (present == null) {
            PendingEntry entry = new PendingEntry(id, consumer, now);
            pending.add(entry);
            consumer.pending().add(entry);
            return entry;
        }
        present.moveTo(consumer);
        present.deliveredAt(now);
        present.setDeliveries(1);
        return present;
    }

    /** Makes a pending entry another consumer's. */
    public void move(PendingEntry entry, Consumer consumer) {
        entry.moveTo(consumer);
    }

    /** Ends the pending of an entry and says whether it was pending. */
    public boolean acknowledge(StreamId id) {
        PendingEntry removed = pending.remove(id);
        if (removed != null) {
            removed.consumer().pending().remove(id);
        }
        return removed != null;
    }

    void copyTo(StreamValue stream) {
        ConsumerGroup copy = stream.createGroup(name, lastId, entriesRead);
        if (copy == null) {
            throw new IllegalStateException("the copy has the group already");
        }
        for (Consumer consumer : consumers()) {
            Consumer other = new Consumer(consumer.name(), consumer.seenAtMillis());
            copy.consumers.put(other.name(), other);
            for (PendingEntry entry : consumer.pending().between(StreamId.MIN, StreamId.MAX)) {
                copy.deliver(entry.id(), other, entry.deliveredAtMillis()).setDeliveries(entry.deliveries());
            }
        }
    }
}
