package io.redispatterns.engine.command.list;

import static io.redispatterns.engine.command.CommandFlag.BLOCKING;
import static io.redispatterns.engine.command.CommandFlag.MOVABLEKEYS;
import static io.redispatterns.engine.command.CommandFlag.NOSCRIPT;
import static io.redispatterns.engine.command.CommandFlag.WRITE;

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
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** LMPOP, which pops from the first of several lists, and BLPOP, BRPOP and BLMPOP, which wait until one of them is there. */
final class MultiKeyPopCommands {

    private static final String COUNTED = "numkeys:integer key... where=(LEFT|RIGHT) [COUNT count:integer]";

    private MultiKeyPopCommands() {}

    static void register(CommandTable.Family t) {
        waiting(t, "BLPOP")
                .summary("Removes the first element of the first list that is there and gives it; waits until one is.")
                .runs(in -> popOne(in, ListEnd.LEFT));
        waiting(t, "BRPOP")
                .summary("Removes the last element of the first list that is there and gives it; waits until one is.")
                .runs(in -> popOne(in, ListEnd.RIGHT));
        several(t, "LMPOP", COUNTED)
                .flags(WRITE, MOVABLEKEYS)
                .summary("Removes elements of the first list that is there and gives them.")
                .runs(MultiKeyPopCommands::lmpop);
        several(t, "BLMPOP", "timeout:double " + COUNTED)
                .flags(WRITE, BLOCKING, MOVABLEKEYS)
                .summary("Removes elements of the first list that is there and gives them; waits until one is.")
                .runs(MultiKeyPopCommands::blmpop);
    }

    /** Writes what the rows of BLPOP and BRPOP have in common. */
    private static CommandRow waiting(CommandTable.Family t, String name) {
        return t.command(name, "key... timeout:double")
                .since("2.0.0")
                .flags(WRITE, NOSCRIPT, BLOCKING)
                .keys(KeyFlag.RW, KeyFlag.ACCESS, KeyFlag.DELETE)
                .returns(ReplyShape.arrayOf(ReplyShape.BULK).or(ReplyShape.NULL_ARRAY))
                .complexity("O(N), when N is the number of keys");
    }

    /** Writes what the rows of LMPOP and BLMPOP have in common. */
    private static CommandRow several(CommandTable.Family t, String name, String syntax) {
        return t.command(name, syntax)
                .since("7.0.0")
                .keys(KeyFlag.RW, KeyFlag.ACCESS, KeyFlag.DELETE)
                .returns(ReplyShape.ARRAY.or(ReplyShape.NULL_ARRAY))
                .complexity("O(N+M), when N is the number of keys and M that of the elements to remove");
    }

    private static Outcome popOne(Invocation in, ListEnd end) {
        int last = in.argc() - 1;
        long timeoutMillis = Timeouts.seconds(in.arg(last));
        List<byte[]> keys = new ArrayList<>(last - 1);
        for (int i = 1; i < last; i++) {
            keys.add(in.arg(i));
        }
        for (byte[] key : keys) {
            ListValue list = ListKeys.editOrWait(in, key);
            if (list != null) {
                byte[] element = end.pop(in, key, list);
                in.propagateAs(end.popCommand(), key);
                return Reply.array(Reply.of(key), Reply.of(element));
            }
        }
        return new Blocked(keys, timeoutMillis, Reply.NULL_ARRAY);
    }

    private static Reply lmpop(Invocation in) {
        Reply popped = popSeveral(in, MultiKeyPop.parse(in.argsFrom(1)));
        return popped == null ? Reply.NULL_ARRAY : popped;
    }

    private static Outcome blmpop(Invocation in) {
        MultiKeyPop request = MultiKeyPop.parse(in.argsFrom(2));
        long timeoutMillis = Timeouts.seconds(in.arg(1));
        Reply popped = popSeveral(in, request);
        return popped == null ? new Blocked(request.keys(), timeoutMillis, Reply.NULL_ARRAY) : popped;
    }

    /** Pops from the first list that is there; null when there is none. */
    private static @Nullable Reply popSeveral(Invocation in, MultiKeyPop request) {
        for (byte[] key : request.keys()) {
            ListValue list = ListKeys.editOrWait(in, key);
            if (list != null) {
                List<Reply> elements = request.end().pop(in, key, list, request.count());
                in.propagateAs(request.end().popCommand(), key, Bytes.of(elements.size()));
                return Reply.array(Reply.of(key), new Reply.Array(elements));
            }
        }
        return null;
    }
}
