package io.redispatterns.engine.type;

import static org.assertj.core.api.Assertions.assertThat;

import io.redispatterns.engine.util.Bytes;
import java.util.ArrayList;
import java.util.List;

/** What holds of every stream: its nodes pass the check of foreign ones, and what is pending of a group is its consumers'. */
final class StreamInvariants {

    private StreamInvariants() {}

    static void check(StreamValue stream, String when) {
        StreamValue rebuilt = rebuild(stream);
        assertThat(rebuilt.length()).as(when).isEqualTo(stream.length());
        assertThat(rebuilt.firstId()).as(when).isEqualTo(stream.firstId());
        assertThat(facts(rebuilt)).as(when).isEqualTo(facts(stream));
        for (ConsumerGroup group : stream.groups()) {
            int owned = 0;
            for (Consumer consumer : group.consumers()) {
                owned += consumer.pending().size();
                for (PendingEntry entry : consumer.pending().between(StreamId.MIN, StreamId.MAX)) {
                    assertThat(entry.consumer()).as(when).isSameAs(consumer);
                    assertThat(group.pending().find(entry.id())).as(when).isSameAs(entry);
                }
            }
            assertThat(group.pending().size()).as(when).isEqualTo(owned);
        }
    }

    /** Makes the stream anew from what an RDB payload holds of it. */
    static StreamValue rebuild(StreamValue stream) {
        StreamBuilder builder = new StreamBuilder();
        for (int i = 0; i < stream.nodeCount(); i++) {
            builder.node(stream.nodeId(i), stream.nodeBytes(i));
        }
        builder.counters(stream.length(), stream.lastId(), stream.maxDeletedId(), stream.entriesAdded());
        for (ConsumerGroup group : stream.groups()) {
            StreamBuilder.Group copy = builder.group(group.name(), group.lastId(), group.entriesRead());
            for (PendingEntry entry : group.pending().between(StreamId.MIN, StreamId.MAX)) {
                copy.pending(entry.id(), entry.deliveredAtMillis(), entry.deliveries());
            }
            for (Consumer consumer : group.consumers()) {
                Consumer other = copy.consumer(consumer.name(), consumer.seenAtMillis());
                for (PendingEntry entry : consumer.pending().between(StreamId.MIN, StreamId.MAX)) {
                    copy.owns(other, entry.id());
                }
            }
            copy.end();
        }
        return builder.build();
    }

    private static List<Object> facts(StreamValue stream) {
        List<Object> facts = new ArrayList<>(
                List.of(stream.lastId(), stream.maxDeletedId(), stream.entriesAdded(), stream.radixTreeNodes()));
        for (ConsumerGroup group : stream.groups()) {
            facts.add(group.lastId());
            facts.add(group.lag(stream));
            for (PendingEntry entry : group.pending().between(StreamId.MIN, StreamId.MAX)) {
                facts.add(entry.id());
                facts.add(entry.deliveredAtMillis());
                facts.add(entry.deliveries());
                facts.add(Bytes.text(entry.consumer().name()));
            }
        }
        return facts;
    }
}
