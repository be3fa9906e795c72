package io.redispatterns.engine.command.hash;

import static io.redispatterns.engine.command.CommandFlag.FAST;
import static io.redispatterns.engine.command.CommandFlag.READONLY;

import io.redispatterns.engine.command.CommandTable;
import io.redispatterns.engine.command.Invocation;
import io.redispatterns.engine.command.KeyFlag;
import io.redispatterns.engine.reply.Reply;
import io.redispatterns.engine.reply.ReplyShape;
import io.redispatterns.engine.type.HashValue;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** HGET, HMGET, HGETALL, HKEYS, HVALS, HLEN, HEXISTS, HSTRLEN. */
final class HashReadCommands {

    private HashReadCommands() {}

    static void register(CommandTable.Family t) {
        t.command("HGET", "key field")
                .since("2.0.0")
                .flags(READONLY, FAST)
                .keys(KeyFlag.RO, KeyFlag.ACCESS)
                .returns(ReplyShape.BULK.or(ReplyShape.NIL))
                .complexity("O(1)")
                .summary("Gives the value of a field of a hash.")
                .runs(in -> value(read(in), in.arg(2)));
        t.command("HMGET", "key field...")
                .since("2.0.0")
                .flags(READONLY, FAST)
                .keys(KeyFlag.RO, KeyFlag.ACCESS)
                .returns(ReplyShape.arrayOf(ReplyShape.BULK.or(ReplyShape.NIL)))
                .complexity("O(N), when N is the number of fields asked for")
                .summary("Gives the values of several fields of a hash.")
                .runs(HashReadCommands::hmget);
        t.command("HGETALL", "key")
                .since("2.0.0")
                .flags(READONLY)
                .keys(KeyFlag.RO, KeyFlag.ACCESS)
                .returns(ReplyShape.MAP)
                .complexity("O(N), when N is the number of fields of the hash")
                .summary("Gives all fields of a hash with their values.")
                .tips("nondeterministic_output_order")
                .runs(HashReadCommands::hgetall);
        t.command("HKEYS", "key")
                .since("2.0.0")
                .flags(READONLY)
                .keys(KeyFlag.RO, KeyFlag.ACCESS)
                .returns(ReplyShape.arrayOf(ReplyShape.BULK))
                .complexity("O(N), when N is the number of fields of the hash")
                .summary("Gives the names of all fields of a hash.")
                .tips("nondeterministic_output_order")
                .runs(HashReadCommands::hkeys);
        t.command("HVALS", "key")
                .since("2.0.0")
                .flags(READONLY)
                .keys(KeyFlag.RO, KeyFlag.ACCESS)
                .returns(ReplyShape.arrayOf(ReplyShape.BULK))
                .complexity("O(N), when N is the number of fields of the hash")
                .summary("Gives the values of all fields of a hash.")
                .tips("nondeterministic_output_order")
                .runs(HashReadCommands::hvals);
        t.command("HLEN", "key")
                .since("2.0.0")
                .flags(READONLY, FAST)
                .keys(KeyFlag.RO)
                .returns(ReplyShape.INTEGER)
                .complexity("O(1)")
                .summary("Gives the number of fields of a hash.")
                .runs(HashReadCommands::hlen);
        t.command("HEXISTS", "key field")
                .since("2.0.0")
                .flags(READONLY, FAST)
                .keys(KeyFlag.RO)
                .returns(ReplyShape.INTEGER)
                .complexity("O(1)")
                .summary("Tells whether a hash has a field.")
                .runs(HashReadCommands::hexists);
        t.command("HSTRLEN", "key field")
                .since("3.2.0")
                .flags(READONLY, FAST)
                .keys(KeyFlag.RO)
                .returns(ReplyShape.INTEGER)
                .complexity("O(1)")
                .summary("Gives the length of the value of a field, 0 when there is no such field.")
                .runs(HashReadCommands::hstrlen);
    }

    private static Reply hmget(Invocation in) {
        HashValue hash = read(in);
        List<Reply> values = new ArrayList<>(in.argc() - 2);
        for (int i = 2; i < in.argc(); i++) {
            values.add(value(hash, in.arg(i)));
        }
        return new Reply.Array(values);
    }

    private static Reply hgetall(Invocation in) {
        HashValue hash = read(in);
        if (hash == null) {
            return new Reply.MapReply(List.of());
        }
        List<Reply> items = new ArrayList<>(2 * hash.size());
        hash.forEach((field, value) -> {
            items.add(Reply.of(field));
            items.add(Reply.of(value));
        });
        return new Reply.MapReply(items);
    }

    private static Reply hkeys(Invocation in) {
        HashValue hash = read(in);
        if (hash == null) {
            return Reply.EMPTY_ARRAY;
        }
        List<Reply> fields = new ArrayList<>(hash.size());
        hash.forEach((field, value) -> fields.add(Reply.of(field)));
        return new Reply.Array(fields);
    }

    private static Reply hvals(Invocation in) {
        HashValue hash = read(in);
        if (hash == null) {
            return Reply.EMPTY_ARRAY;
        }
        List<Reply> values = new ArrayList<>(hash.size());
        hash.forEach((field, value) -> values.add(Reply.of(value)));
        return new Reply.Array(values);
    }

    private static Reply hlen(Invocation in) {
        HashValue hash = read(in);
        return Reply.of(hash == null ? 0 : hash.size());
    }

    private static Reply hexists(Invocation in) {
        HashValue hash = read(in);
        return Reply.of(hash != null && hash.contains(in.arg(2)));
    }

    private static Reply hstrlen(Invocation in) {
        HashValue hash = read(in);
        return Reply.of(hash == null ? 0 : Math.max(0, hash.valueLength(in.arg(2))));
    }

    private static Reply value(@Nullable HashValue hash, byte[] field) {
        byte[] value = hash == null ? null : hash.get(field);
        return value == null ? Reply.NIL : Reply.of(value);
    }

    private static @Nullable HashValue read(Invocation in) {
        return in.read(in.arg(1), HashValue.class);
    }
}
