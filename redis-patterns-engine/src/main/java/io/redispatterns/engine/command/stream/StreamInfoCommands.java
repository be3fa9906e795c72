package io.redispatterns.engine.command.stream;

import static io.redispatterns.engine.command.CommandFlag.READONLY;

import io.redispatterns.engine.command.AclCategory;
import io.redispatterns.engine.command.ArgReader;
import io.redispatterns.engine.command.CommandTable;
import io.redispatterns.engine.command.Errors;
import io.redispatterns.engine.command.Invocation;
import io.redispatterns.engine.command.KeyFlag;
import io.redispatterns.engine.reply.Reply;
import io.redispatterns.engine.reply.ReplyShape;
import io.redispatterns.engine.type.Consumer;
import io.redispatterns.engine.type.ConsumerGroup;
import io.redispatterns.engine.type.PendingEntries;
import io.redispatterns.engine.type.PendingEntry;
import io.redispatterns.engine.type.StreamCursor;
import io.redispatterns.engine.type.StreamId;
import io.redispatterns.engine.type.StreamValue;
import java.util.ArrayList;
import java.util.List;

/** XINFO. */
final class StreamInfoCommands {

    private static final long DEFAULT_COUNT = 10;

    private StreamInfoCommands() {}

    static void register(CommandTable.Family t) {
        t.command("XINFO", "")
                .since("5.0.0")
                .complexity("Depends on subcommand.")
                .summary("Tells about streams, their groups and the groups' consumers.")
                .contains(StreamInfoCommands::subcommands);
    }

    private static void subcommands(CommandTable.Family t) {
        t.command("STREAM", "key [FULL full={[COUNT count:integer]}]")
                .since("5.0.0")
                .flags(READONLY)
                .keys(KeyFlag.RO, KeyFlag.ACCESS)
                .returns(ReplyShape.MAP)
                .complexity("O(N), when N is the number of entries to give and of nodes of the stream")
                .summary("Tells about a stream; with FULL also its entries, its groups and what is pending.")
                .runs(StreamInfoCommands::stream);
        t.command("GROUPS", "key")
                .since("5.0.0")
                .flags(READONLY)
                .keys(KeyFlag.RO, KeyFlag.ACCESS)
                .returns(ReplyShape.arrayOf(ReplyShape.MAP))
                .complexity("O(N), when N is the number of groups")
                .summary("Tells about the groups of a stream.")
                .runs(StreamInfoCommands::groups);
        t.command("CONSUMERS", "key groupname")
                .since("5.0.0")
                .flags(READONLY)
                .keys(KeyFlag.RO, KeyFlag.ACCESS)
                .returns(ReplyShape.arrayOf(ReplyShape.MAP))
                .complexity("O(N), when N is the number of consumers")
                .summary("Tells about the consumers of a group.")
                .tips("nondeterministic_output")
                .runs(StreamInfoCommands::consumers);
        t.help("5.0.0", AclCategory.STREAM);
    }

    /** A map being written, names in their order. */
    private static final class Facts {

        private final List<Reply> items = new ArrayList<>();

        Facts put(String name, Reply value) {
            items.add(Reply.of(name));
            items.add(value);
            return this;
        }

        Facts put(String name, long value) {
            return put(name, Reply.of(value));
        }

        Facts put(String name, StreamId value) {
            return put(name, StreamReplies.id(value));
        }

        /** Puts the counters of a group, which it may be that nobody knows. */
        Facts putCounters(ConsumerGroup group, StreamValue stream) {
            long read = group.entriesRead();
            Long lag = group.lag(stream);
            return put("entries-read", read == ConsumerGroup.UNKNOWN ? Reply.NIL : Reply.of(read))
                    .put("lag", lag == null ? Reply.NIL : Reply.of(lag.longValue()));
        }

        Reply reply() {
            return new Reply.MapReply(items);
        }
    }

    private static Reply stream(Invocation in) {
        StreamValue stream = read(in);
        if (in.argc() == 3) {
            return summary(stream);
        }
        ArgReader args = in.argsFrom(3);
        boolean full = args.accept("FULL");
        boolean counted = args.acceptWith("COUNT", 1);
        if (!full || args.remaining() != (counted ? 1 : 0)) {
            throw Errors.subcommandSyntax("xinfo", in.arg(1));
        }
        long count = counted ? args.nextLong() : DEFAULT_COUNT;
        return full(stream, count < 0 ? DEFAULT_COUNT : count);
    }

