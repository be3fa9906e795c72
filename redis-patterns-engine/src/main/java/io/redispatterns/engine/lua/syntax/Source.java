package io.redispatterns.engine.lua.syntax;

import java.nio.charset.StandardCharsets;

/** The text of a chunk and how far it has been read. */
final class Source {

    /** The character behind the last one. */
    static final int END = -1;

    /** The bytes that a chunk's name has in syntax errors, its end among them. */
    private static final int NAME_SIZE = 80;

    private final byte[] text;
    private final String chunkName;
    private int position;
    private int line = 1;

    Source(byte[] text, String chunkName) {
        this.text = text;
        this.chunkName = chunkName;
    }

    int position() {
        return position;
    }

    /** The line of the current character. */
    int line() {
        return line;
    }

    /** Returns the current character, or {@link #END}. */
    int current() {
        return position < text.length ? text[position] & 0xFF : END;
    }

    /** Returns the character behind the current one, or {@link #END}. */
    int following() {
        return position + 1 < text.length ? text[position + 1] & 0xFF : END;
    }

    /** Moves on, which must not be done at the end, and returns the character that is current then. */
    int next() {
        position++;
        return current();
    }

    /** Moves over all characters whose class is among those given, and returns the one behind them. */
    int skip(byte[] classes, int skipped) {
        int at = position;
        while (at < text.length && (classes[text[at] & 0xFF] & skipped) != 0) {
            at++;
        }
        position = at;
        return current();
    }

    /**
     * Moves on if the current character is one of those wanted, and says so. A zero byte always is: it ends the set of characters
     * that Lua's own lexer looks in.
     */
    boolean take(String wanted) {
        int current = current();
        boolean taken = current == 0 || wanted.indexOf(current) >= 0;
        if (taken) {
            position++;
        }
        return taken;
    }

    boolean isAtNewline() {
        int current = current();
        return current == '\n' || current == '\r';
    }

    /** Moves over the end of a line: a line feed, a carriage return or one of each. */
    void newline() {
        int first = current();
        int second = next();
        if (isAtNewline() && second != first) {
            position++;
        }
        line++;
    }

    /** Returns what stands from a position to before the current one. */
    String from(int from) {
        return between(from, position);
    }

    /** Returns what stands from a position to before a later one. */
    String between(int from, int to) {
        return new String(text, from, to - from, StandardCharsets.ISO_8859_1);
    }

    /** Returns the refusal of what stands here. */
    SyntaxException failure(String message) {
        return new SyntaxException(ChunkName.display(chunkName, NAME_SIZE) + ":" + line + ": " + message);
    }

    /** Returns the refusal of what stands here, with the token in question, which is shown up to its first zero byte. */
    SyntaxException failure(String message, String near) {
        int zero = near.indexOf('\0');
        return failure(message + " near '" + (zero < 0 ? near : near.substring(0, zero)) + "'");
    }
}
