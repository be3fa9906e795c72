package io.redispatterns.engine.testing;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Command lines in redis-cli's quoting: blanks part words; {@code "a\x00\n"} with escapes, {@code 'a'} without. */
public final class CommandLine {

    private static final String ESCAPES = "n\nr\rt\tb\ba\u0007";

    private final byte[] line;
    private int at;

    private CommandLine(String text) {
        line = text.getBytes(StandardCharsets.UTF_8);
    }

    /**
     * Splits a line into its words.
     *
     * @throws IllegalArgumentException when quotes do not match
     */
    public static byte[][] split(String text) {
        CommandLine reader = new CommandLine(text);
        List<byte[]> words = new ArrayList<>();
        while (reader.skipBlanks()) {
            words.add(reader.word());
        }
        return words.toArray(byte[][]::new);
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

    private boolean skipBlanks() {
        while (at < line.length && line[at] == ' ') {
            at++;
        }
        return at < line.length;
    }

    private byte[] word() {
        ByteArrayOutputStream word = new ByteArrayOutputStream();
        while (at < line.length && line[at] != ' ') {
            byte b = line[at++];
            if (b == '"' || b == '\'') {
                quoted(b, word);
            } else {
                word.write(b);
            }
        }
        return word.toByteArray();
    }

    private void quoted(byte quote, ByteArrayOutputStream word) {
        while (at < line.length && line[at] != quote) {
            if (line[at] == '\\' && (quote == '"' || line[at + 1] == '\'')) {
                at++;
                escaped(word);
            } else {
                word.write(line[at++]);
            }
        }
        if (at++ == line.length) {
            throw new IllegalArgumentException("quotes do not match: " + new String(line, StandardCharsets.UTF_8));
        }
    }

    private void escaped(ByteArrayOutputStream word) {
        char letter = (char) line[at++];
        if (letter == 'x') {
            word.write(Integer.parseInt(new String(line, at, 2, StandardCharsets.ISO_8859_1), 16));
            at += 2;
            return;
        }
        int escape = ESCAPES.indexOf(letter);
        word.write(escape >= 0 && escape % 2 == 0 ? ESCAPES.charAt(escape + 1) : letter);
    }
}
