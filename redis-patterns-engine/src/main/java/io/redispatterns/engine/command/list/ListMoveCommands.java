package io.redispatterns.engine.command.list;

import static io.redispatterns.engine.command.CommandFlag.BLOCKING;
import static io.redispatterns.engine.command.CommandFlag.DENYOOM;
import static io.redispatterns.engine.command.CommandFlag.NOSCRIPT;
import static io.redispatterns.engine.command.CommandFlag.WRITE;

import io.redispatterns.engine.command.ArgReader;
import io.redispatterns.engine.command.CommandFlag;
import io.redispatterns.engine.command.CommandRow;
import io.redispatterns.engine.command.CommandTable;
import io.redispatterns.engine.command.Invocation;
import io.redispatterns.engine.command.KeyFlag;
import io.redispatterns.engine.command.Timeouts;
import io.redispatterns.engine.reply.Blocked;
import io.redispatterns.engine.reply.Outcome;
import io.redispatterns.engine.reply.Reply;
import io.redispatterns.engine.reply.ReplyShape;
import io.redispatterns.engine.type.ListValue;
import io.redispatterns.engine.util.Bytes;
import java.util.List;

/** LMOVE, RPOPLPUSH, and BLMOVE and BRPOPLPUSH, which wait for an element. */
final class ListMoveCommands {

    private static final byte[] LMOVE = Bytes.of("LMOVE");
    private static final byte[] RPOPLPUSH = Bytes.of("RPOPLPUSH");
    private static final String KEYS = "source:key destination:key";
    private static final String ENDS = " wherefrom=(LEFT|RIGHT) whereto=(LEFT|RIGHT)";

    private ListMoveCommands() {}

    /** From which end of a list to which end of the other an element goes. */
    private record Ends(ListEnd from, ListEnd to) {

        static final Ends OF_RPOPLPUSH = new Ends(ListEnd.RIGHT, ListEnd.LEFT);

        static Ends parse(Invocation in) {
            ArgReader args = in.argsFrom(3);
            return new Ends(ListEnd.parse(args), ListEnd.parse(args));
        }
    }

    static void register(CommandTable.Family t) {
        row(t, "LMOVE", KEYS + ENDS, WRITE, DENYOOM)
                .since("6.2.0")
                .returns(ReplyShape.BULK.or(ReplyShape.NIL))
                .summary("Moves the first or last element of a list to an end of another one, and gives it.")
                .runs(in -> move(in, Ends.parse(in)));
        row(t, "RPOPLPUSH", KEYS, WRITE, DENYOOM)
                .since("1.2.0")
                .returns(ReplyShape.BULK.or(ReplyShape.NIL))
                .deprecated("6.2.0", "`LMOVE` with the `RIGHT` and `LEFT` arguments")
                .summary("Moves the last element of a list to the front of another one, and gives it.")
                .runs(in -> move(in, Ends.OF_RPOPLPUSH));
        row(t, "BLMOVE", KEYS + ENDS + " timeout:double", WRITE, DENYOOM, NOSCRIPT, BLOCKING)
                .since("6.2.0")
                .returns(ReplyShape.BULK.or(ReplyShape.NIL).or(ReplyShape.NULL_ARRAY))
                .summary("Moves an element from a list to another one and gives it; waits until there is one.")
                .runs(ListMoveCommands::blmove);
        row(t, "BRPOPLPUSH", KEYS + " timeout:double", WRITE, DENYOOM, NOSCRIPT, BLOCKING)
                .since("2.2.0")
                .returns(ReplyShape.BULK.or(ReplyShape.NIL).or(ReplyShape.NULL_ARRAY))
                .deprecated("6.2.0", "`BLMOVE` with the `RIGHT` and `LEFT` arguments")
                .summary(
                        "Moves the last element of a list to the front of another one and gives it; waits until there is one.")
                .runs(ListMoveCommands::brpoplpush);
    }

    /** Writes what the rows have in common. */
    private static CommandRow row(CommandTable.Family t, String name, String syntax, CommandFlag... flags) {
        return t.command(name, syntax)
                .flags(flags)
                .keys(KeyFlag.RW, KeyFlag.ACCESS, KeyFlag.DELETE)
                .keys(KeyFlag.RW, KeyFlag.INSERT)
                .complexity("O(1)");
    }

    private static Reply move(Invocation in, Ends ends) {
        ListValue source = in.edit(in.arg(1), ListValue.class);
        return source == null ? Reply.NIL : Reply.of(move(in, ends, source));
    }

    private static Outcome blmove(Invocation in) {
        Ends ends = Ends.parse(in);
        long timeoutMillis = Timeouts.seconds(in.arg(5));
        ListValue source = ListKeys.editOrWait(in, in.arg(1));
        if (source == null) {
            return wait(in, timeoutMillis);
        }
        byte[] moved = move(in, ends, source);
        in.propagateAs(LMOVE, in.arg(1), in.arg(2), in.arg(3), in.arg(4));
        return Reply.of(moved);
    }

    private static Outcome brpoplpush(Invocation in) {
        long timeoutMillis = Timeouts.seconds(in.arg(3));
        ListValue source = ListKeys.editOrWait(in, in.arg(1));
        if (source == null) {
            return wait(in, timeoutMillis);
        }
        byte[] moved = move(in, Ends.OF_RPOPLPUSH, source);
        in.propagateAs(RPOPLPUSH, in.arg(1), in.arg(2));
        return Reply.of(moved);
    }

    /** A transaction may not wait; its reply has another null than that of a wait which is over. */
    private static Outcome wait(Invocation in, long timeoutMillis) {
        return in.client().transaction().isRunning()
                ? Reply.NIL
                : new Blocked(List.of(in.arg(1)), timeoutMillis, Reply.NULL_ARRAY);
    }

    /** Takes the element before the destination is made: so a list of one element may go round in itself. */
    private static byte[] move(Invocation in, Ends ends, ListValue source) {
        byte[] to = in.arg(2);
        ListValue present = in.edit(to, ListValue.class);
        byte[] element = ends.from().remove(source);
        ListValue destination = present == null ? ListKeys.editOrCreate(in, to) : present;
        ends.to().add(destination, element);
        in.changed(ends.to().pushed(), to);
        in.changed(ends.from().popped(), in.arg(1));
        in.removeIfEmpty(in.arg(1), source);
        return element;
    }
}
