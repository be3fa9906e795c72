package io.redispatterns.engine.lua;

/** Any number of values, as a call gives them: a single {@link LuaValue} stands for itself, so that the usual case costs nothing. */
public abstract sealed class Values permits LuaValue, Tuple {

    /** The number of values. */
    public abstract int count();

    /** Returns a value, counted from 0; nil beyond the last. */
    public abstract LuaValue at(int index);

    /** Returns the first value; nil when there is none. */
    public final LuaValue first() {
        return this instanceof LuaValue single ? single : at(0);
    }

    /** Returns the values as an array that is not to be changed. */
    abstract LuaValue[] toArray();
}
