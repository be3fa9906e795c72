package io.redispatterns.engine.lua.syntax;

/** The tokens of a chunk as the parser takes them, with one token of lookahead. */
final class Tokens {

    private static final int NONE = -1;

    private final Lexer lexer;
    private int current;
    private int lookahead = NONE;
    private String string = "";
    private int lastLine = 1;

    Tokens(Lexer lexer) {
        this.lexer = lexer;
        next();
    }

    /** The kind of the current token. */
    int current() {
        return current;
    }

    /** What the current token says, if it is a name or a string. */
    String string() {
        return string;
    }

    /** The value of the current token, if it is a number. */
    double number() {
        return lexer.number();
    }

    /** The line that has been read up to: that on which the current token ends, or the one behind it that was looked at. */
    int line() {
        return lexer.line();
    }

    /** The line that had been read up to before the current token was: the one that instructions are given. */
    int lastLine() {
        return lastLine;
    }

    void next() {
        lastLine = lexer.line();
        current = lookahead == NONE ? lexer.read() : lookahead;
        string = lexer.string();
        lookahead = NONE;
    }

    /** Returns the kind of the token behind the current one. */
    int lookahead() {
        lookahead = lexer.read();
        return lookahead;
    }

    /** Moves over the current token if it is the given one, and says so. */
    boolean take(int token) {
        boolean taken = current == token;
        if (taken) {
            next();
        }
        return taken;
    }

    /** Moves over the current token, which must be the given one. */
    void expect(int token) {
        check(token);
        next();
    }

    /** Fails unless the current token is the given one. */
    void check(int token) {
        if (current != token) {
            throw failureNear("'" + Token.text(token) + "' expected");
        }
    }

    /** Moves over a name and returns it. */
    String expectName() {
        check(Token.NAME);
        String name = string;
        next();
        return name;
    }

    /** Moves over the current token, which must be the one that closes what another opened on the given line. */
    void expectClosing(int closing, int opening, int line) {
        if (current != closing && line != line()) {
            throw failureNear("'" + Token.text(closing) + "' expected (to close '" + Token.text(opening) + "' at line "
                    + line + ")");
        }
        expect(closing);
    }

    /** Returns the refusal of the chunk at this line. */
    SyntaxException failure(String message) {
        return lexer.failure(message);
    }

    /** Returns the refusal of the current token. */
    SyntaxException failureNear(String message) {
        return lexer.failureNear(message, current);
    }
}
