package io.redispatterns.engine.lua;

/** A function written in Lua, with the outer variables it uses. */
public final class LuaClosure extends LuaFunction {

    static final Cell[] NO_UPVALUES = {};

    final Prototype prototype;
    final Cell[] upvalues;

    LuaClosure(Prototype prototype, Cell[] upvalues) {
        this.prototype = prototype;
        this.upvalues = upvalues;
    }
}
