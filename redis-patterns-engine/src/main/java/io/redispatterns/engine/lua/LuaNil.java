package io.redispatterns.engine.lua;

/** No value. */
public final class LuaNil extends LuaValue {

    /** The only one. */
    public static final LuaNil NIL = new LuaNil();

    private LuaNil() {}

    @Override
    public String typeName() {
        return "nil";
    }

    @Override
    public boolean isTruthy() {
        return false;
    }

    @Override
    public String toString() {
        return "nil";
    }
}
