package io.redispatterns.engine.command.stream;

import io.redispatterns.engine.command.Errors;
import io.redispatterns.engine.command.Invocation;
import io.redispatterns.engine.keyspace.KeyspaceEvent;
import io.redispatterns.engine.reply.Reply;
import io.redispatterns.engine.type.Consumer;
import io.redispatterns.engine.type.ConsumerGroup;
import io.redispatterns.engine.type.PendingEntry;
import io.redispatterns.engine.type.StreamCursor;
import io.redispatterns.engine.type.StreamId;
import io.redispatterns.engine.type.StreamValue;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One run of XREADGROUP: a consumer reads streams, each by the group of one name. */
final class GroupReading {

    private final Invocation in;
    private final ReadOptions options;
    private final byte[] groupName;
    private final GroupEffects effects;

    GroupReading(Invocation in, ReadOptions options, byte[] groupName) {
        this.in = in;
        this.options = options;
        this.groupName = groupName;
        this.effects = new GroupEffects(in, groupName);
    }

    byte[] groupName() {
        return groupName;
    }

    /** Reads what stands for a stream in the call: an id behind which its consumer's pending entries are read, or the end for new ones. */
    StreamId after(byte[] key, byte[] word) {
        StreamValue stream = in.read(key, StreamValue.class);
        if (stream == null || stream.group(groupName) == null) {
            throw Errors.of("NOGROUP No such key " + StreamReplies.quoted(key) + " or consumer group "
                    + StreamReplies.quoted(groupName) + " in XREADGROUP with GROUP option");
        }
        if (StreamIds.isSign(word, '$')) {
            throw Errors.of("ERR The $ ID is meaningless in the context of XREADGROUP: you want to read the history of"
                    + " this consumer by specifying a proper ID, or use the > ID to get new messages. The $ ID would just"
                    + " return an empty result set.");
        }
        return StreamIds.isSign(word, '>') ? StreamId.MAX : StreamIds.parse(word);
    }

    /** Gives the entries of a stream, or null when there is nothing new. */
    @Nullable
    Reply read(byte[] key, StreamId after, long count) {
        StreamValue stream = in.edit(key, StreamValue.class);
        ConsumerGroup group = stream == null ? null : stream.group(groupName);
        if (stream == null || group == null) {
            return null;
        }
        StreamId from = after.next();
        if (from != null) {
            return readAgain(stream, consumer(key, group), from, count);
        }
        return StreamReadCommands.isAbove(stream, group.lastId()) ? readNew(key, stream, group, count) : null;
    }

    /** Gives the consumer entries that the group has not read. */
    Reply readNew(byte[] key, StreamValue stream, ConsumerGroup group, long count) {
        Consumer consumer = consumer(key, group);
        StreamId from = group.lastId().next();
        if (from == null) {
            return Reply.EMPTY_ARRAY;
        }
        List<Reply> entries = new ArrayList<>();
        StreamCursor cursor = stream.cursor(from, StreamId.MAX);
        while (cursor.next()) {
            StreamId id = cursor.id();
            group.read(stream, id);
            entries.add(StreamReplies.entry(id, cursor));
            if (!options.acknowledged()) {
                effects.claimed(key, group, group.deliver(id, consumer, in.now()));
            }
            if (entries.size() == count) {
                break;
            }
        }
        in.engine().keyspace().addDirty(1);
        effects.read(key, group);
        return new Reply.Array(entries);
    }

    /** Gives the consumer again what it has not acknowledged; null stands for what is deleted. */
    private Reply readAgain(StreamValue stream, Consumer consumer, StreamId from, long count) {
        List<Reply> entries = new ArrayList<>();
        Iterator<PendingEntry> pending = consumer.pending().from(from);
        while (pending.hasNext()) {
            PendingEntry next = pending.next();
            Reply entry = StreamReplies.entry(stream, next.id());
            if (entry == null) {
                entries.add(Reply.array(StreamReplies.id(next.id()), Reply.NULL_ARRAY));
            } else {
                entries.add(entry);
                next.deliveredAt(in.now());
                next.setDeliveries(next.deliveries() + 1);
            }
            if (entries.size() == count) {
                break;
            }
        }
        in.engine().keyspace().addDirty(1);
        return new Reply.Array(entries);
    }

    private Consumer consumer(byte[] key, ConsumerGroup group) {
        Consumer present = group.consumer(options.consumer());
        if (present != null) {
            present.seenAt(in.now());
            return present;
        }
        Consumer created = group.createConsumer(options.consumer(), in.now());
        in.changed(KeyspaceEvent.XGROUP_CREATECONSUMER, key);
        effects.created(key, created);
        return created;
    }

    /** Ends the run: what it did is propagated in the command's place. */
    void propagate() {
        effects.end();
    }
}
