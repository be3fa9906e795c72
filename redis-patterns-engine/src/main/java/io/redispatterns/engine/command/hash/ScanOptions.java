package io.redispatterns.engine.command.hash;

import io.redispatterns.engine.command.ArgReader;
import io.redispatterns.engine.command.CommandException;
import io.redispatterns.engine.command.Errors;
import io.redispatterns.engine.util.Bytes;
import io.redispatterns.engine.util.Glob;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What behind the cursor of a scanning command says which elements to give, and how many to look at.
 *
 * @param pattern the elements to give, or null for all
 * @param count about how many elements one call looks at
 */
record ScanOptions(byte @Nullable [] pattern, long count) {

    private static final long DEFAULT_COUNT = 10;
    private static final Pattern CURSOR = Pattern.compile("[+-]?[0-9]+");

    /**
     * Reads the options.
     *
     * @throws CommandException when one is unknown or breaks its rule
     */
    static ScanOptions parse(ArgReader args) {
        byte[] pattern = null;
        long count = DEFAULT_COUNT;
        while (args.hasNext()) {
            if (args.acceptWith("COUNT", 1)) {
                count = atLeastOne(args.nextLong());
            } else if (args.acceptWith("MATCH", 1)) {
                pattern = args.next();
            } else {
                throw Errors.syntax();
            }
        }
        return new ScanOptions(pattern, count);
    }

    private static long atLeastOne(long count) {
        if (count < 1) {
            throw Errors.syntax();
        }
        return count;
    }

    /**
     * Reads a cursor as C's strtoul does, on which Redis relies: with a sign, up to a zero byte, and nothing at all is 0.
     *
     * @throws CommandException when it is no unsigned 64-bit integer
     */
    static long cursor(byte[] word) {
        String text = new String(word, StandardCharsets.ISO_8859_1);
        int end = text.indexOf('\0');
        String number = end < 0 ? text : text.substring(0, end);
        if (number.isEmpty()) {
            return 0;
        }
        if (!CURSOR.matcher(number).matches()) {
            throw invalidCursor();
        }
        return signed(number);
    }

    private static long signed(String number) {
        boolean negative = number.charAt(0) == '-';
        try {
            long value = Long.parseUnsignedLong(negative ? number.substring(1) : number);
            return negative ? -value : value;
        } catch (NumberFormatException e) {
            throw invalidCursor();
        }
    }

    private static CommandException invalidCursor() {
        return Errors.of("ERR invalid cursor");
    }

    /** Whether an element is to be given. */
    boolean admits(byte[] element) {
        return pattern == null || Glob.matches(pattern, element);
    }

    /** Returns a cursor as clients see it. */
    static byte[] text(long cursor) {
        return Bytes.of(Long.toUnsignedString(cursor));
    }
}
