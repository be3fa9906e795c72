package io.redispatterns.engine.command.bitmap;

import io.redispatterns.engine.command.ArgReader;
import io.redispatterns.engine.command.CommandException;
import io.redispatterns.engine.command.Errors;
import io.redispatterns.engine.command.Invocation;
import io.redispatterns.engine.type.StringValue;
import java.util.ArrayList;
import java.util.List;

/**
 * One operation of a BITFIELD.
 *
 * @param offset of the field's first bit
 * @param operand what to set or to add
 */
record FieldOperation(Kind kind, FieldType type, long offset, long operand, FieldType.Overflow overflow) {

    enum Kind {
        GET,
        SET,
        INCRBY
    }

    /**
     * Reads all operations of a call.
     *
     * @throws CommandException when one of them is none
     */
    static List<FieldOperation> parse(Invocation in) {
        List<FieldOperation> operations = new ArrayList<>();
        FieldType.Overflow overflow = FieldType.Overflow.WRAP;
        for (ArgReader words = in.argsFrom(2); words.hasNext(); ) {
            if (words.acceptWith("OVERFLOW", 1)) {
                overflow = overflow(words);
            } else {
                operations.add(parse(in, kind(words), words, overflow));
            }
        }
        return operations;
    }

    private static FieldType.Overflow overflow(ArgReader words) {
        for (FieldType.Overflow overflow : FieldType.Overflow.values()) {
            if (words.accept(overflow.name())) {
                return overflow;
            }
        }
        throw Errors.of("ERR Invalid OVERFLOW type specified");
    }

    private static Kind kind(ArgReader words) {
        for (Kind kind : Kind.values()) {
            if (words.acceptWith(kind.name(), kind == Kind.GET ? 2 : 3)) {
                return kind;
            }
        }
        throw Errors.syntax();
    }

    private static FieldOperation parse(Invocation in, Kind kind, ArgReader words, FieldType.Overflow overflow) {
        FieldType type = FieldType.parse(words.next());
        long offset = BitOffset.parse(in, words.next(), type.width());
        long operand = kind == Kind.GET ? 0 : words.nextLong();
        return new FieldOperation(kind, type, offset, operand, overflow).requireFits();
    }

    /** An array cannot be as long as 64 bits behind the last offset may ask for. */
    private FieldOperation requireFits() {
        if (writes() && (lastBit() >> 3) >= StringValue.MAX_LENGTH) {
            throw BitOffset.outOfRange();
        }
        return this;
    }

    boolean writes() {
        return kind != Kind.GET;
    }

    long lastBit() {
        return offset + type.width() - 1;
    }
}
