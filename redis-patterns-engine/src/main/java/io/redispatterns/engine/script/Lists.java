package io.redispatterns.engine.script;

import io.redispatterns.engine.lua.LuaState;
import io.redispatterns.engine.lua.LuaTable;

/** Makes tables for lists. */
final class Lists {

    private Lists() {}

    /**
     * Returns an empty table for so many values: of the size to which it would grow while they are put one after the other, since what
     * {@code #} finds after removals depends on it.
     */
    static LuaTable ofSize(LuaState lua, int count) {
        return lua.newTable(count == 0 ? 0 : Integer.highestOneBit(2 * count - 1), 0);
    }
}
