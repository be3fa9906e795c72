package io.redispatterns.engine.command.bitmap;

import static io.redispatterns.engine.command.CommandFlag.READONLY;

import io.redispatterns.engine.command.ArgReader;
import io.redispatterns.engine.command.CommandTable;
import io.redispatterns.engine.command.Errors;
import io.redispatterns.engine.command.Invocation;
import io.redispatterns.engine.command.KeyFlag;
import io.redispatterns.engine.reply.Reply;
import io.redispatterns.engine.reply.ReplyShape;
import io.redispatterns.engine.type.StringValue;
import io.redispatterns.engine.util.Bits;

/** BITCOUNT, BITPOS. */
final class BitRangeCommands {

    private static final Reply NOWHERE = Reply.of(-1);

    private BitRangeCommands() {}

    static void register(CommandTable.Family t) {
        t.command("BITCOUNT", "key [index={start:integer end:integer [index_unit=(BYTE|BIT)@7.0.0]}]")
                .since("2.6.0")
                .flags(READONLY)
                .keys(KeyFlag.RO, KeyFlag.ACCESS)
                .returns(ReplyShape.INTEGER)
                .complexity("O(N), when N is the length of the range")
                .summary("Counts the bits that are 1 in a string or a range of it, in bytes or bits.")
                .runs(BitRangeCommands::bitCount);
        t.command(
                        "BITPOS",
                        "key bit:integer [index={start:integer"
                                + " [end_index={end:integer [index_unit=(BYTE|BIT)@7.0.0]}]}]")
                .since("2.8.7")
                .flags(READONLY)
                .keys(KeyFlag.RO, KeyFlag.ACCESS)
                .returns(ReplyShape.INTEGER)
                .complexity("O(N), when N is the length of the range")
                .summary("Finds the first bit of a value in a string or a range of it, in bytes or bits.")
                .runs(BitRangeCommands::bitPos);
    }

    /** Bits from one to before another. */
    private record Range(long from, long to) {

        /** The range between two indexes, both included and negative from the end, in units of so many bits. */
        static Range of(long start, long end, int unitBits, long bits) {
            long size = bits / unitBits;
            long from = Math.max(0, start < 0 ? start + size : start);
            long to = Math.min(size - 1, Math.max(0, end < 0 ? end + size : end));
            return from > to ? new Range(0, 0) : new Range(from * unitBits, (to + 1) * unitBits);
        }

        boolean isEmpty() {
            return from == to;
        }
    }

    /** A missing key counts nothing, whatever the range. */
    private static Reply bitCount(Invocation in) {
        StringValue value = in.read(in.arg(1), StringValue.class);
        if (value == null) {
            return Reply.ZERO;
        }
        Range range = rangeToCount(in, 8L * value.length());
        return Reply.of(Bits.count(value.view(), range.from(), range.to()));
    }

    private static Range rangeToCount(Invocation in, long bits) {
        if (in.argc() == 2) {
            return new Range(0, bits);
        }
        if (in.argc() != 4 && in.argc() != 5) {
            throw Errors.syntax();
        }
        long start = ArgReader.toLong(in.arg(2));
        long end = ArgReader.toLong(in.arg(3));
        if (start < 0 && end < 0 && start > end) {
            return new Range(0, 0);
        }
        return Range.of(start, end, unit(in, 4), bits);
    }

    private static int unit(Invocation in, int index) {
        ArgReader words = in.argsFrom(index);
        if (!words.hasNext() || words.accept("BYTE")) {
            return Byte.SIZE;
        }
        if (words.accept("BIT")) {
            return 1;
        }
        throw Errors.syntax();
    }

    private static Reply bitPos(Invocation in) {
        long bit = ArgReader.toLong(in.arg(2));
        if (bit != 0 && bit != 1) {
            throw Errors.of("ERR The bit argument must be 1 or 0.");
        }
        StringValue value = in.read(in.arg(1), StringValue.class);
        if (value == null) {
            return bit == 1 ? NOWHERE : Reply.ZERO;
        }
        Range range = rangeToSearch(in, 8L * value.length());
        long found = Bits.indexOf((int) bit, value.view(), range.from(), range.to());
        if (found < 0 && bit == 0 && in.argc() < 5 && !range.isEmpty()) {
            return Reply.of(range.to());
        }
        return Reply.of(found);
    }

    /** Without an end, the string goes on with zeros behind its last byte. */
    private static Range rangeToSearch(Invocation in, long bits) {
        if (in.argc() > 6) {
            throw Errors.syntax();
        }
        long start = in.argc() > 3 ? ArgReader.toLong(in.arg(3)) : 0;
        int unit = in.argc() > 5 ? unit(in, 5) : Byte.SIZE;
        long end = in.argc() > 4 ? ArgReader.toLong(in.arg(4)) : -1;
        return Range.of(start, end, unit, bits);
    }
}
