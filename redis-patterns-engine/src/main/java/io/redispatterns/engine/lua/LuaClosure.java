package io.redispatterns.engine.lua;

/** A function written in Lua, with the outer variables it uses. */
public final class LuaClosure extends LuaFunction {

    static final Cell[] NO_UPVALUES = {};

    final Prototype prototype;
    final Cell[] upvalues;

    /** The last walk over all that is reachable that has met it: see {@link Reachable}. */
    int visited;

    LuaClosure(Prototype prototype, Cell[] upvalues) {
        this.prototype = prototype;
        this.upvalues = upvalues;
    }
}
