package io.redispatterns.engine.command.string;

import static io.redispatterns.engine.command.CommandFlag.DENYOOM;
import static io.redispatterns.engine.command.CommandFlag.FAST;
import static io.redispatterns.engine.command.CommandFlag.READONLY;
import static io.redispatterns.engine.command.CommandFlag.WRITE;

import io.redispatterns.engine.command.CommandGroup;
import io.redispatterns.engine.command.CommandRow;
import io.redispatterns.engine.command.CommandTable;
import io.redispatterns.engine.command.Errors;
import io.redispatterns.engine.command.Invocation;
import io.redispatterns.engine.command.KeyFlag;
import io.redispatterns.engine.command.KeySpec;
import io.redispatterns.engine.command.KeyUse;
import io.redispatterns.engine.keyspace.Entry;
import io.redispatterns.engine.keyspace.KeyspaceEvent;
import io.redispatterns.engine.reply.Reply;
import io.redispatterns.engine.reply.ReplyShape;
import io.redispatterns.engine.type.StringValue;
import io.redispatterns.engine.util.Bytes;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** GET, SET and those that are a SET or a GET with something more, one key at a time. */
public final class StringCommands {

    private static final byte[] SET = Bytes.of("SET");
    private static final byte[] PXAT = Bytes.of("PXAT");
    private static final byte[] DEL = Bytes.of("DEL");
    private static final byte[] PEXPIREAT = Bytes.of("PEXPIREAT");
    private static final byte[] PERSIST = Bytes.of("PERSIST");

    private StringCommands() {}

    /** Writes the family's rows. */
    public static void register(CommandTable.Family root) {
        CommandTable.Family t = root.group(CommandGroup.STRING);
        registerReads(t);
        registerWrites(t);
        MultiKeyCommands.register(t);
        RangeCommands.register(t);
        CounterCommands.register(t);
        LcsCommand.register(t);
    }

    private static void registerReads(CommandTable.Family t) {
        t.command("GET", "key")
                .since("1.0.0")
                .flags(READONLY, FAST)
                .keys(KeyFlag.RO, KeyFlag.ACCESS)
                .returns(ReplyShape.BULK.or(ReplyShape.NIL))
                .complexity("O(1)")
                .summary("Returns the string at a key.")
                .runs(StringCommands::get);
        t.command("GETDEL", "key")
                .since("6.2.0")
                .flags(WRITE, FAST)
                .keys(KeyFlag.RW, KeyFlag.ACCESS, KeyFlag.DELETE)
                .returns(ReplyShape.BULK.or(ReplyShape.NIL))
                .complexity("O(1)")
                .summary("Returns the string at a key and deletes the key.")
                .runs(StringCommands::getDel);
        t.command(
                        "GETEX",
                        "key [expiration=(EX seconds:integer|PX milliseconds:integer|EXAT unix-time-seconds:unix-time"
                                + "|PXAT unix-time-milliseconds:unix-time|PERSIST)]")
                .since("6.2.0")
                .flags(WRITE, FAST)
                .keySpecs(first("RW and UPDATE because it changes the TTL", KeyFlag.RW, KeyFlag.ACCESS, KeyFlag.UPDATE))
                .returns(ReplyShape.BULK.or(ReplyShape.NIL))
                .complexity("O(1)")
                .summary("Returns the string at a key and sets or ends the key's expiry.")
                .runs(StringCommands::getEx);
        t.command("GETSET", "key value")
                .since("1.0.0")
                .deprecated("6.2.0", "`SET` with the `!GET` argument")
                .flags(WRITE, DENYOOM, FAST)
                .keys(KeyFlag.RW, KeyFlag.ACCESS, KeyFlag.UPDATE)
                .returns(ReplyShape.BULK.or(ReplyShape.NIL))
                .complexity("O(1)")
                .summary("Sets a key to a string and returns the one that was there.")
                .runs(StringCommands::getSet);
    }

