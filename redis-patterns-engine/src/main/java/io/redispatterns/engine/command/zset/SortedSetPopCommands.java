package io.redispatterns.engine.command.zset;

import static io.redispatterns.engine.command.CommandFlag.BLOCKING;
import static io.redispatterns.engine.command.CommandFlag.FAST;
import static io.redispatterns.engine.command.CommandFlag.NOSCRIPT;
import static io.redispatterns.engine.command.CommandFlag.WRITE;

import io.redispatterns.engine.command.ArgReader;
import io.redispatterns.engine.command.CommandTable;
import io.redispatterns.engine.command.Errors;
import io.redispatterns.engine.command.Invocation;
import io.redispatterns.engine.command.KeyFlag;
import io.redispatterns.engine.command.Timeouts;
import io.redispatterns.engine.keyspace.Entry;
import io.redispatterns.engine.keyspace.KeyspaceEvent;
import io.redispatterns.engine.reply.Blocked;
import io.redispatterns.engine.reply.Outcome;
import io.redispatterns.engine.reply.Reply;
import io.redispatterns.engine.reply.ReplyShape;
import io.redispatterns.engine.type.RankRange;
import io.redispatterns.engine.type.SortedSetValue;
import io.redispatterns.engine.util.Bytes;
import io.redispatterns.engine.util.Numbers;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** ZPOPMIN, ZPOPMAX, ZMPOP, and BZPOPMIN, BZPOPMAX, BZMPOP, which wait for something to pop. */
final class SortedSetPopCommands {

    private static final byte[] ZPOPMIN = Bytes.of("ZPOPMIN");
    private static final byte[] ZPOPMAX = Bytes.of("ZPOPMAX");

    private SortedSetPopCommands() {}

    /** The end of a sorted set that is popped from. */
    private enum End {
        MIN(KeyspaceEvent.ZPOPMIN),
        MAX(KeyspaceEvent.ZPOPMAX);

        private final KeyspaceEvent event;

        End(KeyspaceEvent event) {
            this.event = event;
        }

        /** The command that pops from this end of one sorted set, as which all others are propagated. */
        private byte[] command() {
            return this == MIN ? ZPOPMIN : ZPOPMAX;
        }

        /** Removes up to {@code count} members from this end, the outermost first, and the set with its last member. */
        private Reply pop(Invocation in, byte[] key, SortedSetValue set, long count, Form form) {
            int popped = (int) Math.min(count, set.size());
            RankRange ranks = this == MIN ? new RankRange(0, popped) : new RankRange(set.size() - popped, set.size());
            ScoredReply members = new ScoredReply(true, popped);
            set.forEach(ranks, this == MAX, members);
            set.remove(ranks);
            in.changed(event, key);
            in.removeIfEmpty(key, set);
            return form.reply(key, members);
        }
    }

    /** How what was popped is told. */
    private enum Form {
        /** Member and score. */
        FLAT,
        /** Pairs of members and scores. */
        PAIRS,
        /** Key, member and score. */
        WITH_KEY,
        /** The key, and pairs of members and scores, in every version of the protocol. */
        KEY_AND_PAIRS;

        private Reply reply(byte[] key, ScoredReply members) {
            return switch (this) {
                case FLAT -> members.flat();
                case PAIRS -> members.build();
                case WITH_KEY -> members.flatBehind(key);
                case KEY_AND_PAIRS -> Reply.array(Reply.of(key), members.nested());
            };
        }
    }

    /**
     * What ZMPOP and BZMPOP are asked for.
     *
     * @param keys the keys to look at, in turn
     */
    private record Request(List<byte[]> keys, End end, long count) {

        static Request parse(ArgReader words) {
            long number = positive(words.next(), "numkeys");
            if (number >= words.remaining()) {
                throw Errors.syntax();
            }
            List<byte[]> keys = new ArrayList<>((int) number);
            for (int i = 0; i < number; i++) {
                keys.add(words.next());
            }
            End end = end(words);
            long count = words.acceptWith("COUNT", 1) ? positive(words.next(), "count") : 1;
            if (words.hasNext()) {
                throw Errors.syntax();
            }
            return new Request(keys, end, count);
        }

        private static long positive(byte[] word, String name) {
            Long number = Numbers.parseLong(word);
            if (number == null || number < 1) {
                throw Errors.of("ERR " + name + " should be greater than 0");
            }
            return number;
        }

        private static End end(ArgReader words) {
            if (words.accept("MIN")) {
                return End.MIN;
            }
            if (words.accept("MAX")) {
                return End.MAX;
            }
            throw Errors.syntax();
        }
    }

