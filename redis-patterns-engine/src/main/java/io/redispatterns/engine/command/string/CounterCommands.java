package io.redispatterns.engine.command.string;

import static io.redispatterns.engine.command.CommandFlag.DENYOOM;
import static io.redispatterns.engine.command.CommandFlag.FAST;
import static io.redispatterns.engine.command.CommandFlag.WRITE;

import io.redispatterns.engine.command.ArgReader;
import io.redispatterns.engine.command.CommandRow;
import io.redispatterns.engine.command.CommandTable;
import io.redispatterns.engine.command.Errors;
import io.redispatterns.engine.command.Invocation;
import io.redispatterns.engine.command.KeyFlag;
import io.redispatterns.engine.keyspace.KeyspaceEvent;
import io.redispatterns.engine.reply.Reply;
import io.redispatterns.engine.reply.ReplyShape;
import io.redispatterns.engine.type.StringValue;
import io.redispatterns.engine.util.Bytes;
import io.redispatterns.engine.util.LongDouble;

/** INCR, DECR, INCRBY, DECRBY, INCRBYFLOAT. */
final class CounterCommands {

    private static final byte[] SET = Bytes.of("SET");
    private static final byte[] KEEPTTL = Bytes.of("KEEPTTL");

    private CounterCommands() {}

    static void register(CommandTable.Family t) {
        counter(t, "INCR", "key", "1.0.0")
                .returns(ReplyShape.INTEGER)
                .summary("Adds one to the integer at a key, or to 0.")
                .runs(in -> add(in, 1));
        counter(t, "DECR", "key", "1.0.0")
                .returns(ReplyShape.INTEGER)
                .summary("Takes one from the integer at a key, or from 0.")
                .runs(in -> add(in, -1));
        counter(t, "INCRBY", "key increment:integer", "1.0.0")
                .returns(ReplyShape.INTEGER)
                .summary("Adds to the integer at a key, or to 0.")
                .runs(in -> add(in, ArgReader.toLong(in.arg(2))));
        counter(t, "DECRBY", "key decrement:integer", "1.0.0")
                .returns(ReplyShape.INTEGER)
                .summary("Takes from the integer at a key, or from 0.")
                .runs(CounterCommands::decrBy);
        counter(t, "INCRBYFLOAT", "key increment:double", "2.6.0")
                .returns(ReplyShape.BULK)
                .summary("Adds to the floating point number at a key, or to 0.")
                .runs(CounterCommands::incrByFloat);
    }

    private static CommandRow counter(CommandTable.Family t, String name, String syntax, String since) {
        return t.command(name, syntax)
                .since(since)
                .flags(WRITE, DENYOOM, FAST)
                .keys(KeyFlag.RW, KeyFlag.ACCESS, KeyFlag.UPDATE)
                .complexity("O(1)");
    }

    private static Reply decrBy(Invocation in) {
        long decrement = ArgReader.toLong(in.arg(2));
        if (decrement == Long.MIN_VALUE) {
            throw Errors.of("ERR decrement would overflow");
        }
        return add(in, -decrement);
    }

    private static Reply add(Invocation in, long increment) {
        byte[] key = in.arg(1);
        StringValue value = in.edit(key, StringValue.class);
        long old = value == null ? 0 : number(value);
        long sum = old + increment;
        if (((old ^ sum) & (increment ^ sum)) < 0) {
            throw Errors.incrementOverflows();
        }
        if (value == null) {
            in.db().set(key, StringValue.of(sum), in.now());
        } else {
            value.setLong(sum);
        }
        in.changed(KeyspaceEvent.INCRBY, key);
        return Reply.of(sum);
    }

    private static long number(StringValue value) {
        Long number = value.asLong();
        if (number == null) {
            throw Errors.notAnInteger();
        }
        return number;
    }

    private static Reply incrByFloat(Invocation in) {
        byte[] key = in.arg(1);
        StringValue value = in.edit(key, StringValue.class);
        LongDouble old = value == null ? LongDouble.ZERO : toFloat(value.bytes());
        LongDouble sum = old.add(toFloat(in.arg(2)));
        if (!sum.isFinite()) {
            throw Errors.incrementNotFinite();
        }
        byte[] text = sum.text();
        in.db().setKeepingExpiry(key, StringValue.text(text), in.now());
        in.changed(KeyspaceEvent.INCRBYFLOAT, key);
        in.propagateAs(SET, key, text, KEEPTTL);
        return Reply.of(text);
    }

    private static LongDouble toFloat(byte[] word) {
        LongDouble value = LongDouble.parse(word);
        if (value == null) {
            throw Errors.notAFloat();
        }
        return value;
    }
}
