package io.redispatterns.engine.lua.syntax;

/** Reads strings in quotes and in long brackets. */
final class StringReader {

    /** What {@link #bracket} answers for a bracket that is no part of a long one. */
    static final int SINGLE = -1;

    /** What {@link #bracket} answers for equals signs without a second bracket. */
    static final int BROKEN = -2;

    private final Source source;

    StringReader(Source source) {
        this.source = source;
    }

    /** Reads a string from its opening quote to behind its closing one. */
    String quoted() {
        int quote = source.current();
        int from = source.position() + 1;
        for (int c = source.next(); c != quote; c = source.next()) {
            if (c == '\\' || c == '\n' || c == '\r' || c == Source.END) {
                return quoted(quote, new StringBuilder(source.between(from, source.position())));
            }
        }
        String content = source.between(from, source.position());
        source.next();
        return content;
    }

    private String quoted(int quote, StringBuilder content) {
        for (int c = source.current(); c != quote; c = source.current()) {
            if (c == Source.END) {
                throw source.failure("unfinished string", Token.text(Token.EOF));
            }
            if (source.isAtNewline()) {
                throw failure("unfinished string", quote, content);
            }
            if (c == '\\') {
                escape(quote, content);
            } else {
                content.append((char) c);
                source.next();
            }
        }
        source.next();
        return content.toString();
    }

    private void escape(int quote, StringBuilder content) {
        int c = source.next();
        if (source.isAtNewline()) {
            content.append('\n');
            source.newline();
        } else if (c >= '0' && c <= '9') {
            content.append(decimal(quote, content));
        } else if (c != Source.END) {
            content.append(escaped(c));
            source.next();
        }
    }

    private char decimal(int quote, StringBuilder content) {
        int value = 0;
        int c = source.current();
        for (int i = 0; i < 3 && c >= '0' && c <= '9'; i++) {
            value = 10 * value + c - '0';
            c = source.next();
        }
        if (value > 0xFF) {
            throw failure("escape sequence too large", quote, content);
        }
        return (char) value;
    }

    private static char escaped(int c) {
        return switch (c) {
            case 'a' -> 7;
            case 'b' -> '\b';
            case 'f' -> '\f';
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            case 'v' -> 11;
            default -> (char) c;
        };
    }

    private SyntaxException failure(String message, int quote, StringBuilder content) {
        return source.failure(message, (char) quote + content.toString());
    }

    /** Moves over a bracket and any equals signs: returns their number if the same bracket follows, else what it is instead. */
    int bracket() {
        int bracket = source.current();
        int level = 0;
        int c = source.next();
        while (c == '=') {
            level++;
            c = source.next();
        }
        if (c == bracket) {
            return level;
        }
        return level == 0 ? SINGLE : BROKEN;
    }

    /** Reads a long string from its second opening bracket to behind its closing ones. */
    String longString(int level) {
        source.next();
        if (source.isAtNewline()) {
            source.newline();
        }
        int from = source.position();
        int to = skipLong(level, "unfinished long string");
        return withLineFeeds(source.between(from, to));
    }

    /** Moves over a long comment, from its second opening bracket to behind its closing ones. */
    void longComment(int level) {
        source.next();
        skipLong(level, "unfinished long comment");
    }

    /** Returns where the closing brackets begin. */
    private int skipLong(int level, String failure) {
        while (true) {
            int c = source.current();
            if (c == Source.END) {
                throw source.failure(failure, Token.text(Token.EOF));
            }
            if (c == ']') {
                int end = source.position();
                if (bracket() == level) {
                    source.next();
                    return end;
                }
            } else if (source.isAtNewline()) {
                source.newline();
            } else {
                source.next();
            }
        }
    }

    /** Makes each end of a line, whatever its kind, one line feed. */
    private static String withLineFeeds(String text) {
        if (text.indexOf('\r') < 0) {
            return text;
        }
        StringBuilder result = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean newline = c == '\n' || c == '\r';
            result.append(newline ? '\n' : c);
            if (newline && i + 1 < text.length() && text.charAt(i + 1) == (c ^ '\n' ^ '\r')) {
                i++;
            }
        }
        return result.toString();
    }
}
