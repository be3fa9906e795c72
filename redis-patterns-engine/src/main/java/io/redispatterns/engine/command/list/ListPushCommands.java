package io.redispatterns.engine.command.list;

import static io.redispatterns.engine.command.CommandFlag.DENYOOM;
import static io.redispatterns.engine.command.CommandFlag.FAST;
import static io.redispatterns.engine.command.CommandFlag.WRITE;

import io.redispatterns.engine.command.CommandRow;
import io.redispatterns.engine.command.CommandTable;
import io.redispatterns.engine.command.Invocation;
import io.redispatterns.engine.command.KeyFlag;
import io.redispatterns.engine.reply.Reply;
import io.redispatterns.engine.reply.ReplyShape;
import io.redispatterns.engine.type.ListValue;

/** LPUSH, RPUSH, LPUSHX, RPUSHX. */
final class ListPushCommands {

    private ListPushCommands() {}

    static void register(CommandTable.Family t) {
        row(t, "LPUSH")
                .since("1.0.0")
                .summary("Adds elements in front of a list, one after the other, and gives its new length.")
                .runs(in -> push(in, ListEnd.LEFT));
        row(t, "RPUSH")
                .since("1.0.0")
                .summary("Adds elements behind a list, one after the other, and gives its new length.")
                .runs(in -> push(in, ListEnd.RIGHT));
        row(t, "LPUSHX")
                .since("2.2.0")
                .summary("Adds elements in front of a list, provided that there is one.")
                .runs(in -> pushIfThere(in, ListEnd.LEFT));
        row(t, "RPUSHX")
                .since("2.2.0")
                .summary("Adds elements behind a list, provided that there is one.")
                .runs(in -> pushIfThere(in, ListEnd.RIGHT));
    }

    /** Writes what the rows have in common. */
    private static CommandRow row(CommandTable.Family t, String name) {
        return t.command(name, "key element...")
                .flags(WRITE, DENYOOM, FAST)
                .keys(KeyFlag.RW, KeyFlag.INSERT)
                .returns(ReplyShape.INTEGER)
                .complexity("O(N), when N is the number of elements to add");
    }

    private static Reply push(Invocation in, ListEnd end) {
        return add(in, end, ListKeys.editOrCreate(in, in.arg(1)));
    }

    private static Reply pushIfThere(Invocation in, ListEnd end) {
        ListValue list = in.edit(in.arg(1), ListValue.class);
        return list == null ? Reply.ZERO : add(in, end, list);
    }

    private static Reply add(Invocation in, ListEnd end, ListValue list) {
        for (int i = 2; i < in.argc(); i++) {
            end.add(list, in.arg(i));
        }
        in.changed(end.pushed(), in.arg(1));
        return Reply.of(list.size());
    }
}
