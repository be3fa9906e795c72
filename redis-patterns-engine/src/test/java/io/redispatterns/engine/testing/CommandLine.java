package io.redispatterns.engine.testing;

import io.redispatterns.engine.util.Bytes;
import io.redispatterns.engine.util.QuotedWords;

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
