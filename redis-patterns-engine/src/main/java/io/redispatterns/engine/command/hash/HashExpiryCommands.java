package io.redispatterns.engine.command.hash;

import static io.redispatterns.engine.command.CommandFlag.DENYOOM;
import static io.redispatterns.engine.command.CommandFlag.FAST;
import static io.redispatterns.engine.command.CommandFlag.READONLY;
import static io.redispatterns.engine.command.CommandFlag.WRITE;

import io.redispatterns.engine.command.CommandTable;
import io.redispatterns.engine.command.Invocation;
import io.redispatterns.engine.command.KeyFlag;
import io.redispatterns.engine.keyspace.KeyspaceEvent;
import io.redispatterns.engine.reply.Reply;
import io.redispatterns.engine.reply.ReplyShape;
import io.redispatterns.engine.type.HashValue;
import io.redispatterns.engine.util.Bytes;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToLongBiFunction;
import org.jspecify.annotations.Nullable;

/** HEXPIRE, HPEXPIRE, HEXPIREAT, HPEXPIREAT, HTTL, HPTTL, HEXPIRETIME, HPEXPIRETIME, HPERSIST. */
final class HashExpiryCommands {

    private static final byte[] HPEXPIREAT = Bytes.of("HPEXPIREAT");
    private static final String CONDITION = " [condition=(NX|XX|GT|LT)]";
    private static final String FIELDS = " FIELDS fields={numfields:integer field...}";
    private static final String COST = "O(N), when N is the number of fields named";
    private static final String TOO_FEW = "ERR Parameter `numFields` should be greater than 0";

    private static final long NO_FIELD = -2;
    private static final long STAYS = -1;
    private static final long REFUSED = 0;
    private static final long DONE = 1;
    private static final long DELETED = 2;

    /** On what present expiry a new one is set. */
    private enum Condition {
        ALWAYS,
        NX,
        XX,
        GT,
        LT;

        static Condition of(byte[] word) {
            for (Condition condition : values()) {
                if (condition != ALWAYS && Bytes.equalsIgnoreCase(word, condition.name())) {
                    return condition;
                }
            }
            return ALWAYS;
        }

        boolean allows(long present, long wanted) {
            return switch (this) {
                case ALWAYS -> true;
                case NX -> present == HashValue.NEVER;
                case XX -> present != HashValue.NEVER;
                case GT -> present < wanted;
                case LT -> present > wanted;
            };
        }
    }

    private HashExpiryCommands() {}

    static void register(CommandTable.Family t) {
        expiring(t, "HEXPIRE", "seconds:integer", TimeForm.EX, "Lets fields of a hash expire in so many seconds.");
        expiring(
                t,
                "HPEXPIRE",
                "milliseconds:integer",
                TimeForm.PX,
                "Lets fields of a hash expire in so many milliseconds.");
        expiring(
                t,
                "HEXPIREAT",
                "unix-time-seconds:unix-time",
                TimeForm.EXAT,
                "Lets fields of a hash expire at a moment, in seconds since 1970.");
        expiring(
                t,
                "HPEXPIREAT",
                "unix-time-milliseconds:unix-time",
                TimeForm.PXAT,
                "Lets fields of a hash expire at a moment, in milliseconds since 1970.");
        telling(t, "HTTL", TimeForm.EX, "Tells in how many seconds fields of a hash expire.");
        telling(t, "HPTTL", TimeForm.PX, "Tells in how many milliseconds fields of a hash expire.");
        telling(t, "HEXPIRETIME", TimeForm.EXAT, "Tells when fields of a hash expire, in seconds since 1970.");
        telling(t, "HPEXPIRETIME", TimeForm.PXAT, "Tells when fields of a hash expire, in milliseconds since 1970.");
        t.command("HPERSIST", "key" + FIELDS)
                .since("7.4.0")
                .flags(WRITE, FAST)
                .keys(KeyFlag.RW, KeyFlag.UPDATE)
                .returns(ReplyShape.arrayOf(ReplyShape.INTEGER))
                .complexity(COST)
                .summary("Lets fields of a hash stay that would have expired.")
                .runs(HashExpiryCommands::hpersist);
    }

