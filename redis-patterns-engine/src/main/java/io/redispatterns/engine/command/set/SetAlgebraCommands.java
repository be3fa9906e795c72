package io.redispatterns.engine.command.set;

import static io.redispatterns.engine.command.CommandFlag.DENYOOM;
import static io.redispatterns.engine.command.CommandFlag.READONLY;
import static io.redispatterns.engine.command.CommandFlag.WRITE;

import io.redispatterns.engine.command.ArgReader;
import io.redispatterns.engine.command.CommandTable;
import io.redispatterns.engine.command.Encodings;
import io.redispatterns.engine.command.Errors;
import io.redispatterns.engine.command.Invocation;
import io.redispatterns.engine.command.KeyFlag;
import io.redispatterns.engine.keyspace.KeyspaceEvent;
import io.redispatterns.engine.reply.Reply;
import io.redispatterns.engine.reply.ReplyShape;
import io.redispatterns.engine.type.SetAlgebra;
import io.redispatterns.engine.type.SetLimits;
import io.redispatterns.engine.type.SetValue;
import io.redispatterns.engine.util.Numbers;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** SINTER, SUNION, SDIFF, each with its STORE form, and SINTERCARD. */
final class SetAlgebraCommands {

    private static final String ALL_MEMBERS = "O(N), when N is the number of members of all sets together";
    private static final String SMALLEST_TIMES_SETS =
            "O(N*M), when N is the number of members of the smallest set and M the number of sets";

    private SetAlgebraCommands() {}

    static void register(CommandTable.Family t) {
        registerReaders(t);
        registerWriters(t);
    }

    private static void registerReaders(CommandTable.Family t) {
        t.command("SINTER", "key...")
                .since("1.0.0")
                .flags(READONLY)
                .keys(KeyFlag.RO, KeyFlag.ACCESS)
                .returns(ReplyShape.setOf(ReplyShape.BULK))
                .complexity(SMALLEST_TIMES_SETS)
                .summary("Gives the members that all sets have in common.")
                .tips("nondeterministic_output_order")
                .runs(SetAlgebraCommands::sinter);
        t.command("SINTERCARD", "numkeys:integer key... [LIMIT limit:integer]")
                .since("7.0.0")
                .flags(READONLY)
                .keys(KeyFlag.RO, KeyFlag.ACCESS)
                .returns(ReplyShape.INTEGER)
                .complexity(SMALLEST_TIMES_SETS)
                .summary("Tells how many members all sets have in common.")
                .runs(SetAlgebraCommands::sintercard);
        t.command("SUNION", "key...")
                .since("1.0.0")
                .flags(READONLY)
                .keys(KeyFlag.RO, KeyFlag.ACCESS)
                .returns(ReplyShape.setOf(ReplyShape.BULK))
                .complexity(ALL_MEMBERS)
                .summary("Gives the members that any of the sets has.")
                .tips("nondeterministic_output_order")
                .runs(in -> SetReplies.of(union(in, sets(in, 1, in.argc()))));
        t.command("SDIFF", "key...")
                .since("1.0.0")
                .flags(READONLY)
                .keys(KeyFlag.RO, KeyFlag.ACCESS)
                .returns(ReplyShape.setOf(ReplyShape.BULK))
                .complexity(ALL_MEMBERS)
                .summary("Gives the members of the first set that none of the others has.")
                .tips("nondeterministic_output_order")
                .runs(in -> SetReplies.of(difference(in, sets(in, 1, in.argc()))));
    }

    private static void registerWriters(CommandTable.Family t) {
        t.command("SINTERSTORE", "destination:key key...")
                .since("1.0.0")
                .flags(WRITE, DENYOOM)
                .keys(KeyFlag.RW, KeyFlag.UPDATE)
                .keys(KeyFlag.RO, KeyFlag.ACCESS)
                .returns(ReplyShape.INTEGER)
                .complexity(SMALLEST_TIMES_SETS)
                .summary("Keeps the members that all sets have in common in a key.")
                .runs(in -> store(in, KeyspaceEvent.SINTERSTORE, intersection(in, sets(in, 2, in.argc()))));
        t.command("SUNIONSTORE", "destination:key key...")
                .since("1.0.0")
                .flags(WRITE, DENYOOM)
                .keys(KeyFlag.OW, KeyFlag.UPDATE)
                .keys(KeyFlag.RO, KeyFlag.ACCESS)
                .returns(ReplyShape.INTEGER)
                .complexity(ALL_MEMBERS)
                .summary("Keeps the members that any of the sets has in a key.")
                .runs(in -> store(in, KeyspaceEvent.SUNIONSTORE, union(in, sets(in, 2, in.argc()))));
        t.command("SDIFFSTORE", "destination:key key...")
                .since("1.0.0")
                .flags(WRITE, DENYOOM)
                .keys(KeyFlag.OW, KeyFlag.UPDATE)
                .keys(KeyFlag.RO, KeyFlag.ACCESS)
                .returns(ReplyShape.INTEGER)
                .complexity(ALL_MEMBERS)
                .summary("Keeps the members of the first set that none of the others has in a key.")
                .runs(in -> store(in, KeyspaceEvent.SDIFFSTORE, difference(in, sets(in, 2, in.argc()))));
    }

