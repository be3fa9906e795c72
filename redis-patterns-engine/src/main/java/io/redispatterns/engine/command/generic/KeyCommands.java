package io.redispatterns.engine.command.generic;

import static io.redispatterns.engine.command.CommandFlag.DENYOOM;
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
import io.redispatterns.engine.config.Directives;
import io.redispatterns.engine.keyspace.Database;
import io.redispatterns.engine.keyspace.Entry;
import io.redispatterns.engine.keyspace.Keyspace;
import io.redispatterns.engine.keyspace.KeyspaceEvent;
import io.redispatterns.engine.reply.Reply;
import io.redispatterns.engine.reply.ReplyShape;
import io.redispatterns.engine.type.Value;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** DEL, UNLINK, EXISTS, TOUCH, TYPE, RENAME, RENAMENX, COPY, MOVE. */
public final class KeyCommands {

    private static final String MULTI_SHARD = "request_policy:multi_shard";
    private static final String SUM = "response_policy:agg_sum";

    private KeyCommands() {}

    /** Writes the family's rows. */
    public static void register(CommandTable.Family root) {
        CommandTable.Family t = root.group(CommandGroup.GENERIC);
        registerPresence(t);
        registerPlaces(t);
    }

    private static void registerPresence(CommandTable.Family t) {
        t.command("DEL", "key...")
                .since("1.0.0")
                .flags(WRITE)
                .keys(KeyFlag.RM, KeyFlag.DELETE)
                .returns(ReplyShape.INTEGER)
                .complexity("O(N), when N is the number of keys")
                .summary("Deletes keys and tells how many there were.")
                .tips(MULTI_SHARD, SUM)
                .runs(KeyCommands::delete);
        t.command("UNLINK", "key...")
                .since("4.0.0")
                .flags(WRITE, FAST)
                .keys(KeyFlag.RM, KeyFlag.DELETE)
                .returns(ReplyShape.INTEGER)
                .complexity("O(1) for each key")
                .summary("Deletes keys and leaves their memory to the background.")
                .tips(MULTI_SHARD, SUM)
                .runs(KeyCommands::delete);
        t.command("EXISTS", "key...")
                .since("1.0.0")
                .flags(READONLY, FAST)
                .keys(KeyFlag.RO)
                .returns(ReplyShape.INTEGER)
                .complexity("O(N), when N is the number of keys")
                .summary("Tells how many of the keys there are; a key named twice counts twice.")
                .tips(MULTI_SHARD, SUM)
                .runs(KeyCommands::exists);
        t.command("TOUCH", "key...")
                .since("3.2.1")
                .flags(READONLY, FAST)
                .keys(KeyFlag.RO)
                .returns(ReplyShape.INTEGER)
                .complexity("O(N), when N is the number of keys")
                .summary("Counts keys as used just now and tells how many there are.")
                .tips(MULTI_SHARD, SUM)
                .runs(KeyCommands::touch);
        t.command("TYPE", "key")
                .since("1.0.0")
                .flags(READONLY, FAST)
                .keys(KeyFlag.RO)
                .returns(ReplyShape.STATUS)
                .complexity("O(1)")
                .summary("Tells the type of the value that a key holds.")
                .runs(KeyCommands::type);
    }

    private static void registerPlaces(CommandTable.Family t) {
        t.command("RENAME", "key newkey:key")
                .since("1.0.0")
                .flags(WRITE)
                .keys(KeyFlag.RW, KeyFlag.ACCESS, KeyFlag.DELETE)
                .keys(KeyFlag.OW, KeyFlag.UPDATE)
                .returns(ReplyShape.OK)
                .complexity("O(1)")
                .summary("Gives a key another name, in place of any key that had it.")
                .runs(in -> rename(in, false));
        t.command("RENAMENX", "key newkey:key")
                .since("1.0.0")
                .flags(WRITE, FAST)
                .keys(KeyFlag.RW, KeyFlag.ACCESS, KeyFlag.DELETE)
                .keys(KeyFlag.OW, KeyFlag.INSERT)
                .returns(ReplyShape.INTEGER)
                .complexity("O(1)")
                .summary("Gives a key another name unless there is a key of that name.")
                .runs(in -> rename(in, true));
        t.command("COPY", "source:key destination:key [DB destination-db:integer] [REPLACE]")
                .since("6.2.0")
                .flags(WRITE, DENYOOM)
                .keys(KeyFlag.RO, KeyFlag.ACCESS)
                .keys(KeyFlag.OW, KeyFlag.UPDATE)
                .returns(ReplyShape.INTEGER)
                .complexity("O(N), when N is the number of elements of the value")
                .summary("Copies the value and the expiry of a key to another key.")
                .runs(KeyCommands::copy);
        t.command("MOVE", "key db:integer")
                .since("1.0.0")
                .flags(WRITE, FAST)
                .keys(KeyFlag.RW, KeyFlag.ACCESS, KeyFlag.UPDATE)
                .returns(ReplyShape.INTEGER)
                .complexity("O(1)")
                .summary("Moves a key to another database unless it is there already.")
                .runs(KeyCommands::move);
    }

