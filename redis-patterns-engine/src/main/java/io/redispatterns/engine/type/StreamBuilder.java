package io.redispatterns.engine.type;

import java.util.TreeMap;

/**
 * Makes a stream of parts that come from elsewhere, as in an RDB payload, and believes nothing of them: whatever does not fit together is
 * refused. The parts come in the order of an RDB payload: the nodes, the counters, and each group with what is pending before its
 * consumers.
 */
public final class StreamBuilder {

    private final StreamValue stream = new StreamValue();
    private StreamId last = StreamId.MIN;

    /**
     * Adds a node behind those before it. O(size of the node).
     *
     * @param listpack what {@link StreamValue#nodeBytes} gives; belongs to the stream from now on
     * @throws IllegalArgumentException when the bytes are no node of a stream, or one that lies in front of those before it
     */
    public void node(StreamId id, byte[] listpack) {
        refuseIf(stream.nodeCount() > 0 && id.compareTo(last) <= 0, "node " + id + " begins in front of " + last);
        StreamNode node = new StreamNodeCheck(id, Listpack.of(listpack)).node();
        stream.addNode(node);
        last = node.lastId();
    }

    /**
     * Sets the counters of the stream; the id of its first entry is known from the nodes.
     *
     * @param length the number of entries: it has to be that of the nodes
     * @throws IllegalArgumentException when they contradict the nodes
     */
    public void counters(long length, StreamId lastId, StreamId maxDeletedId, long entriesAdded) {
        refuseIf(length != stream.length(), length + " entries are stated, " + stream.length() + " are there");
        refuseIf(stream.nodeCount() > 0 && lastId.compareTo(last) < 0, "the last id " + lastId + " is below " + last);
        stream.setLastId(lastId);
        stream.setMaxDeletedId(maxDeletedId);
        stream.setEntriesAdded(entriesAdded);
    }

    /**
     * Begins a group.
     *
     * @param entriesRead how many entries it has read, or {@link ConsumerGroup#UNKNOWN}
     * @throws IllegalArgumentException when there is a group of this name
     */
    public Group group(byte[] name, StreamId lastId, long entriesRead) {
        ConsumerGroup group = stream.createGroup(name, lastId, entriesRead);
        if (group == null) {
            throw new IllegalArgumentException("a group of this name is there already");
        }
        return new Group(group);
    }

    /** The number of entries that were ever added up to an id, as {@link StreamValue#addedUpTo} tells it. */
    public long addedUpTo(StreamId id) {
        return stream.addedUpTo(id);
    }

    /** Returns the stream; the builder is of no use any more. */
    public StreamValue build() {
        return stream;
    }

    private static void refuseIf(boolean broken, String what) {
        if (broken) {
            throw new IllegalArgumentException(what);
        }
    }

    /** A group being built. */
    public static final class Group {

        private final ConsumerGroup group;
        private final TreeMap<StreamId, Delivery> unowned = new TreeMap<>();

        private record Delivery(long atMillis, long times) {}

        private Group(ConsumerGroup group) {
            this.group = group;
        }

        /**
         * Adds a pending entry; one of the consumers that follow has to own it.
         *
         * @throws IllegalArgumentException when it is there already
         */
        public void pending(StreamId id, long deliveredAtMillis, long deliveries) {
            boolean isThere = unowned.put(id, new Delivery(deliveredAtMillis, deliveries)) != null;
            refuseIf(isThere, "entry " + id + " is pending twice");
        }

        /**
         * Adds a consumer.
         *
         * @throws IllegalArgumentException when there is one of this name
         */
        public Consumer consumer(byte[] name, long seenAtMillis) {
            refuseIf(group.consumer(name) != null, "a consumer of this name is there already");
            return group.createConsumer(name, seenAtMillis);
        }

        /**
         * Makes a pending entry a consumer's.
         *
         * @throws IllegalArgumentException when it is not pending or somebody else's
         */
        public void owns(Consumer consumer, StreamId id) {
            Delivery delivery = unowned.remove(id);
            if (delivery == null) {
                throw new IllegalArgumentException("entry " + id + " is not pending, or not without owner");
            }
            group.deliver(id, consumer, delivery.atMillis()).setDeliveries(delivery.times());
        }

        /**
         * Ends the group.
         *
         * @throws IllegalArgumentException when a pending entry is nobody's
         */
        public void end() {
            refuseIf(!unowned.isEmpty(), unowned.size() + " pending entries are nobody's");
        }
    }
}
