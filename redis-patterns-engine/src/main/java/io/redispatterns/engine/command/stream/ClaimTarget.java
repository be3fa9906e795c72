package io.redispatterns.engine.command.stream;

import io.redispatterns.engine.command.Errors;
import io.redispatterns.engine.command.Invocation;
import io.redispatterns.engine.keyspace.KeyspaceEvent;
import io.redispatterns.engine.reply.Reply;
import io.redispatterns.engine.type.Consumer;
import io.redispatterns.engine.type.ConsumerGroup;
import io.redispatterns.engine.type.PendingEntry;
import io.redispatterns.engine.type.StreamId;
import io.redispatterns.engine.type.StreamValue;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The consumer that XCLAIM or XAUTOCLAIM makes the owner of pending entries: its words are {@code key group consumer}. */
final class ClaimTarget {

    private final Invocation in;
    private final StreamValue stream;
    private final ConsumerGroup group;
    private final GroupEffects effects;
    /** Looked up, and made, when the first entry is claimed. */
    private @Nullable Consumer consumer;

    ClaimTarget(Invocation in, @Nullable StreamValue stream) {
        this.in = in;
        this.group = groupOf(in, stream);
        this.stream = Objects.requireNonNull(stream);
        this.effects = new GroupEffects(in, group.name());
    }

    /** Returns the group that the second word names; both it and the stream have to be there. */
    static ConsumerGroup groupOf(Invocation in, @Nullable StreamValue stream) {
        ConsumerGroup group = stream == null ? null : stream.group(in.arg(2));
        if (group == null) {
            throw Errors.of("NOGROUP No such key " + StreamReplies.quoted(in.arg(1)) + " or consumer group "
                    + StreamReplies.quoted(in.arg(2)));
        }
        return group;
    }

    ConsumerGroup group() {
        return group;
    }

    boolean exists(StreamId id) {
        return stream.contains(id);
    }

    /** Ends the pending of an entry that is deleted. */
    void drop(PendingEntry entry) {
        effects.claimed(in.arg(1), group, entry);
        group.acknowledge(entry.id());
        in.engine().keyspace().addDirty(1);
    }

    Consumer consumer() {
        Consumer present = consumer;
        if (present == null) {
            present = group.consumer(in.arg(3));
            if (present == null) {
                present = group.createConsumer(in.arg(3), in.now());
                in.changed(KeyspaceEvent.XGROUP_CREATECONSUMER, in.arg(1));
            }
            present.seenAt(in.now());
            consumer = present;
        }
        return present;
    }

    /** Makes an entry the consumer's; what is known of its delivery has been noted. */
    void claim(PendingEntry entry) {
        group.move(entry, consumer());
        effects.claimed(in.arg(1), group, entry);
        in.engine().keyspace().addDirty(1);
    }

    void readUpTo(StreamId id) {
        group.readUpTo(id);
    }

    /** The reply for an entry that is there. */
    Reply reply(StreamId id, boolean justId) {
        Reply entry = justId ? null : StreamReplies.entry(stream, id);
        return entry == null ? StreamReplies.id(id) : entry;
    }

    /** Propagates what was done in the command's place. */
    void end(boolean readOn) {
        if (readOn && !in.hasOwnEffects()) {
            effects.read(in.arg(1), group);
            in.engine().keyspace().addDirty(1);
        }
        effects.end();
    }
}
