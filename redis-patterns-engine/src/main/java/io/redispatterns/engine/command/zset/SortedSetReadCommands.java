package io.redispatterns.engine.command.zset;

import static io.redispatterns.engine.command.CommandFlag.FAST;
import static io.redispatterns.engine.command.CommandFlag.READONLY;

import io.redispatterns.engine.command.CommandRow;
import io.redispatterns.engine.command.CommandTable;
import io.redispatterns.engine.command.Invocation;
import io.redispatterns.engine.command.KeyFlag;
import io.redispatterns.engine.reply.Reply;
import io.redispatterns.engine.reply.ReplyShape;
import io.redispatterns.engine.type.SortedSetValue;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** ZCARD, ZSCORE, ZMSCORE, ZRANK, ZREVRANK, ZCOUNT, ZLEXCOUNT. */
final class SortedSetReadCommands {

    private static final String LOGARITHMIC = "O(log(N)), when N is the number of members of the sorted set";

    private SortedSetReadCommands() {}

    static void register(CommandTable.Family t) {
        t.command("ZCARD", "key")
                .since("1.2.0")
                .flags(READONLY, FAST)
                .keys(KeyFlag.RO)
                .returns(ReplyShape.INTEGER)
                .complexity("O(1)")
                .summary("Tells how many members a sorted set has.")
                .runs(SortedSetReadCommands::zcard);
        read(t.command("ZSCORE", "key member"))
                .since("1.2.0")
                .returns(ReplyShape.DECIMAL.or(ReplyShape.NIL))
                .complexity("O(1)")
                .summary("Gives the score of a member of a sorted set.")
                .runs(in -> score(read(in), in.arg(2)));
        read(t.command("ZMSCORE", "key member..."))
                .since("6.2.0")
                .returns(ReplyShape.arrayOf(ReplyShape.DECIMAL.or(ReplyShape.NIL)))
                .complexity("O(N), when N is the number of members asked for")
                .summary("Gives the scores of several members of a sorted set.")
                .runs(SortedSetReadCommands::zmscore);
        read(t.command("ZRANK", "key member"))
                .since("2.0.0")
                .returns(ReplyShape.INTEGER.or(ReplyShape.NIL))
                .complexity(LOGARITHMIC)
                .summary("Tells how many members of a sorted set stand in front of a member.")
                .runs(in -> rank(in, false));
        read(t.command("ZREVRANK", "key member"))
                .since("2.0.0")
                .returns(ReplyShape.INTEGER.or(ReplyShape.NIL))
                .complexity(LOGARITHMIC)
                .summary("Tells how many members of a sorted set stand behind a member.")
                .runs(in -> rank(in, true));
        read(t.command("ZCOUNT", "key min:double max:double"))
                .since("2.0.0")
                .returns(ReplyShape.INTEGER)
                .complexity(LOGARITHMIC)
                .summary("Counts the members of a sorted set with a score in a range.")
                .runs(in -> count(in, MemberRange.By.SCORE));
        read(t.command("ZLEXCOUNT", "key min max"))
                .since("2.8.9")
                .returns(ReplyShape.INTEGER)
                .complexity(LOGARITHMIC)
                .summary("Counts the members of a sorted set between two members, when all have one score.")
                .runs(in -> count(in, MemberRange.By.LEX));
    }

    private static CommandRow read(CommandRow row) {
        return row.flags(READONLY, FAST).keys(KeyFlag.RO, KeyFlag.ACCESS);
    }

    private static Reply zcard(Invocation in) {
        SortedSetValue set = read(in);
        return Reply.of(set == null ? 0 : set.size());
    }

    private static Reply score(@Nullable SortedSetValue set, byte[] member) {
        double score = set == null ? Double.NaN : set.score(member);
        return Double.isNaN(score) ? Reply.NIL : new Reply.Decimal(score);
    }

    private static Reply zmscore(Invocation in) {
        SortedSetValue set = read(in);
        List<Reply> scores = new ArrayList<>(in.argc() - 2);
        for (int i = 2; i < in.argc(); i++) {
            scores.add(score(set, in.arg(i)));
        }
        return new Reply.Array(scores);
    }

    private static Reply rank(Invocation in, boolean reverse) {
        SortedSetValue set = read(in);
        int rank = set == null ? -1 : set.rank(in.arg(2));
        if (set == null || rank < 0) {
            return Reply.NIL;
        }
        return Reply.of(reverse ? set.size() - 1L - rank : rank);
    }

    private static Reply count(Invocation in, MemberRange.By by) {
        MemberRange range = MemberRange.read(in, by, 2, false);
        SortedSetValue set = read(in);
        return Reply.of(set == null ? 0 : range.in(set).size());
    }

    private static @Nullable SortedSetValue read(Invocation in) {
        return in.read(in.arg(1), SortedSetValue.class);
    }
}
