package io.redispatterns.engine.lua;

/** No value, or two and more. */
public final class Tuple extends Values {

    static final LuaValue[] NO_VALUES = {};

    /** No value at all. */
    public static final Tuple EMPTY = new Tuple(NO_VALUES);

    private final LuaValue[] values;

    private Tuple(LuaValue[] values) {
        this.values = values;
    }

    /** Returns these values; the array is kept. */
    public static Values of(LuaValue... values) {
        return values.length == 1 ? values[0] : values.length == 0 ? EMPTY : new Tuple(values);
    }

    /** Returns a value and those that follow it. */
    public static Values prepend(LuaValue first, Values rest) {
        LuaValue[] all = new LuaValue[rest.count() + 1];
        all[0] = first;
        for (int i = 1; i < all.length; i++) {
            all[i] = rest.at(i - 1);
        }
        return of(all);
    }

    @Override
    public int count() {
        return values.length;
    }

    @Override
    public LuaValue at(int index) {
        return index < values.length ? values[index] : LuaNil.NIL;
    }

    @Override
    LuaValue[] toArray() {
        return values;
    }
}
