package io.redispatterns.engine.command.generic;

import static io.redispatterns.engine.command.CommandFlag.FAST;
import static io.redispatterns.engine.command.CommandFlag.READONLY;
import static io.redispatterns.engine.command.CommandFlag.WRITE;

import io.redispatterns.engine.command.ArgReader;
import io.redispatterns.engine.command.CommandException;
import io.redispatterns.engine.command.CommandGroup;
import io.redispatterns.engine.command.CommandTable;
import io.redispatterns.engine.command.Errors;
import io.redispatterns.engine.command.Invocation;
import io.redispatterns.engine.command.KeyFlag;
import io.redispatterns.engine.keyspace.Entry;
import io.redispatterns.engine.keyspace.KeyspaceEvent;
import io.redispatterns.engine.reply.Reply;
import io.redispatterns.engine.reply.ReplyShape;
import io.redispatterns.engine.util.Bytes;

/** EXPIRE, PEXPIRE, EXPIREAT, PEXPIREAT, TTL, PTTL, EXPIRETIME, PEXPIRETIME, PERSIST. */
public final class ExpireCommands {

    private static final byte[] PEXPIREAT = Bytes.of("PEXPIREAT");
    private static final byte[] DEL = Bytes.of("DEL");
    private static final String CONDITION = " [condition=(NX|XX|GT|LT)@7.0.0]";
    private static final String NONDETERMINISTIC = "nondeterministic_output";

    /** What TTL and its like answer for a missing key and for one that stays. */
    private static final Reply MISSING = new Reply.Int(-2);

    private static final Reply STAYS = new Reply.Int(-1);

    /** What a time is given or told in. */
    private enum Unit {
        SECONDS(1000),
        MILLIS(1);

        private final long millis;

        Unit(long millis) {
            this.millis = millis;
        }
    }

    private ExpireCommands() {}

    /** Writes the family's rows. */
    public static void register(CommandTable.Family root) {
        CommandTable.Family t = root.group(CommandGroup.GENERIC);
        registerSetting(t);
        registerTelling(t);
        t.command("PERSIST", "key")
                .since("2.2.0")
                .flags(WRITE, FAST)
                .keys(KeyFlag.RW, KeyFlag.UPDATE)
                .returns(ReplyShape.INTEGER)
                .complexity("O(1)")
                .summary("Lets a key stay that would have expired.")
                .runs(ExpireCommands::persist);
    }

    private static void registerSetting(CommandTable.Family t) {
        t.command("EXPIRE", "key seconds:integer" + CONDITION)
                .since("1.0.0")
                .flags(WRITE, FAST)
                .keys(KeyFlag.RW, KeyFlag.UPDATE)
                .returns(ReplyShape.INTEGER)
                .complexity("O(1)")
                .summary("Lets a key expire in so many seconds.")
                .runs(in -> expire(in, in.now(), Unit.SECONDS));
        t.command("PEXPIRE", "key milliseconds:integer" + CONDITION)
                .since("2.6.0")
                .flags(WRITE, FAST)
                .keys(KeyFlag.RW, KeyFlag.UPDATE)
                .returns(ReplyShape.INTEGER)
                .complexity("O(1)")
                .summary("Lets a key expire in so many milliseconds.")
                .runs(in -> expire(in, in.now(), Unit.MILLIS));
        t.command("EXPIREAT", "key unix-time-seconds:unix-time" + CONDITION)
                .since("1.2.0")
                .flags(WRITE, FAST)
                .keys(KeyFlag.RW, KeyFlag.UPDATE)
                .returns(ReplyShape.INTEGER)
                .complexity("O(1)")
                .summary("Lets a key expire at a moment, in seconds since 1970.")
                .runs(in -> expire(in, 0, Unit.SECONDS));
        t.command("PEXPIREAT", "key unix-time-milliseconds:unix-time" + CONDITION)
                .since("2.6.0")
                .flags(WRITE, FAST)
                .keys(KeyFlag.RW, KeyFlag.UPDATE)
                .returns(ReplyShape.INTEGER)
                .complexity("O(1)")
                .summary("Lets a key expire at a moment, in milliseconds since 1970.")
                .runs(in -> expire(in, 0, Unit.MILLIS));
    }

