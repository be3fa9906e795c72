package io.redispatterns.engine.testing;

import io.redispatterns.engine.util.Bytes;
import io.redispatterns.engine.util.QuotedWords;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Command lines in redis-cli's quoting. */
public final class CommandLine {

    /** Letters behind a backslash, each followed by what it stands for. */
    private static final String ESCAPES = "n\nr\rt\tb\ba\u0007";

    private CommandLine() {}

    /**
     * Splits a line into its words.
     *
     * @throws IllegalArgumentException when quotes do not match
     */
    public static byte[][] split(String text) {
        byte[] line = Bytes.of(text);
        byte[][] words = QuotedWords.split(line, 0, line.length);
        if (words == null) {
            throw new IllegalArgumentException("quotes do not match: " + text);
        }
        return words;
    }

    /** Returns words as a line that {@link #split} splits into them again. */
    public static String join(byte[][] words) {
        return Stream.of(words).map(CommandLine::word).collect(Collectors.joining(" "));
    }

    private static String word(byte[] bytes) {
        boolean plain = bytes.length > 0;
        for (byte b : bytes) {
            plain &= b > ' ' && b < 0x7f && b != '"' && b != '\'';
        }
        return plain ? Bytes.text(bytes) : quote(bytes);
    }

    /** Returns words that an engine may keep: it may do so with every word that it is given. */
    public static byte[][] copy(byte[][] words) {
        return Stream.of(words).map(byte[]::clone).toArray(byte[][]::new);
    }

    /** Returns bytes in double quotes, with escapes for what is not printable ASCII. */
    public static String quote(byte[] bytes) {
        StringBuilder text = new StringBuilder("\"");
        for (byte b : bytes) {
            int escape = ESCAPES.indexOf((char) b);
            if (b == '"' || b == '\\') {
                text.append('\\').append((char) b);
            } else if (b >= ' ' && b < 0x7f) {
                text.append((char) b);
            } else if (escape > 0) {
                text.append('\\').append(ESCAPES.charAt(escape - 1));
            } else {
                text.append(String.format("\\x%02x", b & 0xff));
            }
        }
        return text.append('"').toString();
    }
}
