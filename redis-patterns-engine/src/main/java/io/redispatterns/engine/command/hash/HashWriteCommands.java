package io.redispatterns.engine.command.hash;

import static io.redispatterns.engine.command.CommandFlag.DENYOOM;
import static io.redispatterns.engine.command.CommandFlag.FAST;
import static io.redispatterns.engine.command.CommandFlag.WRITE;

import io.redispatterns.engine.command.ArgReader;
import io.redispatterns.engine.command.CommandTable;
import io.redispatterns.engine.command.Encodings;
import io.redispatterns.engine.command.Errors;
import io.redispatterns.engine.command.Invocation;
import io.redispatterns.engine.command.KeyFlag;
import io.redispatterns.engine.keyspace.KeyspaceEvent;
import io.redispatterns.engine.reply.Reply;
import io.redispatterns.engine.reply.ReplyShape;
import io.redispatterns.engine.type.HashValue;
import io.redispatterns.engine.type.ListpackLimits;
import io.redispatterns.engine.util.Bytes;
import io.redispatterns.engine.util.LongDouble;
import io.redispatterns.engine.util.Numbers;

/** HSET, HMSET, HSETNX, HDEL, HINCRBY, HINCRBYFLOAT. */
final class HashWriteCommands {

    private static final byte[] HSET = Bytes.of("HSET");
    private static final byte[] HSETEX = Bytes.of("HSETEX");
    private static final byte[] KEEPTTL = Bytes.of("KEEPTTL");
    private static final byte[] FIELDS = Bytes.of("FIELDS");

    private HashWriteCommands() {}

    static void register(CommandTable.Family t) {
        t.command("HSET", "key field_value={field value}...")
                .since("2.0.0")
                .flags(WRITE, DENYOOM, FAST)
                .keys(KeyFlag.RW, KeyFlag.UPDATE)
                .returns(ReplyShape.INTEGER)
                .complexity("O(N), when N is the number of fields to set")
                .summary("Sets fields of a hash and tells how many of them are new.")
                .runs(in -> Reply.of(setFields(in)));
        t.command("HMSET", "key field_value={field value}...")
                .since("2.0.0")
                .flags(WRITE, DENYOOM, FAST)
                .keys(KeyFlag.RW, KeyFlag.UPDATE)
                .returns(ReplyShape.OK)
                .deprecated("4.0.0", "`HSET` with multiple field-value pairs")
                .complexity("O(N), when N is the number of fields to set")
                .summary("Sets fields of a hash.")
                .runs(HashWriteCommands::hmset);
        t.command("HSETNX", "key field value")
                .since("2.0.0")
                .flags(WRITE, DENYOOM, FAST)
                .keys(KeyFlag.RW, KeyFlag.INSERT)
                .returns(ReplyShape.INTEGER)
                .complexity("O(1)")
                .summary("Sets a field of a hash unless it is there already.")
                .runs(HashWriteCommands::hsetnx);
        t.command("HDEL", "key field...")
                .since("2.0.0")
                .flags(WRITE, FAST)
                .keys(KeyFlag.RW, KeyFlag.DELETE)
                .returns(ReplyShape.INTEGER)
                .complexity("O(N), when N is the number of fields to delete")
                .summary("Deletes fields of a hash, and the hash with its last field.")
                .runs(HashWriteCommands::hdel);
        t.command("HINCRBY", "key field increment:integer")
                .since("2.0.0")
                .flags(WRITE, DENYOOM, FAST)
                .keys(KeyFlag.RW, KeyFlag.ACCESS, KeyFlag.UPDATE)
                .returns(ReplyShape.INTEGER)
                .complexity("O(1)")
                .summary("Adds to the integer in a field of a hash; a field that is not there counts as 0.")
                .runs(HashWriteCommands::hincrby);
        t.command("HINCRBYFLOAT", "key field increment:double")
                .since("2.6.0")
                .flags(WRITE, DENYOOM, FAST)
                .keys(KeyFlag.RW, KeyFlag.ACCESS, KeyFlag.UPDATE)
                .returns(ReplyShape.BULK)
                .complexity("O(1)")
                .summary(
                        "Adds to the floating point number in a field of a hash; a field that is not there counts as 0.")
                .runs(HashWriteCommands::hincrbyfloat);
    }

    private static Reply hmset(Invocation in) {
        setFields(in);
        return Reply.OK;
    }

