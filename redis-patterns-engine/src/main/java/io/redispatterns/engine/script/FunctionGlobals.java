package io.redispatterns.engine.script;

import io.redispatterns.engine.lua.Builtin;
import io.redispatterns.engine.lua.LuaNil;
import io.redispatterns.engine.lua.LuaState;
import io.redispatterns.engine.lua.LuaTable;
import io.redispatterns.engine.lua.RandomSequence;
import io.redispatterns.engine.util.TimeSource;

/**
 * The globals of functions. The table of globals itself is empty and looks elsewhere: while a library is loaded there is only what
 * registers functions, and afterwards all but that.
 */
final class FunctionGlobals {

    private static final String INDEX = "__index";

    private final LuaTable metatable;
    private final LuaTable ofLoading;
    private final LuaTable ofRunning;

    /**
     * Gives the Lua of the functions its globals.
     *
     * @param registerFunction what {@code redis.register_function} does
     */
    FunctionGlobals(LuaRuntime runtime, TimeSource time, RandomSequence random, Builtin.Body registerFunction) {
        LuaState lua = runtime.lua();
        ScriptGlobals.openLibraries(lua, time, random);
        lua.globals().put(ScriptGlobals.REDIS, RedisLibrary.ofFunctions(lua, runtime.calls()));
        ofRunning = moveGlobals(lua);
        ScriptGlobals.seal(lua, ofRunning);
        ofLoading = loadingTable(lua, RedisLibrary.ofLoading(lua, runtime.calls(), registerFunction));
        metatable = lua.newTable();
        metatable.readonly(true);
        lua.globals().metatable(metatable);
        lua.globals().readonly(true);
        endLoading();
    }

    private static LuaTable moveGlobals(LuaState lua) {
        LuaTable from = lua.globals();
        LuaTable to = lua.newTable();
        for (int at = from.nextPosition(0); at > 0; at = from.nextPosition(at)) {
            to.put(from.keyAt(at), from.valueAt(at));
        }
        to.put("_G", to);
        for (int at = to.nextPosition(0); at > 0; at = to.nextPosition(at)) {
            from.put(to.keyAt(at), LuaNil.NIL);
        }
        return to;
    }

    private static LuaTable loadingTable(LuaState lua, LuaTable redis) {
        LuaTable globals = lua.newTable();
        globals.put(ScriptGlobals.REDIS, redis);
        ScriptGlobals.forbidAbsent(lua, redis);
        ScriptGlobals.seal(lua, globals);
        return globals;
    }

    /** Shows what a library has while it is loaded. */
    void beginLoading() {
        metatable.put(INDEX, ofLoading);
    }

    /** Shows what functions have. */
    void endLoading() {
        metatable.put(INDEX, ofRunning);
    }
}