    /** Several sets; one that is null has no members. */
    private record Sets(List<@Nullable SetValue> all) {

        /** Those that are there, from an index on. */
        List<SetValue> presentFrom(int index) {
            List<SetValue> present = new ArrayList<>(all.size());
            for (SetValue set : all.subList(index, all.size())) {
                if (set != null) {
                    present.add(set);
                }
            }
            return present;
        }

        /** All sets, or none when one is missing: nothing is in all of them then. */
        List<SetValue> allOrNone() {
            List<SetValue> present = presentFrom(0);
            return present.size() == all.size() ? present : List.of();
        }
    }

    /** Reads the sets of the keys from one word up to another; every key's type is checked, also behind one that is missing. */
    private static Sets sets(Invocation in, int from, int to) {
        List<@Nullable SetValue> sets = new ArrayList<>(to - from);
        for (int i = from; i < to; i++) {
            sets.add(in.read(in.arg(i), SetValue.class));
        }
        return new Sets(sets);
    }

    private static Reply sinter(Invocation in) {
        List<SetValue> sets = sets(in, 1, in.argc()).allOrNone();
        if (sets.isEmpty()) {
            return SetReplies.EMPTY;
        }
        List<Reply> common = new ArrayList<>();
        SetAlgebra.intersect(sets, member -> common.add(Reply.of(member)));
        return new Reply.SetReply(common);
    }

    private static Reply sintercard(Invocation in) {
        Long keys = Numbers.parseLong(in.arg(1));
        if (keys == null || keys < 1) {
            throw Errors.of("ERR numkeys should be greater than 0");
        }
        if (keys > in.argc() - 2) {
            throw Errors.of("ERR Number of keys can't be greater than number of args");
        }
        int end = 2 + keys.intValue();
        long limit = limit(in.argsFrom(end));
        List<SetValue> sets = sets(in, 2, end).allOrNone();
        return Reply.of(sets.isEmpty() ? 0 : SetAlgebra.intersectionSize(sets, limit));
    }

    /** Reads the options of SINTERCARD; without a limit, and with 0, everything is counted. */
    private static long limit(ArgReader words) {
        long limit = 0;
        while (words.hasNext()) {
            if (!words.acceptWith("LIMIT", 1)) {
                throw Errors.syntax();
            }
            Long given = Numbers.parseLong(words.next());
            if (given == null || given < 0) {
                throw Errors.of("ERR LIMIT can't be negative");
            }
            limit = given;
        }
        return limit == 0 ? Long.MAX_VALUE : limit;
    }

    private static SetValue intersection(Invocation in, Sets sets) {
        SetValue common = new SetValue();
        List<SetValue> all = sets.allOrNone();
        if (!all.isEmpty()) {
            SetLimits limits = Encodings.set(in.config());
            SetAlgebra.intersect(all, member -> common.add(member, limits));
        }
        return common;
    }

    private static SetValue union(Invocation in, Sets sets) {
        return SetAlgebra.union(sets.presentFrom(0), Encodings.set(in.config()));
    }

    private static SetValue difference(Invocation in, Sets sets) {
        SetValue first = sets.all().get(0);
        return first == null
                ? new SetValue()
                : SetAlgebra.difference(first, sets.presentFrom(1), Encodings.set(in.config()));
    }

    /** Sets the destination to a result, in place of whatever it was; a result without members deletes it. */
    private static Reply store(Invocation in, KeyspaceEvent event, SetValue result) {
        byte[] destination = in.arg(1);
        if (!result.isEmpty()) {
            in.db().set(destination, result, in.now());
            in.changed(event, destination);
        } else if (in.db().lookup(destination, in.now()) != null) {
            in.db().remove(destination);
            in.changed(KeyspaceEvent.DEL, destination);
        }
        return Reply.of(result.size());
    }
}
