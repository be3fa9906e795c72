package io.redispatterns.engine.command.bitmap;

import static io.redispatterns.engine.command.CommandFlag.DENYOOM;
import static io.redispatterns.engine.command.CommandFlag.WRITE;

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
import org.jspecify.annotations.Nullable;

/** BITOP. */
final class BitopCommand {

    private static final int FIRST_SOURCE = 3;

    private BitopCommand() {}

    private enum Operation {
        AND,
        OR,
        XOR,
        NOT;

        static Operation parse(byte[] word) {
            for (Operation operation : values()) {
                if (Bytes.equalsIgnoreCase(word, operation.name())) {
                    return operation;
                }
            }
            throw Errors.syntax();
        }

        void combine(byte[] target, byte[] source, int length) {
            switch (this) {
                case AND -> Bits.and(target, source, length);
                case OR -> Bits.or(target, source, length);
                case XOR -> Bits.xor(target, source, length);
                case NOT -> throw new IllegalStateException("NOT has one operand");
            }
        }
    }

    static void register(CommandTable.Family t) {
        t.command("BITOP", "operation destkey:key key...")
                .since("2.6.0")
                .flags(WRITE, DENYOOM)
                .keys(KeyFlag.OW, KeyFlag.UPDATE)
                .keys(KeyFlag.RO, KeyFlag.ACCESS)
                .returns(ReplyShape.INTEGER)
                .complexity("O(N), when N is the length of the strings together")
                .summary("Combines strings bit by bit, the shorter with zeros at their ends, and keeps the result.")
                .runs(BitopCommand::bitop);
    }

    private static Reply bitop(Invocation in) {
        Operation operation = Operation.parse(in.arg(1));
        if (operation == Operation.NOT && in.argc() != FIRST_SOURCE + 1) {
            throw Errors.of("ERR BITOP NOT must be called with a single source key.");
        }
        byte[] key = in.arg(2);
        byte[] result = combine(operation, sources(in));
        if (result.length > 0) {
            in.db().set(key, StringValue.raw(result), in.now());
            in.changed(KeyspaceEvent.SET, key);
        } else if (in.db().remove(key) != null) {
            in.changed(KeyspaceEvent.DEL, key);
        }
        return Reply.of(result.length);
    }

    private static @Nullable StringValue[] sources(Invocation in) {
        @Nullable StringValue[] sources = new StringValue[in.argc() - FIRST_SOURCE];
        for (int i = 0; i < sources.length; i++) {
            sources[i] = in.read(in.arg(FIRST_SOURCE + i), StringValue.class);
        }
        return sources;
    }

    private static byte[] combine(Operation operation, @Nullable StringValue[] sources) {
        int longest = 0;
        for (StringValue source : sources) {
            longest = Math.max(longest, length(source));
        }
        byte[] result = new byte[longest];
        System.arraycopy(content(sources[0]), 0, result, 0, length(sources[0]));
        if (operation == Operation.NOT) {
            Bits.not(result);
        }
        for (int i = 1; i < sources.length; i++) {
            operation.combine(result, content(sources[i]), length(sources[i]));
        }
        return result;
    }

    private static int length(@Nullable StringValue source) {
        return source == null ? 0 : source.length();
    }

    private static byte[] content(@Nullable StringValue source) {
        return source == null ? Bytes.EMPTY : source.view();
    }
}
