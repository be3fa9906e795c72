package io.redispatterns.engine.command;

import io.redispatterns.engine.reply.Reply;
import io.redispatterns.engine.util.Bytes;
import io.redispatterns.engine.util.Glob;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.IntSupplier;
import java.util.function.LongUnaryOperator;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What SCAN, HSCAN, SSCAN and ZSCAN are told behind the cursor: what to give, and how much at a time.
 *
 * @param pattern the glob that names have to match, or null
 * @param count how many elements to collect at least, as long as there are any
 * @param type the type that keys have to have, or null
 * @param withValues whether the fields of a hash are given with their values
 */
public record ScanOptions(byte @Nullable [] pattern, long count, byte @Nullable [] type, boolean withValues) {

    private static final long DEFAULT_COUNT = 10;
    /** Steps for each element asked for: a walk through a sparse table gives up rather than hold up others. */
    private static final long MAX_STEPS_EACH = 10;

    private static final Pattern CURSOR = Pattern.compile("[+-]?[0-9]+");

    /**
     * Reads the options.
     *
     * @param typed whether TYPE is known
     * @throws CommandException when one is unknown or breaks its rule
     */
    public static ScanOptions parse(ArgReader words, boolean typed) {
        return parse(words, typed, false);
    }

    /**
     * Reads the options of HSCAN.
     *
     * @throws CommandException when one is unknown or breaks its rule
     */
    public static ScanOptions parseOfHash(ArgReader words) {
        return parse(words, false, true);
    }

    private static ScanOptions parse(ArgReader words, boolean typed, boolean valued) {
        boolean withValues = valued;
        byte[] pattern = null;
        byte[] type = null;
        long count = DEFAULT_COUNT;
        while (words.hasNext()) {
            if (words.acceptWith("COUNT", 1)) {
                count = words.nextLong();
                if (count < 1) {
                    throw Errors.syntax();
                }
            } else if (words.acceptWith("MATCH", 1)) {
                pattern = words.next();
            } else if (typed && words.acceptWith("TYPE", 1)) {
                type = words.next();
            } else if (valued && words.accept("NOVALUES")) {
                withValues = false;
            } else {
                throw Errors.syntax();
            }
        }
        return new ScanOptions(pattern, count, type, withValues);
    }

    /**
     * Reads a cursor as C's strtoul does, on which Redis relies: with a sign, up to a zero byte, and nothing at all is 0.
     *
     * @throws CommandException when it is no unsigned 64-bit integer
     */
    public static long cursor(byte[] word) {
        String text = new String(word, StandardCharsets.ISO_8859_1);
        int end = text.indexOf('\0');
        String number = end < 0 ? text : text.substring(0, end);
        if (number.isEmpty()) {
            return 0;
        }
        if (!CURSOR.matcher(number).matches()) {
            throw Errors.invalidCursor();
        }
        boolean negative = number.charAt(0) == '-';
        try {
            long value = Long.parseUnsignedLong(negative ? number.substring(1) : number);
            return negative ? -value : value;
        } catch (NumberFormatException e) {
            throw Errors.invalidCursor();
        }
    }

    /** Whether a name matches the pattern, if there is one. */
    public boolean admits(byte[] name) {
        return pattern == null || Glob.matches(pattern, name);
    }

    /** Whether a type is the one asked for, if one is. */
    public boolean admitsType(String typeName) {
        return type == null || Bytes.equalsIgnoreCase(type, typeName);
    }

    /**
     * Walks on from a cursor until enough is collected, and returns the cursor to go on with.
     *
     * @param step one step from a cursor to the next
     * @param collected how many elements the steps have collected so far
     */
    public long walk(long cursor, LongUnaryOperator step, IntSupplier collected) {
        long stepsLeft = Math.min(count, Long.MAX_VALUE / MAX_STEPS_EACH) * MAX_STEPS_EACH;
        long at = cursor;
        do {
            at = step.applyAsLong(at);
        } while (at != 0 && stepsLeft-- > 0 && collected.getAsInt() < count);
        return at;
    }

    /** Returns the reply: the cursor to go on with, and what was found. */
    public static Reply reply(long cursor, List<Reply> found) {
        return Reply.array(Reply.of(Long.toUnsignedString(cursor)), new Reply.Array(found));
    }
}
