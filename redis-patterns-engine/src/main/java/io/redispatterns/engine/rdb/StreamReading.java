package io.redispatterns.engine.rdb;

import io.redispatterns.engine.type.Consumer;
import io.redispatterns.engine.type.StreamBuilder;
import io.redispatterns.engine.type.StreamId;
import io.redispatterns.engine.type.StreamValue;

/** Reads one stream, in any of its three layouts. */
final class StreamReading {

    private static final int ID_SIZE = 2 * Long.BYTES;

    private final RdbInput in;
    /** Whether what was ever added, read and deleted is counted. */
    private final boolean counted;
    /** Whether consumers tell when they were last given something. */
    private final boolean active;

    private final StreamBuilder stream = new StreamBuilder();

    StreamReading(RdbInput in, int type) {
        this.in = in;
        this.counted = type != RdbType.STREAM_LISTPACKS;
        this.active = type == RdbType.STREAM_LISTPACKS_3;
    }

    /**
     * Returns the stream.
     *
     * @throws IllegalArgumentException when it is none
     */
    StreamValue stream() {
        int nodes = in.count();
        for (int i = 0; i < nodes; i++) {
            byte[] id = in.string();
            if (id.length != ID_SIZE) {
                throw new IllegalArgumentException("an id of " + id.length + " bytes");
            }
            stream.node(new RdbInput(id, ID_SIZE).id(), in.string());
        }
        counters();
        int groups = in.count();
        for (int i = 0; i < groups; i++) {
            group();
        }
        return stream.build();
    }

    private void counters() {
        long length = in.length();
        StreamId last = in.idOfLengths();
        if (counted) {
            // The first entry's id, which the nodes tell.
            in.idOfLengths();
            stream.counters(length, last, in.idOfLengths(), in.length());
        } else {
            stream.counters(length, last, StreamId.MIN, length);
        }
    }

    private void group() {
        byte[] name = in.string();
        StreamId last = in.idOfLengths();
        StreamBuilder.Group group = stream.group(name, last, counted ? in.length() : stream.addedUpTo(last));
        int pending = in.count();
        for (int i = 0; i < pending; i++) {
            group.pending(in.id(), in.signed(Long.BYTES), in.length());
        }
        int consumers = in.count();
        for (int i = 0; i < consumers; i++) {
            consumer(group);
        }
        group.end();
    }

    private void consumer(StreamBuilder.Group group) {
        Consumer consumer = group.consumer(in.string(), in.signed(Long.BYTES));
        if (active) {
            in.skip(Long.BYTES);
        }
        int owned = in.count();
        for (int i = 0; i < owned; i++) {
            group.owns(consumer, in.id());
        }
    }
}
