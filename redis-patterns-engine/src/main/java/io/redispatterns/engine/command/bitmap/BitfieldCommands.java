package io.redispatterns.engine.command.bitmap;

import static io.redispatterns.engine.command.CommandFlag.DENYOOM;
import static io.redispatterns.engine.command.CommandFlag.FAST;
import static io.redispatterns.engine.command.CommandFlag.READONLY;
import static io.redispatterns.engine.command.CommandFlag.WRITE;

import io.redispatterns.engine.command.CommandTable;
import io.redispatterns.engine.command.Errors;
import io.redispatterns.engine.command.Invocation;
import io.redispatterns.engine.command.KeyFlag;
import io.redispatterns.engine.command.KeySpec;
import io.redispatterns.engine.command.KeyUse;
import io.redispatterns.engine.keyspace.KeyspaceEvent;
import io.redispatterns.engine.reply.Reply;
import io.redispatterns.engine.reply.ReplyShape;
import io.redispatterns.engine.type.StringValue;
import io.redispatterns.engine.util.Bits;
import io.redispatterns.engine.util.Bytes;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** BITFIELD, BITFIELD_RO. */
final class BitfieldCommands {

    private static final ReplyShape NUMBERS = ReplyShape.arrayOf(ReplyShape.INTEGER.or(ReplyShape.NIL));
    private static final Set<KeyFlag> READS = EnumSet.of(KeyFlag.RO, KeyFlag.ACCESS);
    private static final Set<KeyFlag> WRITES = EnumSet.of(KeyFlag.RW, KeyFlag.ACCESS, KeyFlag.UPDATE);

    private BitfieldCommands() {}

    static void register(CommandTable.Family t) {
        t.command(
                        "BITFIELD",
                        "key [operation=(GET encoding_offset={encoding offset:integer}"
                                + "|write={[OVERFLOW wrap_sat_fail=(WRAP|SAT|FAIL)]"
                                + " write_operation=(SET encoding_offset_value={encoding offset:integer value:integer}"
                                + "|INCRBY encoding_offset_increment={encoding offset:integer increment:integer})}"
                                + ")...]")
                .since("3.2.0")
                .flags(WRITE, DENYOOM)
                .keySpecs(new KeySpec(
                        EnumSet.of(KeyFlag.RW, KeyFlag.ACCESS, KeyFlag.UPDATE, KeyFlag.VARIABLE_FLAGS),
                        "This command allows both access and modification of the key",
                        new KeySpec.AtIndex(1),
                        new KeySpec.Range(0, 1, 0)))
                .keysBy(BitfieldCommands::keyOf)
                .returns(NUMBERS)
                .complexity("O(1) for each operation")
                .summary("Reads, sets and increments small integers of any width inside a string.")
                .runs(BitfieldCommands::bitfield);
        t.command("BITFIELD_RO", "key [GET... encoding_offset={encoding offset:integer}...]")
                .since("6.0.0")
                .flags(READONLY, FAST)
                .keys(KeyFlag.RO, KeyFlag.ACCESS)
                .returns(NUMBERS)
                .complexity("O(1) for each operation")
                .summary("Reads small integers of any width inside a string.")
                .runs(BitfieldCommands::bitfieldReadOnly);
    }

    /** As long as only GET is found the key is read; what is no operation at all is taken for a write. */
    private static List<KeyUse> keyOf(byte[][] argv) {
        int i = 2;
        while (i < argv.length) {
            int width = readingWidth(argv, i);
            if (width == 0) {
                return List.of(new KeyUse(1, WRITES));
            }
            i += width;
        }
        return List.of(new KeyUse(1, READS));
    }

    /** The number of words of the part that begins here, if it writes nothing; otherwise 0. */
    private static int readingWidth(byte[][] argv, int index) {
        int remaining = argv.length - index - 1;
        if (Bytes.equalsIgnoreCase(argv[index], "GET") && remaining >= 2) {
            return 3;
        }
        return Bytes.equalsIgnoreCase(argv[index], "OVERFLOW") && remaining >= 1 ? 2 : 0;
    }

    private static Reply bitfieldReadOnly(Invocation in) {
        List<FieldOperation> operations = FieldOperation.parse(in);
        if (lastWrittenBit(operations) >= 0) {
            throw Errors.of("ERR BITFIELD_RO only supports the GET subcommand");
        }
        return read(operations, in.read(in.arg(1), StringValue.class));
    }

    private static Reply bitfield(Invocation in) {
        List<FieldOperation> operations = FieldOperation.parse(in);
        long lastBit = lastWrittenBit(operations);
        if (lastBit < 0) {
            return read(operations, in.read(in.arg(1), StringValue.class));
        }
        StringValue present = in.edit(in.arg(1), StringValue.class);
        boolean grows = present == null || (lastBit >> 3) >= present.length();
        StringValue value = BitmapCommands.grown(in, present, lastBit);
        return new Run(value, grows).all(in, operations);
    }

    private static long lastWrittenBit(List<FieldOperation> operations) {
        long last = -1;
        for (FieldOperation operation : operations) {
            last = operation.writes() ? Math.max(last, operation.lastBit()) : last;
        }
        return last;
    }

    private static Reply read(List<FieldOperation> operations, @Nullable StringValue value) {
        byte[] bytes = value == null ? Bytes.EMPTY : value.view();
        int length = value == null ? 0 : value.length();
        List<Reply> replies = new ArrayList<>(operations.size());
        for (FieldOperation operation : operations) {
            replies.add(Reply.of(operation.type().read(bytes, length, operation.offset())));
        }
        return new Reply.Array(replies);
    }

    /** The operations of one call at work on a string that is long enough for them. */
    private static final class Run {

        private final byte[] bytes;
        private final int length;
        private boolean changed;
        private final boolean grown;

        Run(StringValue value, boolean grown) {
            this.bytes = value.edit(0);
            this.length = value.length();
            this.grown = grown;
        }

        Reply all(Invocation in, List<FieldOperation> operations) {
            List<Reply> replies = new ArrayList<>(operations.size());
            for (FieldOperation operation : operations) {
                replies.add(one(operation));
            }
            if (changed) {
                in.changed(KeyspaceEvent.SETBIT, in.arg(1));
            }
            return new Reply.Array(replies);
        }

        private Reply one(FieldOperation operation) {
            FieldType type = operation.type();
            long old = type.read(bytes, length, operation.offset());
            return switch (operation.kind()) {
                case GET -> Reply.of(old);
                case SET -> write(operation, old, type.sum(operation.operand(), 0, operation.overflow()), true);
                case INCRBY -> write(operation, old, type.sum(old, operation.operand(), operation.overflow()), false);
            };
        }

        private Reply write(FieldOperation operation, long old, @Nullable Long result, boolean returnsOld) {
            if (result == null) {
                return Reply.NIL;
            }
            Bits.setField(bytes, operation.offset(), operation.type().width(), result);
            changed |= grown || old != result;
            return Reply.of(returnsOld ? old : result);
        }
    }
}
