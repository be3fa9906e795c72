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
import io.redispatterns.engine.type.SortedSetAlgebra;
import io.redispatterns.engine.type.SortedSetBuilder;
import io.redispatterns.engine.type.SortedSetValue;

/** ZUNION, ZINTER, ZDIFF, the forms of them that store, and ZINTERCARD. */
final class SortedSetAlgebraCommands {

    private static final String WEIGHED = " [WEIGHTS weight:integer...] [AGGREGATE aggregate=(SUM|MIN|MAX)]";

    private SortedSetAlgebraCommands() {}

    /** What is made of several sets. */
    private enum Operation {
        UNION(KeyspaceEvent.ZUNIONSTORE, true) {
            @Override
            SortedSetBuilder apply(AlgebraRequest request) {
                return SortedSetAlgebra.union(request.operands(), request.aggregate());
            }
        },
        INTERSECTION(KeyspaceEvent.ZINTERSTORE, true) {
            @Override
            SortedSetBuilder apply(AlgebraRequest request) {
                return SortedSetAlgebra.intersection(request.operands(), request.aggregate());
            }
        },
        DIFFERENCE(KeyspaceEvent.ZDIFFSTORE, false) {
            @Override
            SortedSetBuilder apply(AlgebraRequest request) {
                return SortedSetAlgebra.difference(request.operands());
            }
        };

        private final KeyspaceEvent storeEvent;
        private final boolean weighed;

        Operation(KeyspaceEvent storeEvent, boolean weighed) {
            this.storeEvent = storeEvent;
            this.weighed = weighed;
        }

        abstract SortedSetBuilder apply(AlgebraRequest request);

        private Reply give(Invocation in) {
            AlgebraRequest request = AlgebraRequest.parse(in, 1, new AlgebraRequest.Form(weighed, true, false));
            SortedSetValue result = apply(request).build();
            ScoredReply reply = new ScoredReply(request.withScores(), result.size());
            result.forEach(reply);
            return reply.build();
        }

        private Reply store(Invocation in) {
            AlgebraRequest request = AlgebraRequest.parse(in, 2, new AlgebraRequest.Form(weighed, false, false));
            SortedSetValue result = apply(request).build(Encodings.sortedSet(in.config()));
            return Destination.store(in, in.arg(1), result, storeEvent);
        }
    }

    static void register(CommandTable.Family t) {
        String unionCost = "O(N)+O(M*log(M)), when N is the size of all sets together and M that of the result";
        String intersectionCost =
                "O(N*K)+O(M*log(M)), when N is the size of the smallest set, K the number of sets and M the size of the result";
        String differenceCost =
                "O(N*K)+O(M*log(M)), when N is the size of the first set, K the number of sets and M the"
                        + " size of the result";
        give(t.command("ZUNION", "numkeys:integer key..." + WEIGHED + " [WITHSCORES]"))
                .complexity(unionCost)
                .summary("Gives the members that are in any of several sorted sets.")
                .runs(Operation.UNION::give);
        give(t.command("ZINTER", "numkeys:integer key..." + WEIGHED + " [WITHSCORES]"))
                .complexity(intersectionCost)
                .summary("Gives the members that are in all of several sorted sets.")
                .runs(Operation.INTERSECTION::give);
        give(t.command("ZDIFF", "numkeys:integer key... [WITHSCORES]"))
                .complexity(differenceCost)
                .summary("Gives the members of a sorted set that are in none of several others.")
                .runs(Operation.DIFFERENCE::give);
        store(t.command("ZUNIONSTORE", "destination:key numkeys:integer key..." + WEIGHED))
                .since("2.0.0")
                .complexity(unionCost)
                .summary("Stores the members that are in any of several sorted sets.")
                .runs(Operation.UNION::store);
        store(t.command("ZINTERSTORE", "destination:key numkeys:integer key..." + WEIGHED))
                .since("2.0.0")
                .complexity(intersectionCost)
                .summary("Stores the members that are in all of several sorted sets.")
                .runs(Operation.INTERSECTION::store);
        store(t.command("ZDIFFSTORE", "destination:key numkeys:integer key..."))
                .since("6.2.0")
                .complexity(differenceCost)
                .summary("Stores the members of a sorted set that are in none of several others.")
                .runs(Operation.DIFFERENCE::store);
        t.command("ZINTERCARD", "numkeys:integer key... [LIMIT limit:integer]")
                .since("7.0.0")
                .flags(READONLY)
                .keys(KeyFlag.RO, KeyFlag.ACCESS)
                .returns(ReplyShape.INTEGER)
                .complexity("O(N*K), when N is the size of the smallest set and K the number of sets")
                .summary("Counts the members that are in all of several sorted sets.")
                .runs(SortedSetAlgebraCommands::zintercard);
    }

    private static CommandRow give(CommandRow row) {
        return row.since("6.2.0")
                .flags(READONLY)
                .keys(KeyFlag.RO, KeyFlag.ACCESS)
                .returns(ReplyShape.arrayOf(ReplyShape.BULK)
                        .or(ReplyShape.pairsOf(ReplyShape.BULK.or(ReplyShape.DECIMAL))));
    }

    private static CommandRow store(CommandRow row) {
        return row.flags(WRITE, DENYOOM)
                .keys(KeyFlag.OW, KeyFlag.UPDATE)
                .keys(KeyFlag.RO, KeyFlag.ACCESS)
                .returns(ReplyShape.INTEGER);
    }

    private static Reply zintercard(Invocation in) {
        AlgebraRequest request = AlgebraRequest.parse(in, 1, new AlgebraRequest.Form(false, false, true));
        return Reply.of(SortedSetAlgebra.intersectionSize(request.operands(), request.limit()));
    }
}
