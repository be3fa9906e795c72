package io.redispatterns.engine.lua;

/** A pattern or a format that breaks Lua's rules. The message is Lua's own, one char a byte, and does not say where. */
final class MalformedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final String message;

    MalformedException(String message) {
        super(message, null, false, false);
        this.message = message;
    }

    @Override
    public String getMessage() {
        return message;
    }
}
