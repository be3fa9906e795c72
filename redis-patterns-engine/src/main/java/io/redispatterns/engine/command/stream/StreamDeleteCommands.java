package io.redispatterns.engine.command.stream;

import static io.redispatterns.engine.command.CommandFlag.FAST;
import static io.redispatterns.engine.command.CommandFlag.WRITE;

import io.redispatterns.engine.command.CommandTable;
import io.redispatterns.engine.command.Invocation;
import io.redispatterns.engine.command.KeyFlag;
import io.redispatterns.engine.keyspace.KeyspaceEvent;
import io.redispatterns.engine.reply.Reply;
import io.redispatterns.engine.reply.ReplyShape;
import io.redispatterns.engine.type.StreamId;
import io.redispatterns.engine.type.StreamValue;
import java.util.ArrayList;
import java.util.List;

/** XDEL, XTRIM. */
final class StreamDeleteCommands {

    private StreamDeleteCommands() {}

    static void register(CommandTable.Family t) {
        t.command("XDEL", "key id...")
                .since("5.0.0")
                .flags(WRITE, FAST)
                .keys(KeyFlag.RW, KeyFlag.DELETE)
                .returns(ReplyShape.INTEGER)
                .complexity("O(1) for each entry")
                .summary("Deletes entries of a stream and tells how many were there.")
                .runs(StreamDeleteCommands::xdel);
        t.command(
                        "XTRIM",
                        "key trim={strategy=(MAXLEN|MINID@6.2.0) [operator=(equal='='|approximately=~)] threshold"
                                + " [LIMIT count:integer@6.2.0]}")
                .since("5.0.0")
                .flags(WRITE)
                .keys(KeyFlag.RW, KeyFlag.DELETE)
                .returns(ReplyShape.INTEGER)
                .complexity("O(N), when N is the number of entries removed, and small for many at once")
                .summary("Removes the first entries of a stream, beyond a length or below an id.")
                .tips("nondeterministic_output")
                .runs(StreamDeleteCommands::xtrim);
    }

    private static Reply xdel(Invocation in) {
        StreamValue stream = in.edit(in.arg(1), StreamValue.class);
        if (stream == null) {
            return Reply.ZERO;
        }
        List<StreamId> ids = ids(in, 2);
        long deleted = 0;
        for (StreamId id : ids) {
            if (stream.delete(id)) {
                deleted++;
            }
        }
        if (deleted > 0) {
            in.changed(KeyspaceEvent.XDEL, in.arg(1));
        }
        return Reply.of(deleted);
    }

    /** Reads all ids before the first of them is used. */
    static List<StreamId> ids(Invocation in, int from) {
        List<StreamId> ids = new ArrayList<>(in.argc() - from);
        for (int i = from; i < in.argc(); i++) {
            ids.add(StreamIds.parse(in.arg(i)));
        }
        return ids;
    }

    private static Reply xtrim(Invocation in) {
        TrimOptions options = TrimOptions.ofTrim(in);
        StreamValue stream = in.edit(in.arg(1), StreamValue.class);
        long trimmed = stream == null ? 0 : options.trim(stream);
        if (stream != null && trimmed > 0) {
            in.changed(KeyspaceEvent.XTRIM, in.arg(1));
            if (in.isPropagated() && options.isApproximate()) {
                in.propagateAs(options.effect(stream));
            }
        }
        return Reply.of(trimmed);
    }
}
