package io.redispatterns.engine.command.list;

import static io.redispatterns.engine.command.CommandFlag.DENYOOM;
import static io.redispatterns.engine.command.CommandFlag.WRITE;

import io.redispatterns.engine.command.ArgReader;
import io.redispatterns.engine.command.CommandTable;
import io.redispatterns.engine.command.Errors;
import io.redispatterns.engine.command.Invocation;
import io.redispatterns.engine.command.KeyFlag;
import io.redispatterns.engine.keyspace.KeyspaceEvent;
import io.redispatterns.engine.reply.Reply;
import io.redispatterns.engine.reply.ReplyShape;
import io.redispatterns.engine.type.ListSearch;
import io.redispatterns.engine.type.ListValue;
import org.jspecify.annotations.Nullable;

/** LSET, LINSERT, LREM, LTRIM. */
final class ListEditCommands {

    private ListEditCommands() {}

    static void register(CommandTable.Family t) {
        t.command("LSET", "key index:integer element")
                .since("1.0.0")
                .flags(WRITE, DENYOOM)
                .keys(KeyFlag.RW, KeyFlag.UPDATE)
                .returns(ReplyShape.OK)
                .complexity("O(N), when N is the number of elements between the one to set and the nearer end")
                .summary("Sets the element at an index of a list, negative from the end.")
                .runs(ListEditCommands::lset);
        t.command("LINSERT", "key where=(BEFORE|AFTER) pivot element")
                .since("2.2.0")
                .flags(WRITE, DENYOOM)
                .keys(KeyFlag.RW, KeyFlag.INSERT)
                .returns(ReplyShape.INTEGER)
                .complexity("O(N), when N is the number of elements up to the pivot")
                .summary("Inserts an element before or after the first one that is equal to a given one.")
                .runs(ListEditCommands::linsert);
        t.command("LREM", "key count:integer element")
                .since("1.0.0")
                .flags(WRITE)
                .keys(KeyFlag.RW, KeyFlag.DELETE)
                .returns(ReplyShape.INTEGER)
                .complexity("O(N), when N is the number of elements of the list")
                .summary("Removes elements that are equal to a given one: the first ones, the last ones, or all.")
                .runs(ListEditCommands::lrem);
        t.command("LTRIM", "key start:integer stop:integer")
                .since("1.0.0")
                .flags(WRITE)
                .keys(KeyFlag.RW, KeyFlag.DELETE)
                .returns(ReplyShape.OK)
                .complexity("O(N), when N is the number of elements to remove")
                .summary("Removes all elements of a list but those between two indexes.")
                .runs(ListEditCommands::ltrim);
    }

    private static Reply lset(Invocation in) {
        ListValue list = edit(in);
        if (list == null) {
            throw Errors.noSuchKey();
        }
        int index = ListRange.index(ArgReader.toLong(in.arg(2)), list.size());
        if (index < 0) {
            throw Errors.of("ERR index out of range");
        }
        list.set(index, in.arg(3));
        in.changed(KeyspaceEvent.LSET, in.arg(1));
        return Reply.OK;
    }

    private static Reply linsert(Invocation in) {
        ArgReader args = in.argsFrom(2);
        boolean after = args.accept("AFTER");
        if (!after && !args.accept("BEFORE")) {
            throw Errors.syntax();
        }
        ListValue list = edit(in);
        if (list == null) {
            return Reply.ZERO;
        }
        ListSearch search = list.search(args.next(), false, Long.MAX_VALUE);
        if (search.next() == ListSearch.NONE) {
            return Reply.of(-1);
        }
        if (after) {
            search.insertAfter(args.next());
        } else {
            search.insertBefore(args.next());
        }
        in.changed(KeyspaceEvent.LINSERT, in.arg(1));
        return Reply.of(list.size());
    }

    private static Reply lrem(Invocation in) {
        long count = ArgReader.toLong(in.arg(2));
        ListValue list = edit(in);
        int removed = list == null ? 0 : remove(list, in.arg(3), count);
        if (list != null && removed > 0) {
            in.changed(KeyspaceEvent.LREM, in.arg(1));
            in.removeIfEmpty(in.arg(1), list);
        }
        return Reply.of(removed);
    }

    /** Removes so many elements from the front, or from the end if the number is negative, or all if it is 0 or cannot be negated. */
    private static int remove(ListValue list, byte[] element, long count) {
        ListSearch search = list.search(element, count < 0, Long.MAX_VALUE);
        long wanted = count == 0 || count == Long.MIN_VALUE ? Long.MAX_VALUE : Math.abs(count);
        int removed = 0;
        while (removed < wanted && search.next() != ListSearch.NONE) {
            search.remove();
            removed++;
        }
        return removed;
    }

    private static Reply ltrim(Invocation in) {
        long start = ArgReader.toLong(in.arg(2));
        long stop = ArgReader.toLong(in.arg(3));
        ListValue list = edit(in);
        if (list == null) {
            return Reply.OK;
        }
        ListRange kept = ListRange.of(start, stop, list.size());
        int behind = list.size() - kept.from() - kept.count();
        list.removeFirst(kept.from());
        list.removeLast(behind);
        in.changed(KeyspaceEvent.LTRIM, in.arg(1));
        in.removeIfEmpty(in.arg(1), list);
        return Reply.OK;
    }

    private static @Nullable ListValue edit(Invocation in) {
        return in.edit(in.arg(1), ListValue.class);
    }
}
