package io.redispatterns.engine.command.stream;

import io.redispatterns.engine.command.CommandException;
import io.redispatterns.engine.command.Errors;
import io.redispatterns.engine.type.StreamId;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Ids of entries as clients write them: {@code 5-1}, {@code 5}, and at the ends of ranges {@code -}, {@code +} and {@code (5-1}. */
final class StreamIds {

    private static final long LARGEST = -1;
    private static final int MAX_LENGTH = 127;

    private StreamIds() {}

    /** Reads an id; without a number after the time that is 0. */
    static StreamId parse(byte[] word) {
        StreamId id = tryParse(word, 0);
        if (id == null) {
            throw invalid();
        }
        return id;
    }

    /** As {@link #parse}, or null when the word is no id. */
    static @Nullable StreamId tryParse(byte[] word) {
        return tryParse(word, 0);
    }

    /** Reads an id that may also be {@code -} or {@code +}, the first and the last of all. */
    static StreamId parseOrEnd(byte[] word, long missingSequence) {
        if (isSign(word, '-')) {
            return StreamId.MIN;
        }
        if (isSign(word, '+')) {
            return StreamId.MAX;
        }
        StreamId id = tryParse(word, missingSequence);
        if (id == null) {
            throw invalid();
        }
        return id;
    }

    /** Reads where a range begins. */
    static StreamId rangeStart(byte[] word) {
        if (!isExclusive(word)) {
            return parseOrEnd(word, 0);
        }
        StreamId next = parseBehindBracket(word, 0).next();
        if (next == null) {
            throw Errors.of("ERR invalid start ID for the interval");
        }
        return next;
    }

    /** Reads where a range ends. */
    static StreamId rangeEnd(byte[] word) {
        if (!isExclusive(word)) {
            return parseOrEnd(word, LARGEST);
        }
        StreamId previous = parseBehindBracket(word, LARGEST).previous();
        if (previous == null) {
            throw Errors.of("ERR invalid end ID for the interval");
        }
        return previous;
    }

    private static boolean isExclusive(byte[] word) {
        return word.length > 1 && word[0] == '(';
    }

    private static StreamId parseBehindBracket(byte[] word, long missingSequence) {
        StreamId id = tryParse(Arrays.copyOfRange(word, 1, word.length), missingSequence);
        if (id == null) {
            throw invalid();
        }
        return id;
    }

    static boolean isSign(byte[] word, char sign) {
        return word.length == 1 && word[0] == sign;
    }

    static CommandException invalid() {
        return Errors.of("ERR Invalid stream ID specified as stream command argument");
    }

    private static @Nullable StreamId tryParse(byte[] word, long missingSequence) {
        if (word.length > MAX_LENGTH) {
            return null;
        }
        int dash = indexOf(word, '-');
        Long millis = unsigned(word, 0, dash < 0 ? word.length : dash);
        if (millis == null) {
            return null;
        }
        if (dash < 0) {
            return new StreamId(millis, missingSequence);
        }
        Long sequence = unsigned(word, dash + 1, word.length);
        return sequence == null ? null : new StreamId(millis, sequence);
    }

    static int indexOf(byte[] word, char sign) {
        for (int i = 0; i < word.length; i++) {
            if (word[i] == sign) {
                return i;
            }
        }
        return -1;
    }

    /**
     * Reads an unsigned 64-bit integer as Redis does, which is as strtoull does: blanks and a sign may stand in front of the digits. A minus
     * counts down from 2^64, but a number that is a proper negative one is refused.
     */
    static @Nullable Long unsigned(byte[] word, int from, int to) {
        int at = from;
        while (at < to && isBlank(word[at])) {
            at++;
        }
        boolean negative = at < to && word[at] == '-';
        int first = negative || (at < to && word[at] == '+') ? at + 1 : at;
        if (first == to) {
            return null;
        }
        long value = 0;
        for (int i = first; i < to; i++) {
            int digit = word[i] - '0';
            if (digit < 0 || digit > 9 || isBeyond(value, digit)) {
                return null;
            }
            value = value * 10 + digit;
        }
        if (!negative) {
            return value;
        }
        boolean isProper = at == from && word[first] != '0' && Long.compareUnsigned(value, Long.MIN_VALUE) <= 0;
        return isProper ? null : Long.valueOf(-value);
    }

    private static boolean isBlank(byte b) {
        return b == ' ' || (b >= '\t' && b <= '\r');
    }

    private static boolean isBeyond(long value, int digit) {
        return Long.compareUnsigned(value, Long.divideUnsigned(LARGEST - digit, 10)) > 0;
    }
}
