package io.redispatterns.engine.command.generic;

import static io.redispatterns.engine.command.CommandFlag.READONLY;

import io.redispatterns.engine.command.CommandGroup;
import io.redispatterns.engine.command.CommandTable;
import io.redispatterns.engine.command.Errors;
import io.redispatterns.engine.command.Invocation;
import io.redispatterns.engine.command.KeyFlag;
import io.redispatterns.engine.keyspace.Entry;
import io.redispatterns.engine.reply.Reply;
import io.redispatterns.engine.reply.ReplyShape;
import io.redispatterns.engine.type.StringValue;
import io.redispatterns.engine.type.Value;
import java.util.function.Function;

/** OBJECT and its subcommands. */
public final class ObjectCommands {

    /** Redis keeps one object for each integer below this; all keys that hold it share the object. */
    private static final long SHARED_INTEGERS = 10_000;

    private static final Reply SHARED_REFERENCES = new Reply.Int(Integer.MAX_VALUE);
    private static final String NONDETERMINISTIC = "nondeterministic_output";

    private ObjectCommands() {}

    /** Writes the family's rows. */
    public static void register(CommandTable.Family root) {
        root.group(CommandGroup.GENERIC)
                .command("OBJECT", "")
                .since("2.2.3")
                .complexity("Depends on the subcommand")
                .summary("Contains commands that look into how values are kept.")
                .contains(ObjectCommands::registerSubcommands);
    }

    private static void registerSubcommands(CommandTable.Family t) {
        t.command("ENCODING", "key")
                .since("2.2.3")
                .flags(READONLY)
                .keys(KeyFlag.RO)
                .returns(ReplyShape.BULK.or(ReplyShape.NIL))
                .complexity("O(1)")
                .summary("Tells how the value of a key is kept in memory.")
                .tips(NONDETERMINISTIC)
                .runs(in -> about(in, entry -> Reply.of(entry.value().encoding())));
        t.command("FREQ", "key")
                .since("4.0.0")
                .flags(READONLY)
                .keys(KeyFlag.RO)
                .returns(ReplyShape.INTEGER.or(ReplyShape.NIL))
                .complexity("O(1)")
                .summary("Tells how often a key is used, where that is counted.")
                .tips(NONDETERMINISTIC)
                .runs(in -> about(in, ObjectCommands::frequency));
        t.help("6.2.0");
        t.command("IDLETIME", "key")
                .since("2.2.3")
                .flags(READONLY)
                .keys(KeyFlag.RO)
                .returns(ReplyShape.INTEGER.or(ReplyShape.NIL))
                .complexity("O(1)")
                .summary("Tells for how many seconds a key has not been used.")
                .tips(NONDETERMINISTIC)
                .runs(in -> about(in, entry -> idleSeconds(entry, in.now())));
        t.command("REFCOUNT", "key")
                .since("2.2.3")
                .flags(READONLY)
                .keys(KeyFlag.RO)
                .returns(ReplyShape.INTEGER.or(ReplyShape.NIL))
                .complexity("O(1)")
                .summary("Tells how many references there are to the value of a key.")
                .tips(NONDETERMINISTIC)
                .runs(in -> about(in, entry -> references(entry.value())));
    }

    private static Reply about(Invocation in, Function<Entry, Reply> answer) {
        Entry entry = in.db().peek(in.arg(2), in.now());
        if (entry == null) {
            in.engine().keyspace().countMiss();
            return Reply.NIL;
        }
        in.engine().keyspace().countHit();
        return answer.apply(entry);
    }

    private static Reply frequency(Entry entry) {
        throw Errors.of(
                "ERR An LFU maxmemory policy is not selected, access frequency not tracked. Please note that when"
                        + " switching between policies at runtime LRU and LFU data will take some time to adjust.");
    }

    private static Reply idleSeconds(Entry entry, long now) {
        return Reply.of(Math.max(0, now - entry.lastAccessMillis()) / 1000);
    }

    private static Reply references(Value value) {
        boolean shared =
                value instanceof StringValue string && string.encoding().equals("int") && isShared(string);
        return shared ? SHARED_REFERENCES : Reply.ONE;
    }

    private static boolean isShared(StringValue integer) {
        Long number = integer.asLong();
        return number != null && number >= 0 && number < SHARED_INTEGERS;
    }
}