    private static void registerWrites(CommandTable.Family t) {
        t.command(
                        "SET",
                        "key value [condition=(NX|XX)@2.6.12] [GET@6.2.0] [expiration=(EX seconds:integer@2.6.12"
                                + "|PX milliseconds:integer@2.6.12|EXAT unix-time-seconds:unix-time@6.2.0"
                                + "|PXAT unix-time-milliseconds:unix-time@6.2.0|KEEPTTL@6.0.0)]")
                .since("1.0.0")
                .flags(WRITE, DENYOOM)
                .keySpecs(first(
                        "RW and ACCESS due to the optional `GET` argument",
                        KeyFlag.RW,
                        KeyFlag.ACCESS,
                        KeyFlag.UPDATE,
                        KeyFlag.VARIABLE_FLAGS))
                .keysBy(StringCommands::keyOfSet)
                .returns(ReplyShape.OK.or(ReplyShape.BULK).or(ReplyShape.NIL))
                .complexity("O(1)")
                .summary("Sets a key to a string, whatever was there, with an expiry or a condition if wanted.")
                .runs(StringCommands::set);
        t.command("SETNX", "key value")
                .since("1.0.0")
                .flags(WRITE, DENYOOM, FAST)
                .keys(KeyFlag.OW, KeyFlag.INSERT)
                .returns(ReplyShape.INTEGER)
                .complexity("O(1)")
                .summary("Sets a key to a string unless the key is there.")
                .runs(StringCommands::setNx);
        setExpiring(t, "SETEX", "key seconds:integer value")
                .since("2.0.0")
                .summary("Sets a key to a string that expires after some seconds.")
                .runs(in -> setExpiring(in, Lifetime.Kind.EX));
        setExpiring(t, "PSETEX", "key milliseconds:integer value")
                .since("2.6.0")
                .summary("Sets a key to a string that expires after some milliseconds.")
                .runs(in -> setExpiring(in, Lifetime.Kind.PX));
    }

    /** With GET the old value is given to the user, else it is not even read. */
    private static List<KeyUse> keyOfSet(byte[][] argv) {
        boolean reads = Stream.of(argv).skip(3).anyMatch(word -> Bytes.equalsIgnoreCase(word, "GET"));
        Set<KeyFlag> flags =
                reads ? EnumSet.of(KeyFlag.RW, KeyFlag.ACCESS, KeyFlag.UPDATE) : EnumSet.of(KeyFlag.OW, KeyFlag.UPDATE);
        return List.of(new KeyUse(1, flags));
    }

    private static CommandRow setExpiring(CommandTable.Family t, String name, String syntax) {
        return t.command(name, syntax)
                .flags(WRITE, DENYOOM)
                .keys(KeyFlag.OW, KeyFlag.UPDATE)
                .returns(ReplyShape.OK)
                .complexity("O(1)");
    }

    /** The first argument as the only key, with a remark for the reader. */
    private static KeySpec first(String notes, KeyFlag... flags) {
        return new KeySpec(Set.of(flags), notes, new KeySpec.AtIndex(1), new KeySpec.Range(0, 1, 0));
    }

    private static Reply get(Invocation in) {
        StringValue value = in.read(in.arg(1), StringValue.class);
        return value == null ? Reply.NIL : Reply.of(value.bytes());
    }

    private static Reply getDel(Invocation in) {
        Reply old = get(in);
        if (old != Reply.NIL) {
            delete(in);
        }
        return old;
    }

    private static void delete(Invocation in) {
        byte[] key = in.arg(1);
        in.db().remove(key);
        in.changed(KeyspaceEvent.DEL, key);
        in.propagateAs(DEL, key);
    }

    private static Reply getEx(Invocation in) {
        Lifetime lifetime = Lifetime.UNSAID;
        for (var words = in.argsFrom(2); words.hasNext(); ) {
            lifetime = lifetime.then(words, Lifetime.Kind.PERSIST);
        }
        Entry entry = in.readEntry(in.arg(1));
        if (entry == null) {
            return Reply.NIL;
        }
        if (!(entry.value() instanceof StringValue value)) {
            throw Errors.wrongType();
        }
        if (lifetime.isTimed()) {
            expire(in, entry, lifetime);
        } else if (lifetime.is(Lifetime.Kind.PERSIST) && entry.expires()) {
            persist(in, entry);
        }
        return Reply.of(value.bytes());
    }

