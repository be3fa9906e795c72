package io.redispatterns.engine.command.hyperloglog;

import static io.redispatterns.engine.command.CommandFlag.DENYOOM;
import static io.redispatterns.engine.command.CommandFlag.FAST;
import static io.redispatterns.engine.command.CommandFlag.MAY_REPLICATE;
import static io.redispatterns.engine.command.CommandFlag.READONLY;
import static io.redispatterns.engine.command.CommandFlag.WRITE;

import io.redispatterns.engine.command.CommandException;
import io.redispatterns.engine.command.CommandGroup;
import io.redispatterns.engine.command.CommandTable;
import io.redispatterns.engine.command.Errors;
import io.redispatterns.engine.command.Handler;
import io.redispatterns.engine.command.Invocation;
import io.redispatterns.engine.command.KeyFlag;
import io.redispatterns.engine.command.KeySpec;
import io.redispatterns.engine.config.Directives;
import io.redispatterns.engine.keyspace.KeyspaceEvent;
import io.redispatterns.engine.reply.Reply;
import io.redispatterns.engine.reply.ReplyShape;
import io.redispatterns.engine.type.CorruptHyperLogLogException;
import io.redispatterns.engine.type.HyperLogLog;
import io.redispatterns.engine.type.StringValue;
import java.util.EnumSet;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** PFADD, PFCOUNT, PFMERGE. */
public final class HyperLogLogCommands {

    private HyperLogLogCommands() {}

    /** Writes the family's rows. */
    public static void register(CommandTable.Family root) {
        CommandTable.Family t = root.group(CommandGroup.HYPERLOGLOG);
        t.command("PFADD", "key [element...]")
                .since("2.8.9")
                .flags(WRITE, DENYOOM, FAST)
                .keys(KeyFlag.RW, KeyFlag.INSERT)
                .returns(ReplyShape.INTEGER)
                .complexity("O(1) for each element")
                .summary("Counts elements in and tells whether the estimate may have changed.")
                .runs(checked(HyperLogLogCommands::pfAdd));
        t.command("PFCOUNT", "key...")
                .since("2.8.9")
                .flags(READONLY, MAY_REPLICATE)
                .keySpecs(new KeySpec(
                        EnumSet.of(KeyFlag.RW, KeyFlag.ACCESS),
                        "RW because it may change the internal representation of the key, and propagate to replicas",
                        new KeySpec.AtIndex(1),
                        new KeySpec.Range(-1, 1, 0)))
                .returns(ReplyShape.INTEGER)
                .complexity("O(1) for one key, whose last estimate is kept; O(N) for N keys, with a great constant")
                .summary("Estimates how many different elements the keys have seen together.")
                .runs(checked(HyperLogLogCommands::pfCount));
        t.command("PFMERGE", "destkey:key sourcekey:key...")
                .arity(-2)
                .since("2.8.9")
                .flags(WRITE, DENYOOM)
                .keys(KeyFlag.RW, KeyFlag.ACCESS, KeyFlag.INSERT)
                .keys(KeyFlag.RO, KeyFlag.ACCESS)
                .returns(ReplyShape.OK)
                .complexity("O(N) for N keys, with a great constant")
                .summary("Counts into one key all that the others have seen.")
                .runs(checked(HyperLogLogCommands::pfMerge));
        HyperLogLogDebugCommands.register(t);
    }

    /** Lets registers that are corrupt be Redis's error. */
    static Handler checked(Function<Invocation, Reply> command) {
        return in -> {
            try {
                return command.apply(in);
            } catch (CorruptHyperLogLogException e) {
                throw Errors.of("INVALIDOBJ Corrupted HLL object detected");
            }
        };
    }

    /**
     * Returns the string if it is a HyperLogLog, or null when there is none.
     *
     * @throws CommandException when it is another string
     */
    static @Nullable StringValue valid(@Nullable StringValue value) {
        if (value != null && !HyperLogLog.isOne(value)) {
            throw Errors.of("WRONGTYPE Key is not a valid HyperLogLog string value.");
        }
        return value;
    }

    private static int maxSparseLength(Invocation in) {
        return (int) Math.min(in.config().get(Directives.HLL_SPARSE_MAX_BYTES), Integer.MAX_VALUE);
    }

    private static Reply pfAdd(Invocation in) {
        byte[] key = in.arg(1);
        StringValue present = valid(in.edit(key, StringValue.class));
        HyperLogLog counter = HyperLogLog.edit(present == null ? created(in, key) : present);
        int maxSparseLength = maxSparseLength(in);
        boolean changed = present == null;
        for (int i = 2; i < in.argc(); i++) {
            changed |= counter.add(in.arg(i), maxSparseLength);
        }
        if (changed) {
            counter.forgetCount();
            in.changed(KeyspaceEvent.PFADD, key);
        }
        return Reply.of(changed);
    }

    private static StringValue created(Invocation in, byte[] key) {
        StringValue value = HyperLogLog.newString();
        in.db().set(key, value, in.now());
        return value;
    }

    private static Reply pfCount(Invocation in) {
        return in.argc() == 2 ? countOne(in) : Reply.of(HyperLogLog.count(union(in).registers));
    }

    /** The estimate is kept in the value, though the command counts as one that reads. */
    private static Reply countOne(Invocation in) {
        byte[] key = in.arg(1);
        StringValue value = valid(in.read(key, StringValue.class));
        if (value == null) {
            return Reply.ZERO;
        }
        HyperLogLog counter = HyperLogLog.edit(value);
        if (!counter.isCountKept()) {
            counter.keepCount(counter.count());
            in.touched(key);
        }
        return Reply.of(counter.keptCount());
    }

    /** What several keys have seen together. */
    private static final class Union {
        private final byte[] registers = new byte[HyperLogLog.REGISTERS];
        private boolean anyDense;
    }

    private static Union union(Invocation in) {
        Union union = new Union();
        for (int i = 1; i < in.argc(); i++) {
            StringValue value = valid(in.read(in.arg(i), StringValue.class));
            if (value != null) {
                HyperLogLog counter = HyperLogLog.read(value);
                union.anyDense |= !counter.isSparse();
                counter.mergeInto(union.registers);
            }
        }
        return union;
    }

    private static Reply pfMerge(Invocation in) {
        byte[] key = in.arg(1);
        Union union = union(in);
        StringValue present = in.edit(key, StringValue.class);
        HyperLogLog target = HyperLogLog.edit(present == null ? created(in, key) : present);
        if (union.anyDense && target.isSparse()) {
            target.toDense();
        }
        target.raiseAll(union.registers, maxSparseLength(in));
        target.forgetCount();
        in.changed(KeyspaceEvent.PFADD, key);
        return Reply.OK;
    }
}
