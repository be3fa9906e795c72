package io.redispatterns.engine.command.zset;

import static io.redispatterns.engine.command.CommandFlag.DENYOOM;
import static io.redispatterns.engine.command.CommandFlag.READONLY;
import static io.redispatterns.engine.command.CommandFlag.WRITE;

import io.redispatterns.engine.command.CommandRow;
import io.redispatterns.engine.command.CommandTable;
import io.redispatterns.engine.command.Encodings;
import io.redispatterns.engine.command.Invocation;
import io.redispatterns.engine.command.KeyFlag;
import io.redispatterns.engine.keyspace.KeyspaceEvent;
import io.redispatterns.engine.reply.Reply;
import io.redispatterns.engine.reply.ReplyShape;
import io.redispatterns.engine.type.ListpackLimits;
import io.redispatterns.engine.type.RankRange;
import io.redispatterns.engine.type.SortedSetValue;

/** ZRANGE, ZRANGESTORE, ZREVRANGE, ZRANGEBYSCORE, ZREVRANGEBYSCORE, ZRANGEBYLEX, ZREVRANGEBYLEX. */
final class SortedSetRangeCommands {

    private static final RangeRequest.Form ANY = new RangeRequest.Form(1, null, null, false);
    private static final RangeRequest.Form STORING = new RangeRequest.Form(2, null, null, true);
    private static final RangeRequest.Form BY_RANK_REVERSE = form(MemberRange.By.RANK, true);
    private static final RangeRequest.Form BY_SCORE = form(MemberRange.By.SCORE, false);
    private static final RangeRequest.Form BY_SCORE_REVERSE = form(MemberRange.By.SCORE, true);
    private static final RangeRequest.Form BY_LEX = form(MemberRange.By.LEX, false);
    private static final RangeRequest.Form BY_LEX_REVERSE = form(MemberRange.By.LEX, true);

    private static final ReplyShape MEMBERS =
            ReplyShape.arrayOf(ReplyShape.BULK).or(ReplyShape.pairsOf(ReplyShape.BULK.or(ReplyShape.DECIMAL)));

    private SortedSetRangeCommands() {}

    private static RangeRequest.Form form(MemberRange.By by, boolean reverse) {
        return new RangeRequest.Form(1, by, reverse, false);
    }

    static void register(CommandTable.Family t) {
        read(t.command(
                        "ZRANGE",
                        "key start stop [sortby=(BYSCORE|BYLEX)@6.2.0] [REV@6.2.0]"
                                + " [LIMIT offset_count={offset:integer count:integer}@6.2.0] [WITHSCORES]"))
                .since("1.2.0")
                .summary("Gives the members of a sorted set in a range of ranks, scores or members.")
                .runs(in -> range(in, ANY));
        t.command(
                        "ZRANGESTORE",
                        "dst:key src:key min max [sortby=(BYSCORE|BYLEX)] [REV]"
                                + " [LIMIT offset_count={offset:integer count:integer}]")
                .since("6.2.0")
                .flags(WRITE, DENYOOM)
                .keys(KeyFlag.OW, KeyFlag.UPDATE)
                .keys(KeyFlag.RO, KeyFlag.ACCESS)
                .returns(ReplyShape.INTEGER)
                .complexity("O(log(N)+M), when N is the number of members of the sorted set and M the number to store")
                .summary("Stores the members of a sorted set in a range as another sorted set.")
                .runs(SortedSetRangeCommands::store);
        read(t.command("ZREVRANGE", "key start:integer stop:integer [WITHSCORES]"))
                .since("1.2.0")
                .deprecated("6.2.0", "`ZRANGE` with the `REV` argument")
                .summary("Gives the members of a sorted set in a range of ranks, counted from the highest score.")
                .runs(in -> range(in, BY_RANK_REVERSE));
        read(t.command(
                        "ZRANGEBYSCORE",
                        "key min:double max:double [WITHSCORES@2.0.0]"
                                + " [LIMIT offset_count={offset:integer count:integer}]"))
                .since("1.0.5")
                .deprecated("6.2.0", "`ZRANGE` with the `BYSCORE` argument")
                .summary("Gives the members of a sorted set in a range of scores.")
                .runs(in -> range(in, BY_SCORE));
        read(t.command(
                        "ZREVRANGEBYSCORE",
                        "key max:double min:double [WITHSCORES] [LIMIT offset_count={offset:integer count:integer}]"))
                .since("2.2.0")
                .deprecated("6.2.0", "`ZRANGE` with the `REV` and `BYSCORE` arguments")
                .summary("Gives the members of a sorted set in a range of scores, the highest first.")
                .runs(in -> range(in, BY_SCORE_REVERSE));
        read(t.command("ZRANGEBYLEX", "key min max [LIMIT offset_count={offset:integer count:integer}]"))
                .since("2.8.9")
                .deprecated("6.2.0", "`ZRANGE` with the `BYLEX` argument")
                .summary("Gives the members of a sorted set between two members, when all have one score.")
                .runs(in -> range(in, BY_LEX));
        read(t.command("ZREVRANGEBYLEX", "key max min [LIMIT offset_count={offset:integer count:integer}]"))
                .since("2.8.9")
                .deprecated("6.2.0", "`ZRANGE` with the `REV` and `BYLEX` arguments")
                .summary(
                        "Gives the members of a sorted set between two members, the last first, when all have one score.")
                .runs(in -> range(in, BY_LEX_REVERSE));
    }

    private static CommandRow read(CommandRow row) {
        return row.flags(READONLY)
                .keys(KeyFlag.RO, KeyFlag.ACCESS)
                .returns(MEMBERS)
                .complexity("O(log(N)+M), when N is the number of members of the sorted set and M the number to give");
    }

    private static Reply range(Invocation in, RangeRequest.Form form) {
        RangeRequest request = RangeRequest.parse(in, form);
        SortedSetValue set = in.read(in.arg(1), SortedSetValue.class);
        if (set == null) {
            return Reply.EMPTY_ARRAY;
        }
        RankRange ranks = request.ranks(set);
        ScoredReply reply = new ScoredReply(request.withScores(), ranks.size());
        set.forEach(ranks, request.reverse(), reply);
        return reply.build();
    }

    private static Reply store(Invocation in) {
        RangeRequest request = RangeRequest.parse(in, STORING);
        SortedSetValue source = in.edit(in.arg(2), SortedSetValue.class);
        SortedSetValue result =
                source == null ? new SortedSetValue() : copy(source, request, Encodings.sortedSet(in.config()));
        return Destination.store(in, in.arg(1), result, KeyspaceEvent.ZRANGESTORE);
    }

    /** Adds the members one after the other, as Redis does: first to a listpack, unless ranks tell that there are too many. */
    private static SortedSetValue copy(SortedSetValue source, RangeRequest request, ListpackLimits limits) {
        RankRange ranks = request.ranks(source);
        boolean tooMany = request.byRank() && ranks.size() > limits.entries();
        ListpackLimits admitted = tooMany ? ListpackLimits.NONE : limits;
        SortedSetValue result = new SortedSetValue();
        source.forEach(ranks, request.reverse(), (member, score) -> result.insert(member, score, admitted));
        return result;
    }
}