    private static void registerTelling(CommandTable.Family t) {
        t.command("TTL", "key")
                .since("1.0.0")
                .flags(READONLY, FAST)
                .keys(KeyFlag.RO, KeyFlag.ACCESS)
                .returns(ReplyShape.INTEGER)
                .complexity("O(1)")
                .summary("Tells in how many seconds a key expires.")
                .tips(NONDETERMINISTIC)
                .runs(in -> expiry(in, in.now(), Unit.SECONDS));
        t.command("PTTL", "key")
                .since("2.6.0")
                .flags(READONLY, FAST)
                .keys(KeyFlag.RO, KeyFlag.ACCESS)
                .returns(ReplyShape.INTEGER)
                .complexity("O(1)")
                .summary("Tells in how many milliseconds a key expires.")
                .tips(NONDETERMINISTIC)
                .runs(in -> expiry(in, in.now(), Unit.MILLIS));
        t.command("EXPIRETIME", "key")
                .since("7.0.0")
                .flags(READONLY, FAST)
                .keys(KeyFlag.RO, KeyFlag.ACCESS)
                .returns(ReplyShape.INTEGER)
                .complexity("O(1)")
                .summary("Tells when a key expires, in seconds since 1970.")
                .runs(in -> expiry(in, 0, Unit.SECONDS));
        t.command("PEXPIRETIME", "key")
                .since("7.0.0")
                .flags(READONLY, FAST)
                .keys(KeyFlag.RO, KeyFlag.ACCESS)
                .returns(ReplyShape.INTEGER)
                .complexity("O(1)")
                .summary("Tells when a key expires, in milliseconds since 1970.")
                .runs(in -> expiry(in, 0, Unit.MILLIS));
    }

    private static Reply expire(Invocation in, long base, Unit unit) {
        ExpireCondition condition = ExpireCondition.parse(in.argsFrom(3));
        long when = moment(in, base, unit);
        byte[] key = in.arg(1);
        Entry entry = in.db().lookup(key, in.now());
        if (entry == null || !condition.allows(entry, when)) {
            return Reply.ZERO;
        }
        if (when <= in.now()) {
            in.db().remove(key);
            in.propagateAs(DEL, key);
            in.changed(KeyspaceEvent.DEL, key);
            return Reply.ONE;
        }
        in.db().expireAt(entry, when);
        in.propagateAs(rewritten(in, when));
        in.changed(KeyspaceEvent.EXPIRE, key);
        return Reply.ONE;
    }

    /**
     * Returns the moment that the second argument means, in milliseconds since 1970.
     *
     * @throws CommandException when it is no integer or no 64-bit number can hold the moment
     */
    private static long moment(Invocation in, long base, Unit unit) {
        long given = ArgReader.toLong(in.arg(2));
        boolean tooFar = given > Long.MAX_VALUE / unit.millis || given < Long.MIN_VALUE / unit.millis;
        if (tooFar || given * unit.millis > Long.MAX_VALUE - base) {
            throw Errors.invalidExpire(in.command().name());
        }
        return given * unit.millis + base;
    }

    /** The command that sets the same moment whenever it runs, its conditions kept. */
    private static byte[][] rewritten(Invocation in, long when) {
        byte[][] words = new byte[in.argc()][];
        for (int i = 1; i < words.length; i++) {
            words[i] = in.arg(i);
        }
        words[0] = PEXPIREAT;
        words[2] = Bytes.of(when);
        return words;
    }

    private static Reply expiry(Invocation in, long base, Unit unit) {
        Entry entry = KeyCommands.look(in, in.arg(1));
        if (entry == null) {
            return MISSING;
        }
        if (!entry.expires()) {
            return STAYS;
        }
        long millis = entry.expireAtMillis() - base;
        // Rounding may pass the largest moment there is.
        return new Reply.Int(Long.divideUnsigned(millis + unit.millis / 2, unit.millis));
    }

    private static Reply persist(Invocation in) {
        byte[] key = in.arg(1);
        Entry entry = in.db().lookup(key, in.now());
        if (entry == null || !entry.expires()) {
            return Reply.ZERO;
        }
        in.db().expireAt(entry, Entry.NO_EXPIRY);
        in.changed(KeyspaceEvent.PERSIST, key);
        return Reply.ONE;
    }
}
