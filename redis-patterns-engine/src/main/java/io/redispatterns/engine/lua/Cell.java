package io.redispatterns.engine.lua;

/** A variable that outlives its scope because a closure uses it. */
final class Cell {

    LuaValue value;

    Cell(LuaValue value) {
        this.value = value;
    }
}
