package io.redispatterns.engine.command.set;

import static io.redispatterns.engine.command.CommandFlag.DENYOOM;
import static io.redispatterns.engine.command.CommandFlag.FAST;
import static io.redispatterns.engine.command.CommandFlag.READONLY;
import static io.redispatterns.engine.command.CommandFlag.WRITE;

import io.redispatterns.engine.command.CommandTable;
import io.redispatterns.engine.command.Encodings;
import io.redispatterns.engine.command.Invocation;
import io.redispatterns.engine.command.KeyFlag;
import io.redispatterns.engine.command.ScanOptions;
import io.redispatterns.engine.keyspace.KeyspaceEvent;
import io.redispatterns.engine.reply.Reply;
import io.redispatterns.engine.reply.ReplyShape;
import io.redispatterns.engine.type.SetLimits;
import io.redispatterns.engine.type.SetValue;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** SADD, SREM, SMOVE, SISMEMBER, SMISMEMBER, SCARD, SMEMBERS, SSCAN. */
final class SetMemberCommands {

    private SetMemberCommands() {}

    static void register(CommandTable.Family t) {
        registerWriters(t);
        registerReaders(t);
    }

    private static void registerWriters(CommandTable.Family t) {
        t.command("SADD", "key member...")
                .since("1.0.0")
                .flags(WRITE, DENYOOM, FAST)
                .keys(KeyFlag.RW, KeyFlag.INSERT)
                .returns(ReplyShape.INTEGER)
                .complexity("O(N), when N is the number of members to add")
                .summary("Adds members to a set and tells how many of them are new.")
                .runs(SetMemberCommands::sadd);
        t.command("SREM", "key member...")
                .since("1.0.0")
                .flags(WRITE, FAST)
                .keys(KeyFlag.RW, KeyFlag.DELETE)
                .returns(ReplyShape.INTEGER)
                .complexity("O(N), when N is the number of members to remove")
                .summary("Removes members from a set, and the set with its last member.")
                .runs(SetMemberCommands::srem);
        t.command("SMOVE", "source:key destination:key member")
                .since("1.0.0")
                .flags(WRITE, FAST)
                .keys(KeyFlag.RW, KeyFlag.ACCESS, KeyFlag.DELETE)
                .keys(KeyFlag.RW, KeyFlag.INSERT)
                .returns(ReplyShape.INTEGER)
                .complexity("O(1)")
                .summary("Moves a member from one set to another.")
                .runs(SetMemberCommands::smove);
    }

    private static void registerReaders(CommandTable.Family t) {
        t.command("SISMEMBER", "key member")
                .since("1.0.0")
                .flags(READONLY, FAST)
                .keys(KeyFlag.RO)
                .returns(ReplyShape.INTEGER)
                .complexity("O(1)")
                .summary("Tells whether a set has a member.")
                .runs(in -> Reply.of(isMember(read(in), in.arg(2))));
        t.command("SMISMEMBER", "key member...")
                .since("6.2.0")
                .flags(READONLY, FAST)
                .keys(KeyFlag.RO, KeyFlag.ACCESS)
                .returns(ReplyShape.arrayOf(ReplyShape.INTEGER))
                .complexity("O(N), when N is the number of members asked for")
                .summary("Tells for each of several strings whether it is a member of a set.")
                .runs(SetMemberCommands::smismember);
        t.command("SCARD", "key")
                .since("1.0.0")
                .flags(READONLY, FAST)
                .keys(KeyFlag.RO)
                .returns(ReplyShape.INTEGER)
                .complexity("O(1)")
                .summary("Tells how many members a set has.")
                .runs(SetMemberCommands::scard);
        t.command("SMEMBERS", "key")
                .since("1.0.0")
                .flags(READONLY)
                .keys(KeyFlag.RO, KeyFlag.ACCESS)
                .returns(ReplyShape.setOf(ReplyShape.BULK))
                .complexity("O(N), when N is the number of members of the set")
                .summary("Gives all members of a set.")
                .tips("nondeterministic_output_order")
                .runs(in -> SetReplies.of(read(in)));
        t.command("SSCAN", "key cursor:integer [MATCH pattern] [COUNT count:integer]")
                .since("2.8.0")
                .flags(READONLY)
                .keys(KeyFlag.RO, KeyFlag.ACCESS)
                .returns(ReplyShape.ARRAY)
                .complexity("O(1) for a call, O(N) for a whole walk, when N is the number of members of the set")
                .summary("Walks through the members of a set, some at a time.")
                .tips("nondeterministic_output")
                .runs(SetMemberCommands::sscan);
    }

