package io.redispatterns.engine.lua;

/** Ends a script from outside: no {@code pcall} catches it. */
public final class LuaStopped extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private transient String where = "";

    /**
     * Makes one.
     *
     * @param message why
     */
    public LuaStopped(String message) {
        super(message, null, false, false);
    }

    /** The place at which the script was stopped, as {@code chunk:line: }. */
    public String where() {
        return where;
    }

    void where(String place) {
        where = place;
    }
}
