package io.redispatterns.engine.command.string;

import static io.redispatterns.engine.command.CommandFlag.DENYOOM;
import static io.redispatterns.engine.command.CommandFlag.FAST;
import static io.redispatterns.engine.command.CommandFlag.READONLY;
import static io.redispatterns.engine.command.CommandFlag.WRITE;

import io.redispatterns.engine.command.CommandTable;
import io.redispatterns.engine.command.Errors;
import io.redispatterns.engine.command.Invocation;
import io.redispatterns.engine.command.KeyFlag;
import io.redispatterns.engine.keyspace.Entry;
import io.redispatterns.engine.keyspace.KeyspaceEvent;
import io.redispatterns.engine.reply.Reply;
import io.redispatterns.engine.reply.ReplyShape;
import io.redispatterns.engine.type.StringValue;
import java.util.ArrayList;
import java.util.List;

/** MGET, MSET, MSETNX. */
final class MultiKeyCommands {

    private MultiKeyCommands() {}

    static void register(CommandTable.Family t) {
        t.command("MGET", "key...")
                .since("1.0.0")
                .flags(READONLY, FAST)
                .keys(KeyFlag.RO, KeyFlag.ACCESS)
                .returns(ReplyShape.arrayOf(ReplyShape.BULK.or(ReplyShape.NIL)))
                .complexity("O(N), when N is the number of keys")
                .summary("Returns the strings at several keys.")
                .tips("request_policy:multi_shard")
                .runs(MultiKeyCommands::mget);
        t.command("MSET", "key_value={key value}...")
                .since("1.0.1")
                .flags(WRITE, DENYOOM)
                .keys(KeyFlag.OW, KeyFlag.UPDATE)
                .returns(ReplyShape.OK)
                .complexity("O(N), when N is the number of keys")
                .summary("Sets several keys to strings.")
                .tips("request_policy:multi_shard", "response_policy:all_succeeded")
                .runs(MultiKeyCommands::mset);
        t.command("MSETNX", "key_value={key value}...")
                .since("1.0.1")
                .flags(WRITE, DENYOOM)
                .keys(KeyFlag.OW, KeyFlag.INSERT)
                .returns(ReplyShape.INTEGER)
                .complexity("O(N), when N is the number of keys")
                .summary("Sets several keys to strings unless one of them is there.")
                .tips("request_policy:multi_shard", "response_policy:agg_min")
                .runs(MultiKeyCommands::msetNx);
    }

    /** A key of another type counts as missing here. */
    private static Reply mget(Invocation in) {
        List<Reply> values = new ArrayList<>(in.argc() - 1);
        for (int i = 1; i < in.argc(); i++) {
            Entry entry = in.readEntry(in.arg(i));
            values.add(
                    entry != null && entry.value() instanceof StringValue value ? Reply.of(value.bytes()) : Reply.NIL);
        }
        return new Reply.Array(values);
    }

    private static Reply mset(Invocation in) {
        requirePairs(in);
        setAll(in);
        return Reply.OK;
    }

    private static Reply msetNx(Invocation in) {
        requirePairs(in);
        for (int i = 1; i < in.argc(); i += 2) {
            if (in.db().lookup(in.arg(i), in.now()) != null) {
                return Reply.ZERO;
            }
        }
        setAll(in);
        return Reply.ONE;
    }

    private static void requirePairs(Invocation in) {
        if (in.argc() % 2 == 0) {
            throw Errors.wrongArity(in.command().name());
        }
    }

    private static void setAll(Invocation in) {
        for (int i = 1; i < in.argc(); i += 2) {
            in.db().set(in.arg(i), StringValue.of(in.arg(i + 1)), in.now());
            in.changed(KeyspaceEvent.SET, in.arg(i));
        }
    }
}
