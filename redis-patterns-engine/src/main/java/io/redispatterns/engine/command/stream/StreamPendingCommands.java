package io.redispatterns.engine.command.stream;

import static io.redispatterns.engine.command.CommandFlag.READONLY;

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
import io.redispatterns.engine.type.StreamId;
import io.redispatterns.engine.type.StreamValue;
import io.redispatterns.engine.util.Bytes;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** XPENDING. */
final class StreamPendingCommands {

    private static final int MOST_WORDS = 9;

    private StreamPendingCommands() {}

    static void register(CommandTable.Family t) {
        t.command(
                        "XPENDING",
                        "key group [filters={[IDLE min-idle-time:integer@6.2.0] start end count:integer [consumer]}]")
                .since("5.0.0")
                .flags(READONLY)
                .keys(KeyFlag.RO, KeyFlag.ACCESS)
                .returns(ReplyShape.ARRAY)
                .complexity(
                        "O(N), when N is the number of entries to give, or of those looked at with IDLE; without a range O(N)"
                                + " for N consumers")
                .summary("Tells what was given to the consumers of a group and not acknowledged.")
                .tips("nondeterministic_output")
                .runs(StreamPendingCommands::xpending);
    }

    /**
     * Which pending entries are asked for.
     *
     * @param minIdleMillis only those that were given out so long ago
     * @param consumer only this consumer's; null for all
     */
    private record Filter(long minIdleMillis, StreamId from, StreamId to, long count, byte @Nullable [] consumer) {

        static Filter parse(Invocation in) {
            if (in.argc() < 6 || in.argc() > MOST_WORDS) {
                throw Errors.syntax();
            }
            int at = 3;
            long minIdle = 0;
            if (Bytes.equalsIgnoreCase(in.arg(at), "IDLE")) {
                minIdle = ArgReader.toLong(in.arg(at + 1));
                if (in.argc() < 8) {
                    throw Errors.syntax();
                }
                at += 2;
            }
            long count = Math.max(0, ArgReader.toLong(in.arg(at + 2)));
            StreamId from = StreamIds.rangeStart(in.arg(at));
            StreamId to = StreamIds.rangeEnd(in.arg(at + 1));
            return new Filter(minIdle, from, to, count, at + 3 < in.argc() ? in.arg(at + 3) : null);
        }

        boolean admits(PendingEntry entry, long now) {
            return minIdleMillis == 0 || entry.idleMillis(now) >= minIdleMillis;
        }
    }

    private static Reply xpending(Invocation in) {
        if (in.argc() == 3) {
            return summary(group(in));
        }
        Filter filter = Filter.parse(in);
        ConsumerGroup group = group(in);
        if (filter.consumer() == null) {
            return details(group.pending(), filter, in.now());
        }
        Consumer consumer = group.consumer(filter.consumer());
        return consumer == null ? Reply.EMPTY_ARRAY : details(consumer.pending(), filter, in.now());
    }

    private static ConsumerGroup group(Invocation in) {
        StreamValue stream = in.read(in.arg(1), StreamValue.class);
        return ClaimTarget.groupOf(in, stream);
    }

    private static Reply summary(ConsumerGroup group) {
        PendingEntries pending = group.pending();
        if (pending.size() == 0) {
            return Reply.array(Reply.ZERO, Reply.NIL, Reply.NIL, Reply.NULL_ARRAY);
        }
        List<Reply> consumers = new ArrayList<>();
        for (Consumer consumer : group.consumers()) {
            int count = consumer.pending().size();
            if (count > 0) {
                consumers.add(Reply.array(Reply.of(consumer.name()), Reply.of(Bytes.of(count))));
            }
        }
        return Reply.array(
                Reply.of(pending.size()),
                StreamReplies.id(pending.firstId()),
                StreamReplies.id(pending.lastId()),
                new Reply.Array(consumers));
    }

    private static Reply details(PendingEntries pending, Filter filter, long now) {
        List<Reply> found = new ArrayList<>();
        if (filter.count() == 0) {
            return Reply.EMPTY_ARRAY;
        }
        for (PendingEntry entry : pending.between(filter.from(), filter.to())) {
            if (filter.admits(entry, now)) {
                found.add(detail(entry, now));
            }
            if (found.size() == filter.count()) {
                break;
            }
        }
        return new Reply.Array(found);
    }

    private static Reply detail(PendingEntry entry, long now) {
        return Reply.array(
                StreamReplies.id(entry.id()),
                Reply.of(entry.consumer().name()),
                Reply.of(Math.max(0, entry.idleMillis(now))),
                Reply.of(entry.deliveries()));
    }
}
