package io.redispatterns.engine.lua.syntax;

/** A chunk that is not Lua. The message is Lua's own: {@code chunk:line: what is wrong near 'token'}, one char a byte. */
public final class SyntaxException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    SyntaxException(String message) {
        super(message, null, false, false);
    }
}
