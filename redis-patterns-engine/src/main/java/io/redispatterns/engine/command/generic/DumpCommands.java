package io.redispatterns.engine.command.generic;

import static io.redispatterns.engine.command.CommandFlag.DENYOOM;
import static io.redispatterns.engine.command.CommandFlag.READONLY;
import static io.redispatterns.engine.command.CommandFlag.WRITE;

import io.redispatterns.engine.command.AclCategory;
import io.redispatterns.engine.command.ArgReader;
import io.redispatterns.engine.command.CommandException;
import io.redispatterns.engine.command.CommandGroup;
import io.redispatterns.engine.command.CommandTable;
import io.redispatterns.engine.command.Encodings;
import io.redispatterns.engine.command.Errors;
import io.redispatterns.engine.command.Invocation;
import io.redispatterns.engine.command.KeyFlag;
import io.redispatterns.engine.keyspace.Entry;
import io.redispatterns.engine.keyspace.KeyspaceEvent;
import io.redispatterns.engine.rdb.DumpPayload;
import io.redispatterns.engine.reply.Reply;
import io.redispatterns.engine.reply.ReplyShape;
import io.redispatterns.engine.type.Value;
import io.redispatterns.engine.util.Bytes;
import java.util.Arrays;

/** DUMP and RESTORE: values that move between servers, in Redis's own form. */
public final class DumpCommands {

    private static final byte[] DEL = Bytes.of("DEL");
    private static final byte[] ABSTTL = Bytes.of("ABSTTL");

    private DumpCommands() {}

    /** Writes the family's rows. */
    public static void register(CommandTable.Family root) {
        CommandTable.Family t = root.group(CommandGroup.GENERIC);
        t.command("DUMP", "key")
                .since("2.6.0")
                .flags(READONLY)
                .keys(KeyFlag.RO, KeyFlag.ACCESS)
                .returns(ReplyShape.BULK.or(ReplyShape.NIL))
                .complexity("O(N), when N is the size of the value")
                .summary("Returns the value of a key in the form that RESTORE takes.")
                .tips("nondeterministic_output")
                .runs(DumpCommands::dump);
        t.command(
                        "RESTORE",
                        "key ttl:integer serialized-value:string [REPLACE@3.0.0] [ABSTTL@5.0.0]"
                                + " [IDLETIME seconds:integer@5.0.0] [FREQ frequency:integer@5.0.0]")
                .since("2.6.0")
                .flags(WRITE, DENYOOM)
                .categories(AclCategory.DANGEROUS)
                .keys(KeyFlag.OW, KeyFlag.UPDATE)
                .returns(ReplyShape.STATUS)
                .complexity("O(N), when N is the size of the value; O(N*log(N)) for a large sorted set of N members")
                .summary("Sets a key to a value that DUMP has returned.")
                .runs(DumpCommands::restore);
    }

    private static Reply dump(Invocation in) {
        Entry entry = in.readEntry(in.arg(1));
        return entry == null ? Reply.NIL : Reply.of(DumpPayload.of(entry.value()));
    }

    private static Reply restore(Invocation in) {
        byte[] key = in.arg(1);
        RestoreOptions options = RestoreOptions.parse(in.argsFrom(4));
        boolean present = in.db().lookup(key, in.now()) != null;
        if (present && !options.replace()) {
            throw Errors.of("BUSYKEY Target key name already exists.");
        }
        long ttl = ttl(in);
        Value value = value(in);
        // Redis lets the sum overflow too: the moment is then long past.
        long when = ttl == 0 ? Entry.NO_EXPIRY : options.absolute() ? ttl : in.now() + ttl;
        if (ttl != 0 && when <= in.now()) {
            if (present) {
                delete(in, key);
            }
            return Reply.OK;
        }
        // Not replaced in its place: Redis tells of a new key then.
        in.db().remove(key);
        Entry entry = in.db().set(key, value, in.now());
        entry.touch(options.lastAccess(in.now()));
        if (ttl != 0) {
            in.db().expireAt(entry, when);
            in.propagateAs(options.absolute() ? words(in) : withMoment(in, when));
        }
        in.changed(KeyspaceEvent.RESTORE, key);
        return Reply.OK;
    }

    private static long ttl(Invocation in) {
        long ttl = ArgReader.toLong(in.arg(2));
        if (ttl < 0) {
            throw Errors.of("ERR Invalid TTL value, must be >= 0");
        }
        return ttl;
    }

    /**
     * Returns the value that the payload holds.
     *
     * @throws CommandException when it is none
     */
    private static Value value(Invocation in) {
        byte[] payload = in.arg(3);
        if (!DumpPayload.isIntact(payload)) {
            throw Errors.of("ERR DUMP payload version or checksum are wrong");
        }
        try {
            return DumpPayload.read(payload, Encodings.all(in.config()));
        } catch (IllegalArgumentException e) {
            throw Errors.of("ERR Bad data format");
        }
    }

    private static void delete(Invocation in, byte[] key) {
        in.db().remove(key);
        in.propagateAs(DEL, key);
        in.changed(KeyspaceEvent.DEL, key);
    }

    private static byte[][] words(Invocation in) {
        byte[][] words = new byte[in.argc()][];
        for (int i = 0; i < words.length; i++) {
            words[i] = in.arg(i);
        }
        return words;
    }

    /** The command that sets the same expiry whenever it runs. */
    private static byte[][] withMoment(Invocation in, long when) {
        byte[][] words = Arrays.copyOf(words(in), in.argc() + 1);
        words[2] = Bytes.of(when);
        words[in.argc()] = ABSTTL;
        return words;
    }
}
