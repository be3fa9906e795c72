package io.redispatterns.engine.lua;

/** A value of Lua. */
public abstract sealed class LuaValue extends Values
        permits LuaNil, LuaBoolean, LuaNumber, LuaString, LuaTable, LuaFunction, Coroutine, LightUserdata {

    /** The name of the type, as {@code type()} gives it. */
    public abstract String typeName();

    /** Whether a condition holds with this value: all but nil and false. */
    public boolean isTruthy() {
        return true;
    }

    /** Whether two values are the same without asking metatables: numbers and strings by what they are, all others by identity. */
    public boolean rawEquals(LuaValue other) {
        return this == other;
    }

    /** Whether the value is nil. */
    public final boolean isNil() {
        return this == LuaNil.NIL;
    }

    @Override
    public final int count() {
        return 1;
    }

    @Override
    public final LuaValue at(int index) {
        return index == 0 ? this : LuaNil.NIL;
    }

    @Override
    final LuaValue[] toArray() {
        return new LuaValue[] {this};
    }
}
