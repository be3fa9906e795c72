package io.redispatterns.engine.script;

import io.redispatterns.engine.lua.Arguments;
import io.redispatterns.engine.lua.Builtin;
import io.redispatterns.engine.lua.LuaBoolean;
import io.redispatterns.engine.lua.LuaError;
import io.redispatterns.engine.lua.LuaNumber;
import io.redispatterns.engine.lua.LuaState;
import io.redispatterns.engine.lua.LuaString;
import io.redispatterns.engine.lua.LuaTable;
import io.redispatterns.engine.lua.LuaValue;
import io.redispatterns.engine.lua.RandomSequence;
import io.redispatterns.engine.lua.StandardLibraries;
import io.redispatterns.engine.lua.Tuple;
import io.redispatterns.engine.lua.Values;
import io.redispatterns.engine.lua.extension.ExtensionLibraries;
import io.redispatterns.engine.util.TimeSource;

/** The globals of scripts and of functions, which nothing that runs may change: nothing of a script is left for the next one. */
final class ScriptGlobals {

    static final String REDIS = "redis";

    private ScriptGlobals() {}

    /** Gives a state the globals of scripts and protects them. */
    static void open(LuaState lua, CommandCalls calls, TimeSource time, RandomSequence random) {
        openLibraries(lua, time, random);
        lua.globals().put(REDIS, RedisLibrary.ofScripts(lua, calls));
        ErrorHandler.open(lua);
        seal(lua, lua.globals());
    }

    /** Gives a state what scripts and functions have in common. */
    static void openLibraries(LuaState lua, TimeSource time, RandomSequence random) {
        StandardLibraries.open(lua, random);
        ExtensionLibraries.open(lua);
        ClockLibrary.open(lua, time);
        lua.globals().put("pcall", new Builtin(ScriptGlobals::pcall));
    }

    /** Protects a table of globals: to read what is not there is an error, as it is to write. */
    static void seal(LuaState lua, LuaTable globals) {
        forbidAbsent(lua, globals);
        protect(globals);
        LuaTable ofStrings = lua.metatable(LuaString.EMPTY);
        if (ofStrings != null) {
            protect(ofStrings);
        }
    }

    /** Makes it an error to read from a table what is not there. */
    static void forbidAbsent(LuaState lua, LuaTable table) {
        LuaTable metatable = lua.newTable();
        metatable.put("__index", new Builtin(ScriptGlobals::noSuchGlobal));
        table.metatable(metatable);
    }

    private static Values noSuchGlobal(Arguments in) {
        LuaValue name = in.get(1);
        if (!(name instanceof LuaString || name instanceof LuaNumber)) {
            throw in.error("Second argument to luaProtectedTableError must be a string or number");
        }
        throw in.error("Script attempted to access nonexistent global variable '"
                + Texts.untilNul(in.string(1).toLatin1()) + "'");
    }

    private static void protect(LuaTable table) {
        if (table.isReadonly()) {
            return;
        }
        table.readonly(true);
        for (int at = table.nextPosition(0); at > 0; at = table.nextPosition(at)) {
            if (table.valueAt(at) instanceof LuaTable inner) {
                protect(inner);
            }
        }
        LuaTable metatable = table.metatable();
        if (metatable != null) {
            protect(metatable);
        }
    }

    /**
     * As Lua's own, except that of an error that is a table with a message the message is given. Without a function it calls the true
     * that Redis's has put where its first result will be.
     */
    private static Values pcall(Arguments in) {
        LuaValue function = in.count() == 0 ? LuaBoolean.TRUE : in.get(0);
        try {
            return Tuple.prepend(LuaBoolean.TRUE, in.lua().call(function, in.from(1)));
        } catch (LuaError e) {
            return failed(in.lua(), e.value());
        }
    }

    private static Values failed(LuaState lua, LuaValue error) {
        if (!(error instanceof LuaTable table)) {
            return Tuple.of(LuaBoolean.FALSE, error);
        }
        LuaValue message = lua.index(table, ReplyFields.ERR);
        return message instanceof LuaString || message instanceof LuaNumber
                ? Tuple.of(LuaBoolean.FALSE, message)
                : Tuple.of(LuaBoolean.FALSE, error, message);
    }
}
