package io.redispatterns.engine.lua;

/** True or false. */
public final class LuaBoolean extends LuaValue {

    public static final LuaBoolean TRUE = new LuaBoolean();
    public static final LuaBoolean FALSE = new LuaBoolean();

    private LuaBoolean() {}

    /** Returns the one of the two. */
    public static LuaBoolean of(boolean value) {
        return value ? TRUE : FALSE;
    }

    @Override
    public String typeName() {
        return "boolean";
    }

    @Override
    public boolean isTruthy() {
        return this == TRUE;
    }

    @Override
    public String toString() {
        return this == TRUE ? "true" : "false";
    }
}
