package io.redispatterns.engine.command.string;

import static io.redispatterns.engine.command.CommandFlag.DENYOOM;
import static io.redispatterns.engine.command.CommandFlag.FAST;
import static io.redispatterns.engine.command.CommandFlag.READONLY;
import static io.redispatterns.engine.command.CommandFlag.WRITE;

import io.redispatterns.engine.command.ArgReader;
import io.redispatterns.engine.command.CommandRow;
import io.redispatterns.engine.command.CommandTable;
import io.redispatterns.engine.command.Errors;
import io.redispatterns.engine.command.Invocation;
import io.redispatterns.engine.command.KeyFlag;
import io.redispatterns.engine.config.Directives;
import io.redispatterns.engine.keyspace.KeyspaceEvent;
import io.redispatterns.engine.reply.Reply;
import io.redispatterns.engine.reply.ReplyShape;
import io.redispatterns.engine.type.StringValue;
import io.redispatterns.engine.util.Bytes;

/** APPEND, STRLEN, SETRANGE, GETRANGE, SUBSTR. */
final class RangeCommands {

    private static final Reply EMPTY = Reply.of(Bytes.EMPTY);

    private RangeCommands() {}

    static void register(CommandTable.Family t) {
        t.command("APPEND", "key value")
                .since("2.0.0")
                .flags(WRITE, DENYOOM, FAST)
                .keys(KeyFlag.RW, KeyFlag.INSERT)
                .returns(ReplyShape.INTEGER)
                .complexity("Amortized O(M), when M is the length of the value")
                .summary("Adds to the end of a string and returns its new length.")
                .runs(RangeCommands::append);
        t.command("STRLEN", "key")
                .since("2.2.0")
                .flags(READONLY, FAST)
                .keys(KeyFlag.RO)
                .returns(ReplyShape.INTEGER)
                .complexity("O(1)")
                .summary("Returns the length of a string in bytes.")
                .runs(RangeCommands::strlen);
        t.command("SETRANGE", "key offset:integer value")
                .since("2.2.0")
                .flags(WRITE, DENYOOM)
                .keys(KeyFlag.RW, KeyFlag.UPDATE)
                .returns(ReplyShape.INTEGER)
                .complexity("O(M), when M is the length of the value; O(N) when the string of length N has to grow")
                .summary("Overwrites part of a string from an offset on and returns its new length.")
                .runs(RangeCommands::setRange);
        range(t.command("GETRANGE", "key start:integer end:integer").since("2.4.0"));
        range(t.command("SUBSTR", "key start:integer end:integer")
                .since("1.0.0")
                .deprecated("2.0.0", "`GETRANGE`"));
    }

    private static void range(CommandRow row) {
        row.flags(READONLY)
                .keys(KeyFlag.RO, KeyFlag.ACCESS)
                .returns(ReplyShape.BULK)
                .complexity("O(N), when N is the length of the part")
                .summary("Returns the part of a string between two offsets, both included, negative ones from its end.")
                .runs(RangeCommands::getRange);
    }

    private static Reply append(Invocation in) {
        byte[] key = in.arg(1);
        byte[] addition = in.arg(2);
        StringValue value = in.edit(key, StringValue.class);
        if (value == null) {
            value = StringValue.of(addition);
            in.db().set(key, value, in.now());
        } else {
            requireFits(in, value.length(), addition.length);
            value.append(addition);
        }
        in.changed(KeyspaceEvent.APPEND, key);
        return Reply.of(value.length());
    }

    private static Reply strlen(Invocation in) {
        StringValue value = in.read(in.arg(1), StringValue.class);
        return Reply.of(value == null ? 0 : value.length());
    }

    private static Reply setRange(Invocation in) {
        long offset = ArgReader.toLong(in.arg(2));
        if (offset < 0) {
            throw Errors.of("ERR offset is out of range");
        }
        byte[] key = in.arg(1);
        byte[] source = in.arg(3);
        StringValue value = in.edit(key, StringValue.class);
        if (source.length == 0) {
            return Reply.of(value == null ? 0 : value.length());
        }
        requireFits(in, offset, source.length);
        if (value == null) {
            value = StringValue.raw(Bytes.EMPTY);
            value.write((int) offset, source);
            in.db().set(key, value, in.now());
        } else {
            value.write((int) offset, source);
        }
        in.changed(KeyspaceEvent.SETRANGE, key);
        return Reply.of(value.length());
    }

    /** Refuses a string longer than the directive allows, or than an array can be. */
    private static void requireFits(Invocation in, long length, int more) {
        long max = Math.min(in.config().get(Directives.PROTO_MAX_BULK_LEN), StringValue.MAX_LENGTH);
        if (length > max - more) {
            throw Errors.stringTooLong();
        }
    }

    private static Reply getRange(Invocation in) {
        long start = ArgReader.toLong(in.arg(2));
        long end = ArgReader.toLong(in.arg(3));
        StringValue value = in.read(in.arg(1), StringValue.class);
        if (value == null || (start < 0 && end < 0 && start > end)) {
            return EMPTY;
        }
        int length = value.length();
        long from = Math.max(0, start < 0 ? start + length : start);
        long to = Math.min(length - 1L, Math.max(0, end < 0 ? end + length : end));
        return from > to ? EMPTY : Reply.of(value.range((int) from, (int) to + 1));
    }
}