    private static StreamValue read(Invocation in) {
        StreamValue stream = in.read(in.arg(2), StreamValue.class);
        if (stream == null) {
            throw Errors.noSuchKey();
        }
        return stream;
    }

    private static Facts facts(StreamValue stream) {
        return new Facts()
                .put("length", stream.length())
                .put("radix-tree-keys", stream.nodeCount())
                .put("radix-tree-nodes", stream.radixTreeNodes())
                .put("last-generated-id", stream.lastId())
                .put("max-deleted-entry-id", stream.maxDeletedId())
                .put("entries-added", stream.entriesAdded())
                .put("recorded-first-entry-id", stream.firstId());
    }

    private static Reply summary(StreamValue stream) {
        return facts(stream)
                .put("groups", stream.groups().size())
                .put("first-entry", entryOrNil(stream.cursor(StreamId.MIN, StreamId.MAX)))
                .put("last-entry", entryOrNil(stream.reverseCursor(StreamId.MIN, StreamId.MAX)))
                .reply();
    }

    private static Reply entryOrNil(StreamCursor cursor) {
        return cursor.next() ? StreamReplies.entry(cursor) : Reply.NIL;
    }

    /** Everything about a stream, up to a number of entries of each kind; 0 is any number. */
    private static Reply full(StreamValue stream, long count) {
        List<Reply> groups = new ArrayList<>();
        for (ConsumerGroup group : stream.groups()) {
            groups.add(full(stream, group, count));
        }
        return facts(stream)
                .put("entries", StreamReplies.entries(stream.cursor(StreamId.MIN, StreamId.MAX), count))
                .put("groups", new Reply.Array(groups))
                .reply();
    }

    private static Reply full(StreamValue stream, ConsumerGroup group, long count) {
        List<Reply> consumers = new ArrayList<>();
        for (Consumer consumer : group.consumers()) {
            consumers.add(new Facts()
                    .put("name", Reply.of(consumer.name()))
                    .put("seen-time", consumer.seenAtMillis())
                    .put("pel-count", consumer.pending().size())
                    .put("pending", pending(consumer.pending(), count, false))
                    .reply());
        }
        return new Facts()
                .put("name", Reply.of(group.name()))
                .put("last-delivered-id", group.lastId())
                .putCounters(group, stream)
                .put("pel-count", group.pending().size())
                .put("pending", pending(group.pending(), count, true))
                .put("consumers", new Reply.Array(consumers))
                .reply();
    }

    private static Reply pending(PendingEntries pending, long count, boolean withConsumer) {
        List<Reply> entries = new ArrayList<>();
        for (PendingEntry entry : pending.between(StreamId.MIN, StreamId.MAX)) {
            List<Reply> facts = new ArrayList<>(4);
            facts.add(StreamReplies.id(entry.id()));
            if (withConsumer) {
                facts.add(Reply.of(entry.consumer().name()));
            }
            facts.add(Reply.of(entry.deliveredAtMillis()));
            facts.add(Reply.of(entry.deliveries()));
            entries.add(new Reply.Array(facts));
            if (entries.size() == count) {
                break;
            }
        }
        return new Reply.Array(entries);
    }

    private static Reply groups(Invocation in) {
        StreamValue stream = read(in);
        List<Reply> groups = new ArrayList<>();
        for (ConsumerGroup group : stream.groups()) {
            groups.add(new Facts()
                    .put("name", Reply.of(group.name()))
                    .put("consumers", group.consumers().size())
                    .put("pending", group.pending().size())
                    .put("last-delivered-id", group.lastId())
                    .putCounters(group, stream)
                    .reply());
        }
        return new Reply.Array(groups);
    }

    private static Reply consumers(Invocation in) {
        ConsumerGroup group = read(in).group(in.arg(3));
        if (group == null) {
            throw StreamGroupCommands.noGroup(in);
        }
        List<Reply> consumers = new ArrayList<>();
        for (Consumer consumer : group.consumers()) {
            consumers.add(new Facts()
                    .put("name", Reply.of(consumer.name()))
                    .put("pending", consumer.pending().size())
                    .put("idle", Math.max(0, in.now() - consumer.seenAtMillis()))
                    .reply());
        }
        return new Reply.Array(consumers);
    }
}