    static void register(CommandTable.Family t) {
        registerPop(t, "ZPOPMIN", End.MIN, "lowest");
        registerPop(t, "ZPOPMAX", End.MAX, "highest");
        registerWait(t, "BZPOPMIN", End.MIN, "lowest");
        registerWait(t, "BZPOPMAX", End.MAX, "highest");
        t.command("ZMPOP", "numkeys:integer key... where=(MIN|MAX) [COUNT count:integer]")
                .since("7.0.0")
                .flags(WRITE)
                .keys(KeyFlag.RW, KeyFlag.ACCESS, KeyFlag.DELETE)
                .returns(ReplyShape.ARRAY.or(ReplyShape.NULL_ARRAY))
                .complexity(
                        "O(K) + O(M*log(N)), when K is the number of keys, N that of the members and M that of those"
                                + " popped")
                .summary("Removes members with the lowest or highest scores from the first sorted set that is there.")
                .runs(SortedSetPopCommands::zmpop);
        t.command("BZMPOP", "timeout:double numkeys:integer key... where=(MIN|MAX) [COUNT count:integer]")
                .since("7.0.0")
                .flags(WRITE, BLOCKING)
                .keys(KeyFlag.RW, KeyFlag.ACCESS, KeyFlag.DELETE)
                .returns(ReplyShape.ARRAY.or(ReplyShape.NULL_ARRAY))
                .complexity(
                        "O(K) + O(M*log(N)), when K is the number of keys, N that of the members and M that of those"
                                + " popped")
                .summary("Removes members with the lowest or highest scores from the first sorted set that is there, or"
                        + " waits for one.")
                .runs(SortedSetPopCommands::bzmpop);
    }

    private static void registerPop(CommandTable.Family t, String name, End end, String which) {
        t.command(name, "key [count:integer]")
                .since("5.0.0")
                .flags(WRITE, FAST)
                .keys(KeyFlag.RW, KeyFlag.ACCESS, KeyFlag.DELETE)
                .returns(ReplyShape.ARRAY.or(ReplyShape.pairsOf(ReplyShape.BULK.or(ReplyShape.DECIMAL))))
                .complexity("O(log(N)*M), when N is the number of members of the sorted set and M that of those popped")
                .summary("Removes members with the " + which + " scores from a sorted set and gives them.")
                .runs(in -> pop(in, end));
    }

    private static void registerWait(CommandTable.Family t, String name, End end, String which) {
        t.command(name, "key... timeout:double")
                .since("5.0.0")
                .flags(WRITE, NOSCRIPT, BLOCKING, FAST)
                .keys(KeyFlag.RW, KeyFlag.ACCESS, KeyFlag.DELETE)
                .returns(ReplyShape.ARRAY.or(ReplyShape.NULL_ARRAY))
                .complexity("O(log(N)), when N is the number of members of the sorted set")
                .summary("Removes the member with the " + which
                        + " score from the first sorted set that is there, or waits for one.")
                .runs(in -> popOrWait(in, end));
    }

    private static Reply pop(Invocation in, End end) {
        if (in.argc() > 3) {
            throw Errors.syntax();
        }
        boolean counted = in.argc() == 3;
        long count = counted ? count(in.arg(2)) : 1;
        SortedSetValue set = in.edit(in.arg(1), SortedSetValue.class);
        if (set == null || count == 0) {
            return Reply.EMPTY_ARRAY;
        }
        return end.pop(in, in.arg(1), set, count, counted ? Form.PAIRS : Form.FLAT);
    }

    private static long count(byte[] word) {
        Long count = Numbers.parseLong(word);
        if (count == null || count < 0) {
            throw Errors.of("ERR value is out of range, must be positive");
        }
        return count;
    }

    private static Reply zmpop(Invocation in) {
        Request request = Request.parse(in.argsFrom(1));
        Reply popped = popFirst(in, request);
        return popped == null ? Reply.NULL_ARRAY : popped;
    }

    private static Outcome bzmpop(Invocation in) {
        Request request = Request.parse(in.argsFrom(2));
        long timeoutMillis = Timeouts.seconds(in.arg(1));
        Reply popped = popFirst(in, request);
        return popped == null ? new Blocked(request.keys(), timeoutMillis, Reply.NULL_ARRAY) : popped;
    }

    private static @Nullable Reply popFirst(Invocation in, Request request) {
        for (byte[] key : request.keys()) {
            SortedSetValue set = find(in, key);
            if (set != null) {
                long popped = Math.min(request.count(), set.size());
                in.propagateAs(request.end().command(), key, Bytes.of(popped));
                return request.end().pop(in, key, set, popped, Form.KEY_AND_PAIRS);
            }
        }
        return null;
    }

    private static Outcome popOrWait(Invocation in, End end) {
        int timeoutAt = in.argc() - 1;
        long timeoutMillis = Timeouts.seconds(in.arg(timeoutAt));
        List<byte[]> keys = new ArrayList<>(timeoutAt - 1);
        for (int i = 1; i < timeoutAt; i++) {
            SortedSetValue set = find(in, in.arg(i));
            if (set != null) {
                in.propagateAs(end.command(), in.arg(i));
                return end.pop(in, in.arg(i), set, 1, Form.WITH_KEY);
            }
            keys.add(in.arg(i));
        }
        return new Blocked(keys, timeoutMillis, Reply.NULL_ARRAY);
    }

    /**
     * Returns the sorted set of a key, or null. For who has waited only the key that has changed counts, even if one named before it is
     * there too; where that holds a value of another type the wait goes on.
     */
    private static @Nullable SortedSetValue find(Invocation in, byte[] key) {
        byte[] changedKey = in.changedKey();
        if (changedKey == null) {
            return in.edit(key, SortedSetValue.class);
        }
        Entry entry = Arrays.equals(key, changedKey) ? in.db().lookup(key, in.now()) : null;
        return entry != null && entry.value() instanceof SortedSetValue set ? set : null;
    }
}