    /** Sets the fields of HSET or HMSET and returns how many are new. */
    private static long setFields(Invocation in) {
        if (in.argc() % 2 != 0) {
            throw Errors.wrongArity(in.command().name());
        }
        HashValue hash = editOrCreate(in);
        ListpackLimits limits = Encodings.hash(in.config());
        long added = 0;
        for (int i = 2; i < in.argc(); i += 2) {
            if (hash.set(in.arg(i), in.arg(i + 1), limits)) {
                added++;
            }
        }
        in.changed(KeyspaceEvent.HSET, in.arg(1));
        return added;
    }

    private static Reply hsetnx(Invocation in) {
        HashValue hash = editOrCreate(in);
        byte[] field = in.arg(2);
        if (hash.contains(field)) {
            return Reply.ZERO;
        }
        hash.set(field, in.arg(3), Encodings.hash(in.config()));
        in.changed(KeyspaceEvent.HSET, in.arg(1));
        return Reply.ONE;
    }

    private static Reply hdel(Invocation in) {
        HashValue hash = in.edit(in.arg(1), HashValue.class);
        if (hash == null) {
            return Reply.ZERO;
        }
        long removed = 0;
        for (int i = 2; i < in.argc() && !hash.isEmpty(); i++) {
            if (hash.remove(in.arg(i))) {
                removed++;
            }
        }
        if (removed > 0) {
            in.changed(KeyspaceEvent.HDEL, in.arg(1));
            in.removeIfEmpty(in.arg(1), hash);
        }
        return Reply.of(removed);
    }

    private static Reply hincrby(Invocation in) {
        long increment = ArgReader.toLong(in.arg(3));
        HashValue hash = editOrCreate(in);
        long sum = sum(integerOf(hash, in.arg(2)), increment);
        hash.setKeepingExpiry(in.arg(2), Bytes.of(sum), Encodings.hash(in.config()));
        in.changed(KeyspaceEvent.HINCRBY, in.arg(1));
        return Reply.of(sum);
    }

    private static long integerOf(HashValue hash, byte[] field) {
        byte[] value = hash.get(field);
        if (value == null) {
            return 0;
        }
        Long number = Numbers.parseLong(value);
        if (number == null) {
            throw Errors.of("ERR hash value is not an integer");
        }
        return number;
    }

    private static long sum(long value, long increment) {
        long sum = value + increment;
        if (((value ^ sum) & (increment ^ sum)) < 0) {
            throw Errors.incrementOverflows();
        }
        return sum;
    }

    /**
     * Is propagated as HSET, or where the field has an expiry to keep as HSETEX: the sum is the same everywhere then, however numbers are
     * read and rounded there.
     */
    private static Reply hincrbyfloat(Invocation in) {
        LongDouble increment = increment(in.arg(3));
        byte[] field = in.arg(2);
        HashValue hash = editOrCreate(in);
        LongDouble sum = floatOf(hash, field).add(increment);
        if (!sum.isFinite()) {
            throw Errors.incrementNotFinite();
        }
        byte[] text = sum.text();
        hash.setKeepingExpiry(field, text, Encodings.hash(in.config()));
        in.changed(KeyspaceEvent.HINCRBYFLOAT, in.arg(1));
        if (hash.expiry(field) == HashValue.NEVER) {
            in.propagateAs(HSET, in.arg(1), field, text);
        } else {
            in.propagateAs(HSETEX, in.arg(1), KEEPTTL, FIELDS, Bytes.of(1), field, text);
        }
        return Reply.of(text);
    }

    private static LongDouble increment(byte[] word) {
        LongDouble increment = LongDouble.parse(word);
        if (increment == null) {
            throw Errors.notAFloat();
        }
        if (!increment.isFinite()) {
            throw Errors.of("ERR value is NaN or Infinity");
        }
        return increment;
    }

    private static LongDouble floatOf(HashValue hash, byte[] field) {
        byte[] value = hash.get(field);
        if (value == null) {
            return LongDouble.ZERO;
        }
        LongDouble number = LongDouble.parse(value);
        if (number == null) {
            throw Errors.of("ERR hash value is not a float");
        }
        return number;
    }

    /** A hash that is new is without fields: what may fail in a handler fails on a field that is there. */
    private static HashValue editOrCreate(Invocation in) {
        return in.editOrCreate(in.arg(1), HashValue.class, HashValue::new);
    }
}
