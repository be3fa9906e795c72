package io.redispatterns.engine.script;

import io.redispatterns.engine.lua.Builtin;
import io.redispatterns.engine.lua.LuaNumber;
import io.redispatterns.engine.lua.LuaState;
import io.redispatterns.engine.lua.LuaTable;
import io.redispatterns.engine.util.TimeSource;

/** The table {@code os}, of which scripts have since Redis 7.4 what measures time. */
final class ClockLibrary {

    private static final double NANOS_PER_SECOND = 1e9;

    private ClockLibrary() {}

    /** Gives a state the global. */
    static void open(LuaState lua, TimeSource time) {
        LuaTable os = lua.newTable();
        os.put("clock", new Builtin(in -> LuaNumber.of(time.nanoTime() / NANOS_PER_SECOND)));
        lua.globals().put("os", os);
    }
}
