package io.redispatterns.engine.command.zset;

import static io.redispatterns.engine.command.CommandFlag.READONLY;

import io.redispatterns.engine.command.ArgReader;
import io.redispatterns.engine.command.CommandTable;
import io.redispatterns.engine.command.Errors;
import io.redispatterns.engine.command.Invocation;
import io.redispatterns.engine.command.KeyFlag;
import io.redispatterns.engine.command.ScanOptions;
import io.redispatterns.engine.reply.Reply;
import io.redispatterns.engine.reply.ReplyShape;
import io.redispatterns.engine.type.SortedSetValue;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ObjDoubleConsumer;
import java.util.random.RandomGenerator;

/** ZRANDMEMBER, ZSCAN. */
final class SortedSetWalkCommands {

    /**
     * The most members that ZRANDMEMBER draws with repetition: the reply is made in memory, and one call is not to exhaust it. Redis has no
     * such limit.
     */
    private static final long MAX_DRAWN = 1 << 20;

    private SortedSetWalkCommands() {}

    static void register(CommandTable.Family t) {
        t.command("ZRANDMEMBER", "key [options={count:integer [WITHSCORES]}]")
                .since("6.2.0")
                .flags(READONLY)
                .keys(KeyFlag.RO, KeyFlag.ACCESS)
                .returns(ReplyShape.BULK
                        .or(ReplyShape.NIL)
                        .or(ReplyShape.arrayOf(ReplyShape.BULK))
                        .or(ReplyShape.pairsOf(ReplyShape.BULK.or(ReplyShape.DECIMAL))))
                .complexity("O(N), when N is the number of members to give")
                .summary("Gives one or several members of a sorted set at random.")
                .tips("nondeterministic_output")
                .runs(SortedSetWalkCommands::zrandmember);
        t.command("ZSCAN", "key cursor:integer [MATCH pattern] [COUNT count:integer]")
                .since("2.8.0")
                .flags(READONLY)
                .keys(KeyFlag.RO, KeyFlag.ACCESS)
                .returns(ReplyShape.ARRAY)
                .complexity("O(1) for a call, O(N) for a whole walk, when N is the number of members of the sorted set")
                .summary("Walks through the members of a sorted set and their scores, some at a time.")
                .tips("nondeterministic_output")
                .runs(SortedSetWalkCommands::zscan);
    }

    private static Reply zrandmember(Invocation in) {
        RandomGenerator random = in.engine().random();
        if (in.argc() == 2) {
            return anyMember(in, random);
        }
        ArgReader words = in.argsFrom(2);
        long count = count(words);
        boolean withScores = words.accept("WITHSCORES");
        if (words.hasNext()) {
            throw Errors.syntax();
        }
        if (withScores && Math.abs(count) > Long.MAX_VALUE / 2) {
            throw Errors.of("ERR value is out of range");
        }
        SortedSetValue set = in.read(in.arg(1), SortedSetValue.class);
        if (set == null) {
            return Reply.EMPTY_ARRAY;
        }
        if (count < -MAX_DRAWN) {
            throw Errors.outOfRange(-MAX_DRAWN, Long.MAX_VALUE);
        }
        ScoredReply reply = new ScoredReply(withScores, (int) Math.min(Math.abs(count), set.size()));
        if (count < 0) {
            set.draw(random, -count, reply);
        } else {
            set.sample(random, count, reply);
        }
        return reply.build();
    }

    private static long count(ArgReader words) {
        long count = words.nextLong();
        if (count == Long.MIN_VALUE) {
            throw Errors.outOfRange(-Long.MAX_VALUE, Long.MAX_VALUE);
        }
        return count;
    }

    private static Reply anyMember(Invocation in, RandomGenerator random) {
        SortedSetValue set = in.read(in.arg(1), SortedSetValue.class);
        List<Reply> drawn = new ArrayList<>(1);
        if (set != null) {
            set.draw(random, 1, (member, score) -> drawn.add(Reply.of(member)));
        }
        return drawn.isEmpty() ? Reply.NIL : drawn.get(0);
    }

    /** Looks at the key before the options, as Redis does: where there is none, any options will do. */
    private static Reply zscan(Invocation in) {
        long from = ScanOptions.cursor(in.arg(2));
        SortedSetValue set = in.read(in.arg(1), SortedSetValue.class);
        if (set == null) {
            return ScanOptions.reply(0, List.of());
        }
        Seen seen = new Seen(set, ScanOptions.parse(in.argsFrom(3), false));
        long next = seen.options.walk(from, cursor -> set.scan(cursor, seen), () -> seen.members);
        return ScanOptions.reply(next, seen.found);
    }

    /** What a walk has come across, and what of it was asked for. */
    private static final class Seen implements ObjDoubleConsumer<byte[]> {

        private final SortedSetValue set;
        private final ScanOptions options;
        private final List<Reply> found = new ArrayList<>();
        private int members;

        Seen(SortedSetValue set, ScanOptions options) {
            this.set = set;
            this.options = options;
        }

        @Override
        public void accept(byte[] member, double score) {
            members++;
            if (options.admits(member)) {
                found.add(Reply.of(member));
                found.add(Reply.of(set.scoreText(score)));
            }
        }
    }
}
