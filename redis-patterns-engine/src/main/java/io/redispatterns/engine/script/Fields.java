package io.redispatterns.engine.script;

import io.redispatterns.engine.lua.LuaFunction;
import io.redispatterns.engine.lua.LuaState;
import io.redispatterns.engine.lua.LuaString;
import io.redispatterns.engine.lua.LuaTable;
import io.redispatterns.engine.lua.LuaValue;

/** Fields of tables that scripts made, which may have metatables. */
final class Fields {

    private static final LuaString INDEX = LuaString.of("__index");
    /** So many tables may stand behind each other: PUC Lua's MAXTAGLOOP. */
    private static final int MAX_CHAIN = 100;

    private Fields() {}

    /** Returns what {@code table.key} gives. */
    static LuaValue get(LuaState lua, LuaTable table, LuaString key) {
        LuaTable holder = table;
        for (int i = 0; i < MAX_CHAIN; i++) {
            LuaValue value = holder.get(key);
            LuaTable metatable = holder.metatable();
            LuaValue handler = value.isNil() && metatable != null ? metatable.get(INDEX) : value;
            if (handler == value) {
                return value;
            }
            if (handler instanceof LuaFunction) {
                return lua.call(handler, holder, key).first();
            }
            if (!(handler instanceof LuaTable next)) {
                return value;
            }
            holder = next;
        }
        return holder.get(key);
    }
}
