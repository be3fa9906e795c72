package io.redispatterns.engine.command.generic;

import static io.redispatterns.engine.command.CommandFlag.FAST;
import static io.redispatterns.engine.command.CommandFlag.READONLY;
import static io.redispatterns.engine.command.CommandFlag.WRITE;

import io.redispatterns.engine.command.AclCategory;
import io.redispatterns.engine.command.ArgReader;
import io.redispatterns.engine.command.CommandGroup;
import io.redispatterns.engine.command.CommandTable;
import io.redispatterns.engine.command.Errors;
import io.redispatterns.engine.command.Invocation;
import io.redispatterns.engine.command.ScanOptions;
import io.redispatterns.engine.config.Directives;
import io.redispatterns.engine.keyspace.Entry;
import io.redispatterns.engine.keyspace.Keyspace;
import io.redispatterns.engine.reply.Reply;
import io.redispatterns.engine.reply.ReplyShape;
import io.redispatterns.engine.util.Glob;
import io.redispatterns.engine.util.Numbers;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** SCAN, KEYS, RANDOMKEY, DBSIZE, FLUSHDB, FLUSHALL, SWAPDB. */
public final class KeyspaceCommands {

    private static final String ALL_SHARDS = "request_policy:all_shards";
    private static final String NONDETERMINISTIC = "nondeterministic_output";
    private static final String FLUSH_MODE = "[async=(ASYNC@4.0.0|SYNC@6.2.0)]";

    /** While keys whose time is up stay, there may be no other: one of them is given then. */
    private static final int RANDOM_TRIES = 100;

    private KeyspaceCommands() {}

    /** Writes the family's rows. */
    public static void register(CommandTable.Family root) {
        registerWalks(root.group(CommandGroup.GENERIC));
        registerWholes(root.group(CommandGroup.SERVER));
    }

    private static void registerWalks(CommandTable.Family t) {
        t.command("SCAN", "cursor:integer [MATCH pattern] [COUNT count:integer] [TYPE type@6.0.0]")
                .since("2.8.0")
                .flags(READONLY)
                .returns(ReplyShape.ARRAY)
                .complexity("O(1) for a call, O(N) for a whole walk, when N is the number of keys")
                .summary(
                        "Walks through the keys some at a time; a key that is there all the while is given at least once.")
                .tips(NONDETERMINISTIC, "request_policy:special")
                .runs(KeyspaceCommands::scan);
        t.command("KEYS", "pattern")
                .since("1.0.0")
                .flags(READONLY)
                .categories(AclCategory.DANGEROUS)
                .returns(ReplyShape.arrayOf(ReplyShape.BULK))
                .complexity("O(N), when N is the number of keys")
                .summary("Gives all keys whose names match a glob pattern.")
                .tips(ALL_SHARDS, "nondeterministic_output_order")
                .runs(KeyspaceCommands::keys);
        t.command("RANDOMKEY", "")
                .since("1.0.0")
                .flags(READONLY)
                .returns(ReplyShape.BULK.or(ReplyShape.NIL))
                .complexity("O(1)")
                .summary("Gives some key.")
                .tips(ALL_SHARDS, NONDETERMINISTIC)
                .runs(KeyspaceCommands::randomKey);
    }

    private static void registerWholes(CommandTable.Family t) {
        t.command("DBSIZE", "")
                .since("1.0.0")
                .flags(READONLY, FAST)
                .categories(AclCategory.KEYSPACE)
                .returns(ReplyShape.INTEGER)
                .complexity("O(1)")
                .summary("Tells how many keys the database has.")
                .tips(ALL_SHARDS, "response_policy:agg_sum")
                .runs(in -> Reply.of(in.db().size()));
        t.command("FLUSHDB", FLUSH_MODE)
                .since("1.0.0")
                .flags(WRITE)
                .categories(AclCategory.KEYSPACE, AclCategory.DANGEROUS)
                .returns(ReplyShape.OK)
                .complexity("O(1); the garbage collector does the rest")
                .summary("Deletes all keys of the database.")
                .tips(ALL_SHARDS, "response_policy:all_succeeded")
                .runs(KeyspaceCommands::flushDatabase);
        t.command("FLUSHALL", FLUSH_MODE)
                .since("1.0.0")
                .flags(WRITE)
                .categories(AclCategory.KEYSPACE, AclCategory.DANGEROUS)
                .returns(ReplyShape.OK)
                .complexity("O(1) for each database; the garbage collector does the rest")
                .summary("Deletes all keys of all databases.")
                .tips(ALL_SHARDS, "response_policy:all_succeeded")
                .runs(KeyspaceCommands::flushAll);
        t.command("SWAPDB", "index1:integer index2:integer")
                .since("4.0.0")
                .flags(WRITE, FAST)
                .categories(AclCategory.KEYSPACE, AclCategory.DANGEROUS)
                .returns(ReplyShape.OK)
                .complexity("O(N), when N is the number of keys that clients watch or wait for in the two databases")
                .summary("Exchanges the keys of two databases.")
                .runs(KeyspaceCommands::swap);
    }