    private static void expire(Invocation in, Entry entry, Lifetime lifetime) {
        long deadline = lifetime.deadline(in);
        if (lifetime.isMoment() && deadline <= in.now()) {
            delete(in);
            return;
        }
        in.db().expireAt(entry, deadline);
        in.changed(KeyspaceEvent.EXPIRE, in.arg(1));
        in.propagateAs(PEXPIREAT, in.arg(1), Bytes.of(deadline));
    }

    private static void persist(Invocation in, Entry entry) {
        in.db().expireAt(entry, Entry.NO_EXPIRY);
        in.changed(KeyspaceEvent.PERSIST, in.arg(1));
        in.propagateAs(PERSIST, in.arg(1));
    }

    private static Reply getSet(Invocation in) {
        Reply old = get(in);
        put(in, in.arg(2));
        in.propagateAs(SET, in.arg(1), in.arg(2));
        return old;
    }

    private static Reply set(Invocation in) {
        return in.argc() == 3 ? put(in, in.arg(2)) : set(in, SetOptions.parse(in.argsFrom(3)));
    }

    private static Reply set(Invocation in, SetOptions options) {
        Lifetime lifetime = options.lifetime();
        long deadline = lifetime.isTimed() ? lifetime.deadline(in) : Entry.NO_EXPIRY;
        Reply old = options.returnsOld() ? get(in) : Reply.NIL;
        boolean present = in.db().lookup(in.arg(1), in.now()) != null;
        if (!options.condition().allows(present)) {
            return old;
        }
        if (lifetime.isTimed()) {
            put(in, in.arg(2), deadline);
        } else {
            put(in, in.arg(2), lifetime.is(Lifetime.Kind.KEEPTTL));
            if (options.returnsOld()) {
                in.propagateAs(withoutGet(in));
            }
        }
        return options.returnsOld() ? old : Reply.OK;
    }

    /** The words of a SET but for the option GET, which changes nothing. */
    private static byte[][] withoutGet(Invocation in) {
        List<byte[]> words = new ArrayList<>(in.argc());
        for (int i = 0; i < in.argc(); i++) {
            if (i < 3 || !Bytes.equalsIgnoreCase(in.arg(i), "GET")) {
                words.add(in.arg(i));
            }
        }
        return words.toArray(byte[][]::new);
    }

    private static Reply setNx(Invocation in) {
        if (in.db().lookup(in.arg(1), in.now()) != null) {
            return Reply.ZERO;
        }
        put(in, in.arg(2));
        return Reply.ONE;
    }

    private static Reply setExpiring(Invocation in, Lifetime.Kind unit) {
        return put(in, in.arg(3), new Lifetime(unit, in.arg(2)).deadline(in));
    }

    /** Sets the key to a string that stays. */
    private static Reply put(Invocation in, byte[] content) {
        return put(in, content, false);
    }

    private static Reply put(Invocation in, byte[] content, boolean keepsExpiry) {
        byte[] key = in.arg(1);
        StringValue value = StringValue.of(content);
        if (keepsExpiry) {
            in.db().setKeepingExpiry(key, value, in.now());
        } else {
            in.db().set(key, value, in.now());
        }
        in.changed(KeyspaceEvent.SET, key);
        return Reply.OK;
    }

    /** Sets the key to a string that expires, which is propagated with the moment. */
    private static Reply put(Invocation in, byte[] content, long deadline) {
        byte[] key = in.arg(1);
        Entry entry = in.db().set(key, StringValue.of(content), in.now());
        in.db().expireAt(entry, deadline);
        in.changed(KeyspaceEvent.SET, key);
        in.changed(KeyspaceEvent.EXPIRE, key);
        in.propagateAs(SET, key, content, PXAT, Bytes.of(deadline));
        return Reply.OK;
    }
}
