package io.redispatterns.engine.command.stream;

import static io.redispatterns.engine.command.CommandFlag.READONLY;

import io.redispatterns.engine.command.ArgReader;
import io.redispatterns.engine.command.CommandTable;
import io.redispatterns.engine.command.Invocation;
import io.redispatterns.engine.command.KeyFlag;
import io.redispatterns.engine.reply.Reply;
import io.redispatterns.engine.reply.ReplyShape;
import io.redispatterns.engine.type.StreamId;
import io.redispatterns.engine.type.StreamValue;

/** XRANGE, XREVRANGE. */
final class StreamRangeCommands {

    private static final long ALL = 0;

    private StreamRangeCommands() {}

    static void register(CommandTable.Family t) {
        t.command("XRANGE", "key start end [COUNT count:integer]")
                .since("5.0.0")
                .flags(READONLY)
                .keys(KeyFlag.RO, KeyFlag.ACCESS)
                .returns(ReplyShape.ARRAY.or(ReplyShape.NULL_ARRAY))
                .complexity("O(N), when N is the number of entries to give")
                .summary("Gives the entries of a stream from one id to another.")
                .runs(in -> range(in, false));
        t.command("XREVRANGE", "key end start [COUNT count:integer]")
                .since("5.0.0")
                .flags(READONLY)
                .keys(KeyFlag.RO, KeyFlag.ACCESS)
                .returns(ReplyShape.ARRAY.or(ReplyShape.NULL_ARRAY))
                .complexity("O(N), when N is the number of entries to give")
                .summary("Gives the entries of a stream from one id to another, the last one first.")
                .runs(in -> range(in, true));
    }

    private static Reply range(Invocation in, boolean backwards) {
        StreamId from = StreamIds.rangeStart(in.arg(backwards ? 3 : 2));
        StreamId to = StreamIds.rangeEnd(in.arg(backwards ? 2 : 3));
        boolean isLimited = in.argc() > 4;
        long count = isLimited ? count(in.argsFrom(4)) : ALL;
        StreamValue stream = in.read(in.arg(1), StreamValue.class);
        if (stream == null) {
            return Reply.EMPTY_ARRAY;
        }
        if (isLimited && count == 0) {
            return Reply.NULL_ARRAY;
        }
        return StreamReplies.entries(backwards ? stream.reverseCursor(from, to) : stream.cursor(from, to), count);
    }

    private static long count(ArgReader args) {
        long count = 0;
        while (args.hasNext()) {
            if (!args.acceptWith("COUNT", 1)) {
                throw args.syntaxError();
            }
            count = Math.max(0, args.nextLong());
        }
        return count;
    }
}
