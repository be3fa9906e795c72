package io.redispatterns.engine.command.bitmap;

import io.redispatterns.engine.command.CommandException;
import io.redispatterns.engine.command.Errors;
import io.redispatterns.engine.util.Bits;
import io.redispatterns.engine.util.Numbers;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A kind of small integer: {@code i1} to {@code i64} with a sign, {@code u1} to {@code u63} without.
 *
 * @param width in bits
 */
record FieldType(boolean signed, int width) {

    /** What becomes of a result that the type cannot hold. */
    enum Overflow {
        /** Its lowest bits are kept. */
        WRAP,
        /** The nearest number that the type can hold is kept. */
        SAT,
        /** Nothing is kept. */
        FAIL
    }

    /**
     * Reads a type.
     *
     * @throws CommandException when there is no such type
     */
    static FieldType parse(byte[] word) {
        boolean signed = word.length > 0 && word[0] == 'i';
        boolean unsigned = word.length > 0 && word[0] == 'u';
        Long width = signed || unsigned ? Numbers.parseLong(Arrays.copyOfRange(word, 1, word.length)) : null;
        if (width == null || width < 1 || width > (signed ? Long.SIZE : Long.SIZE - 1)) {
            throw Errors.of("ERR Invalid bitfield type. Use something like i16 u8. Note that u64 is not supported but"
                    + " i64 is.");
        }
        return new FieldType(signed, width.intValue());
    }

    /** Reads the number at a bit of an array whose content has the given length. */
    long read(byte[] bytes, int length, long offset) {
        long bits = Bits.field(bytes, length, offset, width);
        return signed ? withSign(bits) : bits;
    }

    /** Adds to a number; null when the type cannot hold the sum and that is to fail. */
    @Nullable
    Long sum(long value, long increment, Overflow overflow) {
        int side = signed ? signedOverflow(value, increment) : unsignedOverflow(value, increment);
        if (side == 0 || overflow == Overflow.WRAP) {
            return truncated(value + increment);
        }
        return overflow == Overflow.FAIL ? null : Long.valueOf(side > 0 ? max() : min());
    }

    private long max() {
        return signed ? Long.MAX_VALUE >> (Long.SIZE - width) : (1L << width) - 1;
    }

    private long min() {
        return signed ? ~max() : 0;
    }

    private long truncated(long number) {
        return signed ? withSign(number) : number & max();
    }

    private long withSign(long bits) {
        int spare = Long.SIZE - width;
        return (bits << spare) >> spare;
    }

    /**
     * Tells on which side a sum leaves the type: 1 above, -1 below, 0 nowhere. A number to be set that is far below the least counts as
     * above when its distance from the greatest does not fit 64 bits, as in Redis.
     */
    private int signedOverflow(long value, long increment) {
        boolean small = width < Long.SIZE;
        long room = max() - value;
        long roomBelow = min() - value;
        if (value > max() || ((small || (value >= 0 && increment > 0)) && increment > room)) {
            return 1;
        }
        boolean below = value < min() || ((small || (value < 0 && increment < 0)) && increment < roomBelow);
        return below ? -1 : 0;
    }

    /** As {@link #signedOverflow}; a negative number to be set counts as a great one without a sign. */
    private int unsignedOverflow(long value, long increment) {
        if (Long.compareUnsigned(value, max()) > 0 || (increment > 0 && increment > max() - value)) {
            return 1;
        }
        return increment < 0 && increment < -value ? -1 : 0;
    }
}
