package io.redispatterns.engine.util;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A line split into words by the quoting rules that inline commands, redis.conf and redis-cli share: blanks part words, double quotes
 * take {@code \n}, {@code \r}, {@code \t}, {@code \b}, {@code \a}, {@code \xHH} and an escaped quote, single quotes only
 * {@code \'}, and behind a closing quote there must be a blank.
 */
public final class QuotedWords {

    private final byte[] line;
    private final int end;
    private final ByteArrayOutputStream word = new ByteArrayOutputStream();
    private int at;

    private QuotedWords(byte[] line, int from, int to) {
        this.line = line;
        this.at = from;
        this.end = to;
    }

    /**
     * Splits a line, or part of one. O(N).
     *
     * @return the words, none for a blank line; null when quotes are unbalanced
     */
    public static byte @Nullable [][] split(byte[] line, int from, int to) {
        return new QuotedWords(line, from, to).words();
    }

    private byte @Nullable [][] words() {
        List<byte[]> words = new ArrayList<>();
        for (skipBlanks(); at < end; skipBlanks()) {
            if (!readWord()) {
                return null;
            }
            words.add(word.toByteArray());
            word.reset();
        }
        return words.toArray(new byte[0][]);
    }

    private void skipBlanks() {
        while (at < end && isBlank(line[at])) {
            at++;
        }
    }

    /** Reads up to the blank behind the word; false when quotes are unbalanced. */
    private boolean readWord() {
        while (at < end) {
            byte b = line[at++];
            switch (b) {
                case ' ', '\n', '\r', '\t' -> {
                    return true;
                }
                case '"' -> {
                    return readDoubleQuoted();
                }
                case '\'' -> {
                    return readSingleQuoted();
                }
                default -> word.write(b);
            }
        }
        return true;
    }

    private boolean readDoubleQuoted() {
        while (at < end) {
            byte b = line[at++];
            if (b == '"') {
                return isWordEnd();
            }
            word.write(b == '\\' && at < end ? readEscape() : b);
        }
        return false;
    }

    private boolean readSingleQuoted() {
        while (at < end) {
            byte b = line[at++];
            if (b == '\'') {
                return isWordEnd();
            }
            if (b == '\\' && at < end && line[at] == '\'') {
                b = line[at++];
            }
            word.write(b);
        }
        return false;
    }

    private boolean isWordEnd() {
        return at == end || isBlank(line[at]);
    }

    private int readEscape() {
        byte b = line[at++];
        if (b == 'x' && at + 1 < end) {
            int high = Character.digit(line[at], 16);
            int low = Character.digit(line[at + 1], 16);
            if (high >= 0 && low >= 0) {
                at += 2;
                return high << 4 | low;
            }
        }
        return switch (b) {
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            case 'b' -> '\b';
            case 'a' -> 7;
            default -> b;
        };
    }

    private static boolean isBlank(byte b) {
        return b == ' ' || (b >= '\t' && b <= '\r');
    }
}
