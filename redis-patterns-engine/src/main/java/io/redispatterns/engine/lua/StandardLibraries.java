package io.redispatterns.engine.lua;

/** The libraries of Lua 5.1 that a script may use: those that reach no files, no processes and no environment. */
public final class StandardLibraries {

    private StandardLibraries() {}

    /** Gives a state its globals, and random numbers of its own. */
    public static void open(LuaState lua) {
        open(lua, new RandomSequence());
    }

    /**
     * Gives a state its globals.
     *
     * @param random what {@code math.random} takes its numbers from
     */
    public static void open(LuaState lua, RandomSequence random) {
        BaseLibrary.open(lua);
        CoroutineLibrary.open(lua);
        StringLibrary.open(lua);
        MathLibrary.open(lua, random);
        TableLibrary.open(lua);
    }
}
