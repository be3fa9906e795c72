package io.redispatterns.engine.lua.extension;

import io.redispatterns.engine.lua.Builtin;
import io.redispatterns.engine.lua.LuaState;
import io.redispatterns.engine.lua.LuaTable;

/** The globals {@code cjson}, {@code struct}, {@code cmsgpack} and {@code bit}, as Redis 7.0 has them. */
public final class ExtensionLibraries {

    private ExtensionLibraries() {}

    /** Gives a state these globals, in the order in which Redis does. */
    public static void open(LuaState lua) {
        JsonLibrary.open(lua);
        StructLibrary.open(lua);
        MessagePackLibrary.open(lua);
        BitLibrary.open(lua);
    }

    static void set(LuaTable library, String name, Builtin.Body body) {
        library.put(name, new Builtin(body));
    }
}
