package io.redispatterns.engine.command.list;

import static io.redispatterns.engine.command.CommandFlag.FAST;
import static io.redispatterns.engine.command.CommandFlag.READONLY;

import io.redispatterns.engine.command.ArgReader;
import io.redispatterns.engine.command.CommandTable;
import io.redispatterns.engine.command.Invocation;
import io.redispatterns.engine.command.KeyFlag;
import io.redispatterns.engine.reply.Reply;
import io.redispatterns.engine.reply.ReplyShape;
import io.redispatterns.engine.type.ListValue;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** LLEN, LINDEX, LRANGE, LPOS. */
final class ListReadCommands {

    private ListReadCommands() {}

    static void register(CommandTable.Family t) {
        t.command("LLEN", "key")
                .since("1.0.0")
                .flags(READONLY, FAST)
                .keys(KeyFlag.RO)
                .returns(ReplyShape.INTEGER)
                .complexity("O(1)")
                .summary("Gives the number of elements of a list.")
                .runs(ListReadCommands::llen);
        t.command("LINDEX", "key index:integer")
                .since("1.0.0")
                .flags(READONLY)
                .keys(KeyFlag.RO, KeyFlag.ACCESS)
                .returns(ReplyShape.BULK.or(ReplyShape.NIL))
                .complexity("O(N), when N is the number of elements between the one asked for and the nearer end")
                .summary("Gives the element at an index of a list, negative from the end.")
                .runs(ListReadCommands::lindex);
        t.command("LRANGE", "key start:integer stop:integer")
                .since("1.0.0")
                .flags(READONLY)
                .keys(KeyFlag.RO, KeyFlag.ACCESS)
                .returns(ReplyShape.arrayOf(ReplyShape.BULK))
                .complexity(
                        "O(S+N), when S is the distance of the range from the nearer end and N its number of elements")
                .summary("Gives the elements of a list between two indexes, both included.")
                .runs(ListReadCommands::lrange);
        t.command("LPOS", "key element [RANK rank:integer] [COUNT 'num-matches':integer] [MAXLEN len:integer]")
                .since("6.0.6")
                .flags(READONLY)
                .keys(KeyFlag.RO, KeyFlag.ACCESS)
                .returns(ReplyShape.INTEGER.or(ReplyShape.NIL).or(ReplyShape.arrayOf(ReplyShape.INTEGER)))
                .complexity("O(N), when N is the number of elements to look at")
                .summary("Gives the index of an element of a list, or the indexes of several that are equal to it.")
                .runs(ListReadCommands::lpos);
    }

    private static Reply llen(Invocation in) {
        ListValue list = read(in);
        return Reply.of(list == null ? 0 : list.size());
    }

    private static Reply lindex(Invocation in) {
        ListValue list = read(in);
        if (list == null) {
            return Reply.NIL;
        }
        int index = ListRange.index(ArgReader.toLong(in.arg(2)), list.size());
        return index < 0 ? Reply.NIL : Reply.of(list.get(index));
    }

    private static Reply lrange(Invocation in) {
        long start = ArgReader.toLong(in.arg(2));
        long stop = ArgReader.toLong(in.arg(3));
        ListValue list = read(in);
        if (list == null) {
            return Reply.EMPTY_ARRAY;
        }
        ListRange range = ListRange.of(start, stop, list.size());
        List<Reply> elements = new ArrayList<>(range.count());
        list.forEach(range.from(), range.count(), element -> elements.add(Reply.of(element)));
        return new Reply.Array(elements);
    }

    private static Reply lpos(Invocation in) {
        PositionOptions options = PositionOptions.parse(in.argsFrom(3));
        ListValue list = read(in);
        return options.reply(list, in.arg(2));
    }

    private static @Nullable ListValue read(Invocation in) {
        return in.read(in.arg(1), ListValue.class);
    }
}
