package io.redispatterns.engine.rdb;

import io.redispatterns.engine.type.Consumer;
import io.redispatterns.engine.type.ConsumerGroup;
import io.redispatterns.engine.type.PendingEntry;
import io.redispatterns.engine.type.StreamId;
import io.redispatterns.engine.type.StreamValue;

/** Writes one stream in the layout of Redis 7.0. */
final class StreamWriting {

    private final RdbOutput out;

    StreamWriting(RdbOutput out) {
        this.out = out;
    }

    void write(StreamValue stream) {
        out.oneByte(RdbType.STREAM_LISTPACKS_2);
        out.length(stream.nodeCount());
        for (int i = 0; i < stream.nodeCount(); i++) {
            out.idAsString(stream.nodeId(i));
            out.string(stream.nodeBytes(i));
        }
        out.length(stream.length());
        out.idAsLengths(stream.lastId());
        out.idAsLengths(stream.firstId());
        out.idAsLengths(stream.maxDeletedId());
        out.length(stream.entriesAdded());
        out.length(stream.groups().size());
        stream.groups().forEach(this::group);
    }

    private void group(ConsumerGroup group) {
        out.string(group.name());
        out.idAsLengths(group.lastId());
        out.length(group.entriesRead());
        out.length(group.pending().size());
        for (PendingEntry entry : group.pending().between(StreamId.MIN, StreamId.MAX)) {
            out.id(entry.id());
            out.littleEndian(entry.deliveredAtMillis(), Long.BYTES);
            out.length(entry.deliveries());
        }
        out.length(group.consumers().size());
        group.consumers().forEach(this::consumer);
    }

    private void consumer(Consumer consumer) {
        out.string(consumer.name());
        out.littleEndian(consumer.seenAtMillis(), Long.BYTES);
        out.length(consumer.pending().size());
        for (PendingEntry entry : consumer.pending().between(StreamId.MIN, StreamId.MAX)) {
            out.id(entry.id());
        }
    }
}
