package io.redispatterns.engine.lua;

import org.jspecify.annotations.Nullable;

/** A line of execution of its own. It has no thread: what it has yet to do is its chain of frames. */
public final class Coroutine extends LuaValue {

    /** What a coroutine is doing. */
    public enum Status {
        SUSPENDED,
        RUNNING,
        /** It has resumed another one. */
        NORMAL,
        DEAD;

        /** The word that {@code coroutine.status} gives. */
        public String text() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }
    }

    /** What a built-in function gives that leaves its coroutine. */
    static final Values YIELD = Tuple.of(LuaNil.NIL, LuaNil.NIL);

    final @Nullable LuaFunction body;
    final Frame bottom;
    Status status = Status.SUSPENDED;

    /** The innermost frame. */
    Frame frame;

    /** Whether a built-in function, called by {@link #frame}, is running. */
    boolean inBuiltin;

    /** How many frames there are. */
    int depth;

    /** How many frames there were at most: so many have been charged. */
    int chargedDepth;

    /** How deep Java was nested when the coroutine was last resumed. */
    int nativeDepth;

    boolean started;

    /** The last walk over all that is reachable that has met it: see {@link Reachable}. */
    int visited;

    /** Set while the coroutine is being left by a yield. */
    boolean yielding;

    /** What {@code yield} was given, and what {@code resume} is given for it. */
    Values transfer = Tuple.EMPTY;

    Coroutine(LuaState lua, @Nullable LuaFunction body) {
        this.body = body;
        this.bottom = new Frame(lua, null, false);
        this.frame = bottom;
    }

    /** What the coroutine is doing. */
    public Status status() {
        return status;
    }

    /** Notes that the coroutine could not be resumed: if it had not been begun it never will. */
    void refuse() {
        status = started ? status : Status.DEAD;
    }

    /** See {@link LuaState#error}. */
    LuaError error(String message) {
        Frame innermost = frame;
        while (innermost.isBoundary() && !innermost.isLevel && innermost.caller != null) {
            innermost = innermost.caller;
        }
        return new LuaError(inBuiltin ? message : innermost.position() + message);
    }

    /** See {@link LuaState#where}. */
    String where(int level) {
        int left = level;
        for (Frame each = frame; each != null; each = each.caller) {
            if (each.isLevel) {
                left--;
                if (left == 0) {
                    return each.position();
                }
                left -= each.tailCalls;
                if (left <= 0) {
                    return "";
                }
            }
        }
        return "";
    }

    /** Returns the error for an argument, counted from 0, of the built-in function that runs. */
    LuaError argumentError(int index, String what) {
        Name callee = frame.callee();
        int number = index + 1;
        if (callee != null && callee.kind().equals("method")) {
            number--;
            if (number == 0) {
                return new LuaError(where(1) + "calling '" + callee.name() + "' on bad self (" + what + ")");
            }
        }
        String name = callee == null ? "?" : callee.name();
        return new LuaError(where(1) + "bad argument #" + number + " to '" + name + "' (" + what + ")");
    }

    @Override
    public String typeName() {
        return "thread";
    }
}
