package io.redispatterns.engine.lua;

/** A function written in Java. */
public final class Builtin extends LuaFunction {

    /** What a built-in function does. */
    @FunctionalInterface
    public interface Body {

        /**
         * Runs the function.
         *
         * @throws LuaError an error of Lua, best made by {@link Arguments}
         */
        Values call(Arguments in);
    }

    private final Body body;

    /** Makes a function. */
    public Builtin(Body body) {
        this.body = body;
    }

    Body body() {
        return body;
    }
}
