package io.redispatterns.engine.command.bitmap;

import static io.redispatterns.engine.command.CommandFlag.DENYOOM;
import static io.redispatterns.engine.command.CommandFlag.FAST;
import static io.redispatterns.engine.command.CommandFlag.READONLY;
import static io.redispatterns.engine.command.CommandFlag.WRITE;

import io.redispatterns.engine.command.CommandGroup;
import io.redispatterns.engine.command.CommandTable;
import io.redispatterns.engine.command.Errors;
import io.redispatterns.engine.command.Invocation;
import io.redispatterns.engine.command.KeyFlag;
import io.redispatterns.engine.keyspace.KeyspaceEvent;
import io.redispatterns.engine.reply.Reply;
import io.redispatterns.engine.reply.ReplyShape;
import io.redispatterns.engine.type.StringValue;
import io.redispatterns.engine.util.Bits;
import io.redispatterns.engine.util.Bytes;
import io.redispatterns.engine.util.Numbers;
import org.jspecify.annotations.Nullable;

/** SETBIT, GETBIT. */
public final class BitmapCommands {

    private BitmapCommands() {}

    /** Writes the family's rows. */
    public static void register(CommandTable.Family root) {
        CommandTable.Family t = root.group(CommandGroup.BITMAP);
        t.command("SETBIT", "key offset:integer value:integer")
                .since("2.2.0")
                .flags(WRITE, DENYOOM)
                .keys(KeyFlag.RW, KeyFlag.ACCESS, KeyFlag.UPDATE)
                .returns(ReplyShape.INTEGER)
                .complexity("O(1); O(N) when the string has to grow to N bytes")
                .summary("Sets a bit of a string, which grows if it has to, and returns what the bit was.")
                .runs(BitmapCommands::setBit);
        t.command("GETBIT", "key offset:integer")
                .since("2.2.0")
                .flags(READONLY, FAST)
                .keys(KeyFlag.RO, KeyFlag.ACCESS)
                .returns(ReplyShape.INTEGER)
                .complexity("O(1)")
                .summary("Returns a bit of a string; behind its end all bits are 0.")
                .runs(BitmapCommands::getBit);
        BitRangeCommands.register(t);
        BitopCommand.register(t);
        BitfieldCommands.register(t);
    }

    private static Reply setBit(Invocation in) {
        long offset = BitOffset.parse(in, in.arg(2));
        Long bit = Numbers.parseLong(in.arg(3));
        if (bit == null || (bit != 0 && bit != 1)) {
            throw Errors.of("ERR bit is not an integer or out of range");
        }
        byte[] key = in.arg(1);
        StringValue value = in.edit(key, StringValue.class);
        boolean grows = value == null || (offset >> 3) >= value.length();
        StringValue target = grown(in, value, offset);
        byte[] bytes = target.edit(0);
        int old = Bits.get(bytes, offset);
        if (grows || old != bit) {
            Bits.set(bytes, offset, bit.intValue());
            in.changed(KeyspaceEvent.SETBIT, key);
        }
        return Reply.of(old);
    }

    /** Makes the string of the command's first key long enough for a bit; a key that is not there is set. */
    static StringValue grown(Invocation in, @Nullable StringValue present, long lastBit) {
        StringValue value = present == null ? StringValue.raw(Bytes.EMPTY) : present;
        value.edit((int) (lastBit >> 3) + 1);
        if (present == null) {
            in.db().set(in.arg(1), value, in.now());
        }
        return value;
    }

    private static Reply getBit(Invocation in) {
        long offset = BitOffset.parse(in, in.arg(2));
        StringValue value = in.read(in.arg(1), StringValue.class);
        return value == null || (offset >> 3) >= value.length() ? Reply.ZERO : Reply.of(Bits.get(value.view(), offset));
    }
}
