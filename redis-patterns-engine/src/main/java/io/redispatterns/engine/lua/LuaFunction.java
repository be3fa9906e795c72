package io.redispatterns.engine.lua;

/** A function: written in Lua or built in. */
public abstract sealed class LuaFunction extends LuaValue permits LuaClosure, Builtin {

    @Override
    public final String typeName() {
        return "function";
    }
}
