package io.redispatterns.engine.command.zset;

import static io.redispatterns.engine.command.CommandFlag.FAST;
import static io.redispatterns.engine.command.CommandFlag.WRITE;

import io.redispatterns.engine.command.CommandRow;
import io.redispatterns.engine.command.CommandTable;
import io.redispatterns.engine.command.Invocation;
import io.redispatterns.engine.command.KeyFlag;
import io.redispatterns.engine.keyspace.KeyspaceEvent;
import io.redispatterns.engine.reply.Reply;
import io.redispatterns.engine.reply.ReplyShape;
import io.redispatterns.engine.type.RankRange;
import io.redispatterns.engine.type.SortedSetValue;

/** ZREM, ZREMRANGEBYRANK, ZREMRANGEBYSCORE, ZREMRANGEBYLEX. */
final class SortedSetRemoveCommands {

    private SortedSetRemoveCommands() {}

    static void register(CommandTable.Family t) {
        remove(t.command("ZREM", "key member..."))
                .since("1.2.0")
                .flags(FAST)
                .complexity("O(M*log(N)), when N is the number of members of the sorted set and M the number to remove")
                .summary("Removes members from a sorted set, and the sorted set with its last member.")
                .runs(SortedSetRemoveCommands::zrem);
        removeRange(t.command("ZREMRANGEBYRANK", "key start:integer stop:integer"))
                .since("2.0.0")
                .summary("Removes the members of a sorted set in a range of ranks.")
                .runs(in -> removeRange(in, MemberRange.By.RANK, KeyspaceEvent.ZREMRANGEBYRANK));
        removeRange(t.command("ZREMRANGEBYSCORE", "key min:double max:double"))
                .since("1.2.0")
                .summary("Removes the members of a sorted set with a score in a range.")
                .runs(in -> removeRange(in, MemberRange.By.SCORE, KeyspaceEvent.ZREMRANGEBYSCORE));
        removeRange(t.command("ZREMRANGEBYLEX", "key min max"))
                .since("2.8.9")
                .summary("Removes the members of a sorted set between two members, when all have one score.")
                .runs(in -> removeRange(in, MemberRange.By.LEX, KeyspaceEvent.ZREMRANGEBYLEX));
    }

    private static CommandRow remove(CommandRow row) {
        return row.flags(WRITE).keys(KeyFlag.RW, KeyFlag.DELETE).returns(ReplyShape.INTEGER);
    }

    private static CommandRow removeRange(CommandRow row) {
        return remove(row)
                .complexity(
                        "O(log(N)+M), when N is the number of members of the sorted set and M the number to remove");
    }

    private static Reply zrem(Invocation in) {
        SortedSetValue set = in.edit(in.arg(1), SortedSetValue.class);
        if (set == null) {
            return Reply.ZERO;
        }
        long removed = 0;
        for (int i = 2; i < in.argc() && !set.isEmpty(); i++) {
            if (set.remove(in.arg(i))) {
                removed++;
            }
        }
        return removed(in, set, removed, KeyspaceEvent.ZREM);
    }

    private static Reply removeRange(Invocation in, MemberRange.By by, KeyspaceEvent event) {
        MemberRange range = MemberRange.read(in, by, 2, false);
        SortedSetValue set = in.edit(in.arg(1), SortedSetValue.class);
        if (set == null) {
            return Reply.ZERO;
        }
        RankRange ranks = range.in(set);
        set.remove(ranks);
        return removed(in, set, ranks.size(), event);
    }

    private static Reply removed(Invocation in, SortedSetValue set, long removed, KeyspaceEvent event) {
        if (removed > 0) {
            in.changed(event, in.arg(1));
            in.removeIfEmpty(in.arg(1), set);
        }
        return Reply.of(removed);
    }
}
