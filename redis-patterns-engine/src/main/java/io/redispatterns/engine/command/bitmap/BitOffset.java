package io.redispatterns.engine.command.bitmap;

import io.redispatterns.engine.command.CommandException;
import io.redispatterns.engine.command.Errors;
import io.redispatterns.engine.command.Invocation;
import io.redispatterns.engine.config.Directives;
import io.redispatterns.engine.type.StringValue;
import io.redispatterns.engine.util.Numbers;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Reads where a bit stands: any of the longest string that there may be. */
final class BitOffset {

    private BitOffset() {}

    /**
     * Reads a number of bits.
     *
     * @throws CommandException when it is none, or behind the longest string
     */
    static long parse(Invocation in, byte[] word) {
        return checked(in, Numbers.parseLong(word), 1);
    }

    /**
     * Reads a number of bits, or behind {@code #} a number of fields of a width.
     *
     * @throws CommandException when it is none, or the field's first bit is behind the longest string
     */
    static long parse(Invocation in, byte[] word, int width) {
        boolean counted = word.length > 0 && word[0] == '#';
        byte[] digits = counted ? Arrays.copyOfRange(word, 1, word.length) : word;
        return checked(in, Numbers.parseLong(digits), counted ? width : 1);
    }

    /** A product that does not fit 64 bits wraps around, as in Redis. */
    private static long checked(Invocation in, @Nullable Long number, int width) {
        long maxBytes = Math.min(in.config().get(Directives.PROTO_MAX_BULK_LEN), StringValue.MAX_LENGTH);
        long offset = number == null ? -1 : number * width;
        if (offset < 0 || (offset >> 3) >= maxBytes) {
            throw outOfRange();
        }
        return offset;
    }

    static CommandException outOfRange() {
        return Errors.of("ERR bit offset is not an integer or out of range");
    }
}