    private static Reply sadd(Invocation in) {
        byte[] key = in.arg(1);
        int members = in.argc() - 2;
        SetLimits limits = Encodings.set(in.config());
        SetValue set = in.editOrCreate(key, SetValue.class, () -> SetValue.expecting(in.arg(2), members, limits));
        set.expect(members, limits);
        long added = 0;
        for (int i = 2; i < in.argc(); i++) {
            if (set.add(in.arg(i), limits)) {
                added++;
            }
        }
        if (added > 0) {
            in.changed(KeyspaceEvent.SADD, key);
        }
        return Reply.of(added);
    }

    private static Reply srem(Invocation in) {
        SetValue set = in.edit(in.arg(1), SetValue.class);
        if (set == null) {
            return Reply.ZERO;
        }
        long removed = 0;
        for (int i = 2; i < in.argc() && !set.isEmpty(); i++) {
            if (set.remove(in.arg(i))) {
                removed++;
            }
        }
        if (removed > 0) {
            in.changed(KeyspaceEvent.SREM, in.arg(1));
            in.removeIfEmpty(in.arg(1), set);
        }
        return Reply.of(removed);
    }

    /** Looks at the destination's type only when there is a source, as Redis does. */
    private static Reply smove(Invocation in) {
        byte[] member = in.arg(3);
        SetValue source = in.edit(in.arg(1), SetValue.class);
        if (source == null) {
            return Reply.ZERO;
        }
        SetValue destination = in.edit(in.arg(2), SetValue.class);
        if (source == destination) {
            return Reply.of(source.contains(member));
        }
        if (!source.remove(member)) {
            return Reply.ZERO;
        }
        in.changed(KeyspaceEvent.SREM, in.arg(1));
        in.removeIfEmpty(in.arg(1), source);
        SetLimits limits = Encodings.set(in.config());
        SetValue target = in.editOrCreate(in.arg(2), SetValue.class, SetValue::new);
        if (target.add(member, limits)) {
            in.changed(KeyspaceEvent.SADD, in.arg(2));
        }
        return Reply.ONE;
    }

    private static Reply smismember(Invocation in) {
        SetValue set = read(in);
        List<Reply> present = new ArrayList<>(in.argc() - 2);
        for (int i = 2; i < in.argc(); i++) {
            present.add(Reply.of(isMember(set, in.arg(i))));
        }
        return new Reply.Array(present);
    }

    private static Reply scard(Invocation in) {
        SetValue set = read(in);
        return Reply.of(set == null ? 0 : set.size());
    }

    /** Looks at the key before the options, as Redis does: where there is none, any options will do. */
    private static Reply sscan(Invocation in) {
        long from = ScanOptions.cursor(in.arg(2));
        SetValue set = read(in);
        if (set == null) {
            return ScanOptions.reply(0, List.of());
        }
        ScanOptions options = ScanOptions.parse(in.argsFrom(3), false);
        List<byte[]> collected = new ArrayList<>();
        long next = options.walk(from, cursor -> set.scan(cursor, collected::add), collected::size);
        List<Reply> found = new ArrayList<>(collected.size());
        for (byte[] member : collected) {
            if (options.admits(member)) {
                found.add(Reply.of(member));
            }
        }
        return ScanOptions.reply(next, found);
    }

    private static boolean isMember(@Nullable SetValue set, byte[] member) {
        return set != null && set.contains(member);
    }

    private static @Nullable SetValue read(Invocation in) {
        return in.read(in.arg(1), SetValue.class);
    }
}
