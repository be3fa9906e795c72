package io.redispatterns.engine.command.hash;

import static io.redispatterns.engine.command.CommandFlag.DENYOOM;
import static io.redispatterns.engine.command.CommandFlag.FAST;
import static io.redispatterns.engine.command.CommandFlag.WRITE;

import io.redispatterns.engine.command.CommandTable;
import io.redispatterns.engine.command.Encodings;
import io.redispatterns.engine.command.Invocation;
import io.redispatterns.engine.command.KeyFlag;
import io.redispatterns.engine.keyspace.KeyspaceEvent;
import io.redispatterns.engine.reply.Reply;
import io.redispatterns.engine.reply.ReplyShape;
import io.redispatterns.engine.type.HashValue;
import io.redispatterns.engine.type.ListpackLimits;
import io.redispatterns.engine.util.Bytes;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** HGETDEL, HGETEX, HSETEX: fields are read or set and something is done with them besides. */
final class HashExchangeCommands {

    private static final byte[] HPERSIST = Bytes.of("HPERSIST");
    private static final String TIMES = "EX seconds:integer | PX milliseconds:integer"
            + " | EXAT unix-time-seconds:unix-time | PXAT unix-time-milliseconds:unix-time";
    private static final ReplyShape VALUES = ReplyShape.arrayOf(ReplyShape.BULK.or(ReplyShape.NIL));

    private HashExchangeCommands() {}

    static void register(CommandTable.Family t) {
        t.command("HGETDEL", "key FIELDS fields={numfields:integer field...}")
                .since("8.0.0")
                .flags(WRITE, FAST)
                .keys(KeyFlag.RW, KeyFlag.ACCESS, KeyFlag.DELETE)
                .returns(VALUES)
                .complexity("O(N), when N is the number of fields named")
                .summary("Gives the values of fields of a hash and deletes them, and the hash with its last field.")
                .runs(HashExchangeCommands::hgetdel);
        t.command("HGETEX", "key [expiration=(" + TIMES + " | PERSIST)] FIELDS fields={numfields:integer field...}")
                .since("8.0.0")
                .flags(WRITE, FAST)
                .keys(KeyFlag.RW, KeyFlag.ACCESS, KeyFlag.UPDATE)
                .returns(VALUES)
                .complexity("O(N), when N is the number of fields named")
                .summary("Gives the values of fields of a hash, and sets or ends their expiry.")
                .runs(HashExchangeCommands::hgetex);
        t.command(
                        "HSETEX",
                        "key [condition=(FNX|FXX)] [expiration=(" + TIMES
                                + " | KEEPTTL)] FIELDS fields={numfields:integer data={field value}...}")
                .since("8.0.0")
                .flags(WRITE, DENYOOM, FAST)
                .keys(KeyFlag.RW, KeyFlag.UPDATE)
                .returns(ReplyShape.INTEGER)
                .complexity("O(N), when N is the number of fields to set")
                .summary("Sets fields of a hash, if all or none of them are there already, and their expiry.")
                .runs(HashExchangeCommands::hsetex);
    }

    private static Reply hgetdel(Invocation in) {
        HashValue hash = in.edit(in.arg(1), HashValue.class);
        List<byte[]> fields = FieldWords.read(in, 2);
        List<Reply> values = new ArrayList<>(fields.size());
        boolean deleted = false;
        for (byte[] field : fields) {
            values.add(value(hash, field));
            deleted |= hash != null && hash.remove(field);
        }
        if (deleted && hash != null) {
            in.propagateAs(FieldWords.deletion(in.arg(1), fields));
            in.changed(KeyspaceEvent.HDEL, in.arg(1));
            in.removeIfEmpty(in.arg(1), hash);
        }
        return new Reply.Array(values);
    }

    private static Reply hgetex(Invocation in) {
        HashValue hash = in.edit(in.arg(1), HashValue.class);
        TimeForm form = TimeForm.named(in.arg(2));
        if (form != null) {
            return getAndExpire(in, hash, form.read(in, in.arg(3)), FieldWords.read(in, 4));
        }
        if (Bytes.equalsIgnoreCase(in.arg(2), "PERSIST")) {
            return getAndPersist(in, hash, FieldWords.read(in, 3));
        }
        List<Reply> values = new ArrayList<>();
        FieldWords.read(in, 2).forEach(field -> values.add(value(hash, field)));
        return new Reply.Array(values);
    }

    private static Reply getAndExpire(Invocation in, @Nullable HashValue hash, long when, List<byte[]> fields) {
        List<Reply> values = new ArrayList<>(fields.size());
        List<byte[]> changed = new ArrayList<>();
        for (byte[] field : fields) {
            values.add(value(hash, field));
            if (hash != null && hash.contains(field)) {
                HashExpiryCommands.expireOrDelete(in, hash, field, when);
                changed.add(field);
            }
        }
        if (hash != null && !changed.isEmpty()) {
            HashExpiryCommands.told(in, hash, when, changed, null);
        }
        return new Reply.Array(values);
    }

    private static Reply getAndPersist(Invocation in, @Nullable HashValue hash, List<byte[]> fields) {
        List<Reply> values = new ArrayList<>(fields.size());
        List<byte[]> changed = new ArrayList<>();
        for (byte[] field : fields) {
            values.add(value(hash, field));
            if (hash != null && hash.expiry(field) != HashValue.NEVER) {
                hash.expireAt(field, HashValue.NEVER);
                changed.add(field);
            }
        }
        if (!changed.isEmpty()) {
            in.propagateAs(FieldWords.counted(changed, HPERSIST, in.arg(1)));
            in.changed(KeyspaceEvent.HPERSIST, in.arg(1));
        }
        return new Reply.Array(values);
    }

    private static Reply value(@Nullable HashValue hash, byte[] field) {
        byte[] value = hash == null ? null : hash.get(field);
        return value == null ? Reply.NIL : Reply.of(value);
    }

    private static Reply hsetex(Invocation in) {
        SettingOptions options = SettingOptions.parse(in);
        byte[] key = in.arg(1);
        if (!options.allows(in, in.edit(key, HashValue.class))) {
            return Reply.ZERO;
        }
        HashValue hash = in.editOrCreate(key, HashValue.class, HashValue::new);
        List<byte[]> fields = setFields(in, options, hash);
        in.changed(KeyspaceEvent.HSET, key);
        if (!options.isTimed()) {
            return Reply.ONE;
        }
        boolean past = options.when() <= in.now();
        in.propagateAs(past ? FieldWords.deletion(key, fields) : options.withTime(in));
        in.changed(past ? KeyspaceEvent.HDEL : KeyspaceEvent.HEXPIRE, key);
        in.removeIfEmpty(key, hash);
        return Reply.ONE;
    }

    private static List<byte[]> setFields(Invocation in, SettingOptions options, HashValue hash) {
        ListpackLimits limits = Encodings.hash(in.config());
        List<byte[]> fields = new ArrayList<>();
        for (int i = options.firstField(); i < in.argc(); i += 2) {
            byte[] field = in.arg(i);
            fields.add(field);
            if (options.keepsExpiry()) {
                hash.setKeepingExpiry(field, in.arg(i + 1), limits);
            } else {
                hash.set(field, in.arg(i + 1), limits);
            }
            if (options.isTimed()) {
                HashExpiryCommands.expireOrDelete(in, hash, field, options.when());
            }
        }
        return fields;
    }
}