    private static Reply delete(Invocation in) {
        int deleted = 0;
        for (int i = 1; i < in.argc(); i++) {
            byte[] key = in.arg(i);
            if (in.db().peek(key, in.now()) != null) {
                in.db().remove(key);
                in.changed(KeyspaceEvent.DEL, key);
                deleted++;
            }
        }
        return Reply.of(deleted);
    }

    private static Reply exists(Invocation in) {
        int present = 0;
        for (int i = 1; i < in.argc(); i++) {
            present += look(in, in.arg(i)) == null ? 0 : 1;
        }
        return Reply.of(present);
    }

    private static Reply touch(Invocation in) {
        int present = 0;
        for (int i = 1; i < in.argc(); i++) {
            Entry entry = in.readEntry(in.arg(i));
            if (entry != null) {
                entry.touch(in.now());
                present++;
            }
        }
        return Reply.of(present);
    }

    private static Reply type(Invocation in) {
        Entry entry = look(in, in.arg(1));
        return new Reply.Simple(entry == null ? "none" : entry.value().typeName());
    }

    /** Returns a key's entry without counting the key as used, but a hit or a miss. */
    static @Nullable Entry look(Invocation in, byte[] key) {
        Entry entry = in.db().peek(key, in.now());
        if (entry == null) {
            in.engine().keyspace().missed(in.db(), key);
        } else {
            in.engine().keyspace().countHit();
        }
        return entry;
    }

    private static Reply rename(Invocation in, boolean onlyIfFree) {
        byte[] from = in.arg(1);
        byte[] to = in.arg(2);
        Entry source = in.db().lookup(from, in.now());
        if (source == null) {
            throw Errors.noSuchKey();
        }
        boolean same = Arrays.equals(from, to);
        if (onlyIfFree && (same || in.db().lookup(to, in.now()) != null)) {
            return Reply.ZERO;
        }
        if (!same) {
            in.db().peek(to, in.now());
            relocate(in, source, in.db(), to);
            in.changed(KeyspaceEvent.RENAME_FROM, from);
            in.changed(KeyspaceEvent.RENAME_TO, to);
        }
        return onlyIfFree ? Reply.ONE : Reply.OK;
    }

    private static Reply move(Invocation in) {
        if (in.config().get(Directives.CLUSTER_ENABLED)) {
            throw Errors.notInCluster("MOVE");
        }
        byte[] key = in.arg(1);
        Database target = database(in, in.arg(2));
        if (target == in.db()) {
            throw Errors.sameObject();
        }
        Entry source = in.db().lookup(key, in.now());
        if (source == null || target.lookup(key, in.now()) != null) {
            return Reply.ZERO;
        }
        relocate(in, source, target, key);
        in.changed(KeyspaceEvent.MOVE_FROM, key);
        in.engine().keyspace().changed(target, key, KeyspaceEvent.MOVE_TO);
        return Reply.ONE;
    }

    /** Where COPY copies to, and whether over what is there. */
    private record CopyOptions(Database target, boolean replace) {

        static CopyOptions parse(Invocation in) {
            Database target = in.db();
            boolean replace = false;
            ArgReader words = in.argsFrom(3);
            while (words.hasNext()) {
                if (words.accept("REPLACE")) {
                    replace = true;
                } else if (words.acceptWith("DB", 1)) {
                    target = database(in, words.next());
                } else {
                    throw Errors.syntax();
                }
            }
            if (target != in.db() && in.config().get(Directives.CLUSTER_ENABLED)) {
                throw Errors.notInCluster("Copying to another database");
            }
            return new CopyOptions(target, replace);
        }
    }

    private static Reply copy(Invocation in) {
        CopyOptions options = CopyOptions.parse(in);
        Database target = options.target();
        byte[] to = in.arg(2);
        if (target == in.db() && Arrays.equals(in.arg(1), to)) {
            throw Errors.sameObject();
        }
        Entry source = in.readEntry(in.arg(1));
        if (source == null || (target.lookup(to, in.now()) != null && !options.replace())) {
            return Reply.ZERO;
        }
        place(target, to, source.value().copy(), source.expireAtMillis(), in.now());
        in.engine().keyspace().changed(target, to, KeyspaceEvent.COPY_TO);
        return Reply.ONE;
    }

    private static void relocate(Invocation in, Entry source, Database target, byte[] key) {
        long expireAtMillis = source.expireAtMillis();
        in.db().remove(source.key());
        place(target, key, source.value(), expireAtMillis, in.now());
    }

    /** A key that is there gives way to a new one. */
    private static void place(Database target, byte[] key, Value value, long expireAtMillis, long now) {
        target.remove(key);
        target.expireAt(target.set(key, value, now), expireAtMillis);
    }

    /**
     * Returns the database of a number.
     *
     * @throws CommandException when the word is no 32-bit integer or there is no such database
     */
    private static Database database(Invocation in, byte[] word) {
        long number = ArgReader.toLong(word);
        if (number != (int) number) {
            throw Errors.outOfRange(Integer.MIN_VALUE, Integer.MAX_VALUE);
        }
        Keyspace keyspace = in.engine().keyspace();
        if (number < 0 || number >= keyspace.databaseCount()) {
            throw Errors.databaseOutOfRange();
        }
        return keyspace.database((int) number);
    }
}