    private static void expiring(CommandTable.Family t, String name, String time, TimeForm form, String summary) {
        t.command(name, "key " + time + CONDITION + FIELDS)
                .since("7.4.0")
                .flags(WRITE, DENYOOM, FAST)
                .keys(KeyFlag.RW, KeyFlag.UPDATE)
                .returns(ReplyShape.arrayOf(ReplyShape.INTEGER))
                .complexity(COST)
                .summary(summary)
                .runs(in -> expire(in, form));
    }

    private static void telling(CommandTable.Family t, String name, TimeForm form, String summary) {
        t.command(name, "key" + FIELDS)
                .since("7.4.0")
                .flags(READONLY, FAST)
                .keys(KeyFlag.RO, KeyFlag.ACCESS)
                .returns(ReplyShape.arrayOf(ReplyShape.INTEGER))
                .complexity(COST)
                .summary(summary)
                .runs(in -> tell(in, form));
    }

    private static Reply expire(Invocation in, TimeForm form) {
        HashValue hash = in.edit(in.arg(1), HashValue.class);
        long when = form.read(in, in.arg(2));
        Condition condition = Condition.of(in.arg(3));
        List<byte[]> fields = FieldWords.read(in, condition == Condition.ALWAYS ? 3 : 4, TOO_FEW);
        List<byte[]> changed = new ArrayList<>();
        Reply reply = each(hash, fields, (there, field) -> {
            if (!condition.allows(there.expiry(field), when)) {
                return REFUSED;
            }
            changed.add(field);
            return expireOrDelete(in, there, field, when) ? DONE : DELETED;
        });
        if (hash != null && !changed.isEmpty()) {
            told(in, hash, when, changed, condition == Condition.ALWAYS ? null : in.arg(3));
        }
        return reply;
    }

    /** Replies a number for each field: {@link #NO_FIELD} for those that are not there. */
    private static Reply each(
            @Nullable HashValue hash, List<byte[]> fields, ToLongBiFunction<HashValue, byte[]> outcome) {
        List<Reply> outcomes = new ArrayList<>(fields.size());
        for (byte[] field : fields) {
            long code = hash != null && hash.contains(field) ? outcome.applyAsLong(hash, field) : NO_FIELD;
            outcomes.add(Reply.of(code));
        }
        return new Reply.Array(outcomes);
    }

    /** Sets when a field expires, and says so; deletes it instead when that time has come. */
    static boolean expireOrDelete(Invocation in, HashValue hash, byte[] field, long when) {
        if (when <= in.now()) {
            hash.remove(field);
            return false;
        }
        hash.expireAt(field, when);
        return true;
    }

    /** Tells of fields that {@link #expireOrDelete} has changed, and propagates what comes to the same at any time. */
    static void told(Invocation in, HashValue hash, long when, List<byte[]> fields, byte @Nullable [] condition) {
        byte[] key = in.arg(1);
        if (when <= in.now()) {
            in.propagateAs(FieldWords.deletion(key, fields));
            in.changed(KeyspaceEvent.HDEL, key);
            in.removeIfEmpty(key, hash);
            return;
        }
        byte[] time = Bytes.of(when);
        in.propagateAs(
                condition == null
                        ? FieldWords.counted(fields, HPEXPIREAT, key, time)
                        : FieldWords.counted(fields, HPEXPIREAT, key, time, condition));
        in.changed(KeyspaceEvent.HEXPIRE, key);
    }

    private static Reply tell(Invocation in, TimeForm form) {
        HashValue hash = in.read(in.arg(1), HashValue.class);
        return each(hash, FieldWords.read(in, 2), (there, field) -> {
            long when = there.expiry(field);
            return when == HashValue.NEVER ? STAYS : form.tell(in, when);
        });
    }

    private static Reply hpersist(Invocation in) {
        HashValue hash = in.edit(in.arg(1), HashValue.class);
        List<byte[]> changed = new ArrayList<>();
        Reply reply = each(hash, FieldWords.read(in, 2), (there, field) -> {
            if (there.expiry(field) == HashValue.NEVER) {
                return STAYS;
            }
            there.expireAt(field, HashValue.NEVER);
            changed.add(field);
            return DONE;
        });
        if (!changed.isEmpty()) {
            in.changed(KeyspaceEvent.HPERSIST, in.arg(1));
        }
        return reply;
    }
}
