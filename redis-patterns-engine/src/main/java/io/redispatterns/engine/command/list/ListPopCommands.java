package io.redispatterns.engine.command.list;

import static io.redispatterns.engine.command.CommandFlag.FAST;
import static io.redispatterns.engine.command.CommandFlag.WRITE;

import io.redispatterns.engine.command.CommandRow;
import io.redispatterns.engine.command.CommandTable;
import io.redispatterns.engine.command.Errors;
import io.redispatterns.engine.command.Invocation;
import io.redispatterns.engine.command.KeyFlag;
import io.redispatterns.engine.reply.Reply;
import io.redispatterns.engine.reply.ReplyShape;
import io.redispatterns.engine.type.ListValue;
import io.redispatterns.engine.util.Numbers;

/** LPOP, RPOP. */
final class ListPopCommands {

    private ListPopCommands() {}

    static void register(CommandTable.Family t) {
        row(t, "LPOP")
                .summary("Removes the first element of a list, or several, and gives them.")
                .runs(in -> pop(in, ListEnd.LEFT));
        row(t, "RPOP")
                .summary("Removes the last element of a list, or several, and gives them.")
                .runs(in -> pop(in, ListEnd.RIGHT));
    }

    /** Writes what the rows have in common. */
    private static CommandRow row(CommandTable.Family t, String name) {
        return t.command(name, "key [count:integer]@6.2.0")
                .since("1.0.0")
                .flags(WRITE, FAST)
                .keys(KeyFlag.RW, KeyFlag.ACCESS, KeyFlag.DELETE)
                .returns(ReplyShape.BULK
                        .or(ReplyShape.NIL)
                        .or(ReplyShape.arrayOf(ReplyShape.BULK))
                        .or(ReplyShape.NULL_ARRAY))
                .complexity("O(N), when N is the number of elements to remove");
    }

    private static Reply pop(Invocation in, ListEnd end) {
        if (in.argc() > 3) {
            throw Errors.wrongArity(in.command().fullName());
        }
        byte[] key = in.arg(1);
        if (in.argc() == 2) {
            ListValue list = in.edit(key, ListValue.class);
            return list == null ? Reply.NIL : Reply.of(end.pop(in, key, list));
        }
        long count = count(in.arg(2));
        ListValue list = in.edit(key, ListValue.class);
        if (list == null) {
            return Reply.NULL_ARRAY;
        }
        return count == 0 ? Reply.EMPTY_ARRAY : new Reply.Array(end.pop(in, key, list, count));
    }

    private static long count(byte[] word) {
        Long count = Numbers.parseLong(word);
        if (count == null || count < 0) {
            throw Errors.of("ERR value is out of range, must be positive");
        }
        return count;
    }
}
