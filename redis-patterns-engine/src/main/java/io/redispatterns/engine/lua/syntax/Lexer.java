package io.redispatterns.engine.lua.syntax;

import java.util.Arrays;

/** Cuts the text of a chunk into tokens. */
final class Lexer {

    private static final int LETTER = 1;
    private static final int DIGIT = 2;
    private static final int POINT = 4;
    private static final int BLANK = 8;
    private static final int NEWLINE = 16;
    private static final int OTHER = 32;

    /** What each byte is: letters are those of ASCII and the underscore, whatever the locale. */
    private static final byte[] CLASSES = classes();

    private final Source source;
    private final StringReader strings;
    private final Names names;
    private int start;
    private String string = "";
    private double number;

    Lexer(byte[] text, String chunkName) {
        source = new Source(text, chunkName);
        strings = new StringReader(source);
        names = new Names(text);
    }

    private static byte[] classes() {
        byte[] classes = new byte[256];
        Arrays.fill(classes, (byte) OTHER);
        fill(classes, "ABCDEFGHIJKLMNOPQRSTUVWXYZ_abcdefghijklmnopqrstuvwxyz", LETTER);
        fill(classes, "0123456789", DIGIT);
        fill(classes, ".", POINT);
        fill(classes, " \t\u000b\f", BLANK);
        fill(classes, "\n\r", NEWLINE);
        return classes;
    }

    private static void fill(byte[] classes, String members, int kind) {
        for (int i = 0; i < members.length(); i++) {
            classes[members.charAt(i)] = (byte) kind;
        }
    }

    /** The line on which the last token that was read ended. */
    int line() {
        return source.line();
    }

    /** What the last token says, if it is a name or a string. */
    String string() {
        return string;
    }

    /** The value of the last token, if it is a number. */
    double number() {
        return number;
    }

    /** Returns the refusal of the chunk at this line. */
    SyntaxException failure(String message) {
        return source.failure(message);
    }

    /** Returns the refusal of the last token, which goes unnamed if it is a zero byte. */
    SyntaxException failureNear(String message, int token) {
        return token == 0 ? source.failure(message) : source.failure(message, near(token));
    }

    /** The last token as messages show it: as it stands there, but for the escapes in a string, which are resolved. */
    private String near(int token) {
        return switch (token) {
            case Token.NAME, Token.NUMBER -> source.from(start);
            case Token.STRING -> delimited();
            default -> Token.text(token);
        };
    }

    private String delimited() {
        String token = source.from(start);
        int length = token.charAt(0) == '[' ? token.indexOf('[', 1) + 1 : 1;
        String opening = token.substring(0, length);
        return opening + string + opening.replace('[', ']');
    }

    /** Reads the next token and returns its kind. */
    int read() {
        int c = skipBlanks();
        start = source.position();
        if (c == Source.END) {
            return Token.EOF;
        }
        int kind = CLASSES[c];
        if (kind == LETTER) {
            return word();
        }
        return kind == DIGIT ? numeral() : symbol(c);
    }

    /** Moves over spaces, line ends and comments to the next character. */
    private int skipBlanks() {
        while (true) {
            int c = source.skip(CLASSES, BLANK);
            if (is(NEWLINE, c)) {
                source.newline();
            } else if (c == '-' && source.following() == '-') {
                skipComment();
            } else {
                return c;
            }
        }
    }

    private void skipComment() {
        source.next();
        if (source.next() == '[') {
            int level = strings.bracket();
            if (level >= 0) {
                strings.longComment(level);
                return;
            }
        }
        source.skip(CLASSES, ~NEWLINE);
    }

    private int word() {
        source.skip(CLASSES, LETTER | DIGIT);
        string = names.word(start, source.position());
        return names.token();
    }

    /** Reads a number from its first digit on, {@link #start} being there or at the point before it. */
    private int numeral() {
        source.skip(CLASSES, DIGIT | POINT);
        if (source.take("Ee")) {
            source.take("+-");
        }
        source.skip(CLASSES, LETTER | DIGIT);
        number = Numeral.valueOf(source.from(start));
        if (Double.isNaN(number)) {
            throw failureNear("malformed number", Token.NUMBER);
        }
        return Token.NUMBER;
    }

    private int symbol(int c) {
        return switch (c) {
            case '"', '\'' -> {
                string = strings.quoted();
                yield Token.STRING;
            }
            case '[' -> bracket();
            case '.' -> points();
            case '=' -> orEqual(c, Token.EQUAL);
            case '<' -> orEqual(c, Token.LESS_OR_EQUAL);
            case '>' -> orEqual(c, Token.GREATER_OR_EQUAL);
            case '~' -> orEqual(c, Token.NOT_EQUAL);
            default -> single(c);
        };
    }

    private int single(int c) {
        source.next();
        return c;
    }

    private int orEqual(int c, int both) {
        if (source.next() != '=') {
            return c;
        }
        source.next();
        return both;
    }

    private int bracket() {
        int level = strings.bracket();
        if (level == StringReader.SINGLE) {
            return '[';
        }
        if (level == StringReader.BROKEN) {
            throw source.failure("invalid long string delimiter", source.from(start));
        }
        string = strings.longString(level);
        return Token.STRING;
    }

    private int points() {
        int c = source.next();
        if (source.take(".")) {
            return source.take(".") ? Token.DOTS : Token.CONCAT;
        }
        return is(DIGIT, c) ? numeral() : '.';
    }

    private static boolean is(int classes, int c) {
        return c >= 0 && (CLASSES[c] & classes) != 0;
    }
}
