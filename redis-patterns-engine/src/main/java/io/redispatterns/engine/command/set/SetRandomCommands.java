package io.redispatterns.engine.command.set;

import static io.redispatterns.engine.command.CommandFlag.FAST;
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
import io.redispatterns.engine.type.SetValue;
import io.redispatterns.engine.util.Bytes;
import io.redispatterns.engine.util.Numbers;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/** SPOP, SRANDMEMBER. */
final class SetRandomCommands {

    /** The most members that are drawn with repetition: Redis sets no bound, and a small command could fill the heap. */
    private static final long MAX_DRAWN = 1 << 20;

    private static final byte[] DEL = Bytes.of("DEL");
    private static final byte[] SREM = Bytes.of("SREM");

    private SetRandomCommands() {}

    static void register(CommandTable.Family t) {
        t.command("SPOP", "key [count:integer@3.2.0]")
                .since("1.0.0")
                .flags(WRITE, FAST)
                .keys(KeyFlag.RW, KeyFlag.ACCESS, KeyFlag.DELETE)
                .returns(ReplyShape.BULK.or(ReplyShape.NIL).or(ReplyShape.setOf(ReplyShape.BULK)))
                .complexity("O(1) without a count, else O(N), when N is the count")
                .summary("Removes one or several members of a set at random and gives them.")
                .tips("nondeterministic_output")
                .runs(SetRandomCommands::spop);
        t.command("SRANDMEMBER", "key [count:integer@2.6.0]")
                .since("1.0.0")
                .flags(READONLY)
                .keys(KeyFlag.RO, KeyFlag.ACCESS)
                .returns(ReplyShape.BULK.or(ReplyShape.NIL).or(ReplyShape.arrayOf(ReplyShape.BULK)))
                .complexity("O(1) without a count, else O(N), when N is the count without its sign")
                .summary("Gives one or several members of a set at random.")
                .tips("nondeterministic_output")
                .runs(SetRandomCommands::srandmember);
    }

    private static Reply spop(Invocation in) {
        if (in.argc() > 3) {
            throw Errors.syntax();
        }
        return in.argc() == 2 ? popOne(in) : popSeveral(in);
    }

    private static Reply popOne(Invocation in) {
        byte[] key = in.arg(1);
        SetValue set = in.edit(key, SetValue.class);
        if (set == null) {
            return Reply.NIL;
        }
        byte[] popped = set.pop(in.engine().random());
        in.changed(KeyspaceEvent.SPOP, key);
        in.removeIfEmpty(key, set);
        in.propagateAs(SREM, key, popped);
        return Reply.of(popped);
    }

    private static Reply popSeveral(Invocation in) {
        long count = count(in.arg(2));
        SetValue set = in.edit(in.arg(1), SetValue.class);
        if (set == null || count == 0) {
            return SetReplies.EMPTY;
        }
        return count >= set.size() ? popAll(in, set) : popSome(in, set, (int) count);
    }

    private static long count(byte[] word) {
        Long count = Numbers.parseLong(word);
        if (count == null || count < 0) {
            throw Errors.of("ERR value is out of range, must be positive");
        }
        return count;
    }

    private static Reply popAll(Invocation in, SetValue set) {
        byte[] key = in.arg(1);
        Reply all = SetReplies.of(set);
        in.changed(KeyspaceEvent.SPOP, key);
        in.db().remove(key);
        in.changed(KeyspaceEvent.DEL, key);
        in.propagateAs(DEL, key);
        return all;
    }

    private static Reply popSome(Invocation in, SetValue set, int count) {
        List<Reply> popped = new ArrayList<>(count);
        List<byte[]> removal = new ArrayList<>(count + 2);
        removal.add(SREM);
        removal.add(in.arg(1));
        set.pop(in.engine().random(), count, Encodings.set(in.config()), member -> {
            popped.add(Reply.of(member));
            removal.add(member);
        });
        in.changed(KeyspaceEvent.SPOP, in.arg(1));
        in.propagateAs(removal.toArray(byte[][]::new));
        return new Reply.SetReply(popped);
    }

    private static Reply srandmember(Invocation in) {
        if (in.argc() > 3) {
            throw Errors.syntax();
        }
        return in.argc() == 2 ? anyMember(in) : severalMembers(in);
    }

    private static Reply anyMember(Invocation in) {
        List<Reply> drawn = new ArrayList<>(1);
        SetValue set = in.read(in.arg(1), SetValue.class);
        if (set != null) {
            set.draw(in.engine().random(), 1, member -> drawn.add(Reply.of(member)));
        }
        return drawn.isEmpty() ? Reply.NIL : drawn.get(0);
    }

    private static Reply severalMembers(Invocation in) {
        long count = ArgReader.toLong(in.arg(2));
        if (count == Long.MIN_VALUE) {
            throw Errors.outOfRange(-Long.MAX_VALUE, Long.MAX_VALUE);
        }
        SetValue set = in.read(in.arg(1), SetValue.class);
        if (set == null) {
            return Reply.EMPTY_ARRAY;
        }
        if (count < -MAX_DRAWN) {
            throw Errors.outOfRange(-MAX_DRAWN, Long.MAX_VALUE);
        }
        List<Reply> chosen = new ArrayList<>((int) Math.min(Math.abs(count), Math.max(set.size(), -count)));
        RandomGenerator random = in.engine().random();
        if (count < 0) {
            set.draw(random, -count, member -> chosen.add(Reply.of(member)));
        } else {
            set.sample(random, count, member -> chosen.add(Reply.of(member)));
        }
        return new Reply.Array(chosen);
    }
}