    private static Reply scan(Invocation in) {
        long cursor = ScanOptions.cursor(in.arg(1));
        ScanOptions options = ScanOptions.parse(in.argsFrom(2), true);
        List<Entry> collected = new ArrayList<>();
        long next = options.walk(cursor, at -> in.db().scan(at, collected::add), collected::size);
        List<Reply> found = new ArrayList<>(collected.size());
        for (Entry entry : collected) {
            boolean wanted = options.admits(entry.key())
                    && in.db().peek(entry.key(), in.now()) != null
                    && options.admitsType(entry.value().typeName());
            if (wanted) {
                found.add(Reply.of(entry.key()));
            }
        }
        return ScanOptions.reply(next, found);
    }

    private static Reply keys(Invocation in) {
        List<Reply> found = new ArrayList<>();
        in.db().forEach(entry -> {
            if (Glob.matches(in.arg(1), entry.key()) && !entry.isExpired(in.now())) {
                found.add(Reply.of(entry.key()));
            }
        });
        return new Reply.Array(found);
    }

    private static Reply randomKey(Invocation in) {
        int triesLeft = in.engine().keyspace().holdsExpiry() ? RANDOM_TRIES : Integer.MAX_VALUE;
        for (Entry entry = random(in); entry != null; entry = random(in)) {
            triesLeft--;
            if (triesLeft == 0 || in.db().peek(entry.key(), in.now()) != null) {
                return Reply.of(entry.key());
            }
        }
        return Reply.NIL;
    }

    private static @Nullable Entry random(Invocation in) {
        return in.db().random(in.engine().random());
    }

    private static Reply flushDatabase(Invocation in) {
        checkFlushMode(in);
        in.engine().keyspace().flush(in.db(), in.now());
        return changedAsAWhole(in);
    }

    private static Reply flushAll(Invocation in) {
        checkFlushMode(in);
        in.engine().keyspace().flushAll(in.now());
        return changedAsAWhole(in);
    }

    /** Both modes are one here: what a database held is the garbage collector's business. */
    private static void checkFlushMode(Invocation in) {
        ArgReader words = in.argsFrom(1);
        boolean known = !words.hasNext() || words.accept("ASYNC") || words.accept("SYNC");
        if (!known || words.hasNext()) {
            throw Errors.syntax();
        }
    }

    /** Counts as a change, and so is propagated, even when nothing was there to be changed. */
    private static Reply changedAsAWhole(Invocation in) {
        in.engine().keyspace().addDirty(1);
        return Reply.OK;
    }

    private static Reply swap(Invocation in) {
        if (in.config().get(Directives.CLUSTER_ENABLED)) {
            throw Errors.notInCluster("SWAPDB");
        }
        int first = index(in.arg(1), "first");
        int second = index(in.arg(2), "second");
        Keyspace keyspace = in.engine().keyspace();
        if (Math.min(first, second) < 0 || Math.max(first, second) >= keyspace.databaseCount()) {
            throw Errors.databaseOutOfRange();
        }
        if (first != second) {
            keyspace.swap(keyspace.database(first), keyspace.database(second), in.now());
        }
        return changedAsAWhole(in);
    }

    private static int index(byte[] word, String which) {
        Long number = Numbers.parseLong(word);
        if (number == null || number != number.intValue()) {
            throw Errors.of("ERR invalid " + which + " DB index");
        }
        return number.intValue();
    }
}
