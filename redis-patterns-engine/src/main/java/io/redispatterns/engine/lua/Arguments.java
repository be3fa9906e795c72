package io.redispatterns.engine.lua;

/**
 * What a built-in function is called with. Every method that reads an argument raises Lua's own error when it is not there or of
 * another type: {@code bad argument #1 to 'rep' (string expected, got nil)}. Arguments are counted from 0 here, from 1 in messages.
 */
public final class Arguments {

    private final LuaState lua;
    private final LuaValue[] values;

    Arguments(LuaState lua, LuaValue[] values) {
        this.lua = lua;
        this.values = values;
    }

    /** The state that calls. */
    public LuaState lua() {
        return lua;
    }

    /** The number of arguments. */
    public int count() {
        return values.length;
    }

    /** Whether there is an argument, be it nil. */
    public boolean has(int index) {
        return index < values.length;
    }

    /** Returns an argument; nil when it is not there. */
    public LuaValue get(int index) {
        return index < values.length ? values[index] : LuaNil.NIL;
    }

    /** The arguments from an index on, as an array of their own. */
    public LuaValue[] from(int index) {
        return index >= values.length ? Tuple.NO_VALUES : java.util.Arrays.copyOfRange(values, index, values.length);
    }

    /** Returns an argument, which may be nil but must be there. */
    public LuaValue any(int index) {
        if (index >= values.length) {
            throw error(index, "value expected");
        }
        return values[index];
    }

    /** Returns a table. */
    public LuaTable table(int index) {
        if (get(index) instanceof LuaTable table) {
            return table;
        }
        throw typeError(index, "table");
    }

    /** Returns a function. */
    public LuaFunction function(int index) {
        if (get(index) instanceof LuaFunction function) {
            return function;
        }
        throw typeError(index, "function");
    }

    /** Returns a string; a number is converted. */
    public LuaString string(int index) {
        LuaString string = lua.toLuaString(get(index));
        if (string == null) {
            throw typeError(index, "string");
        }
        return string;
    }

    /** Returns a string, or another one when the argument is nil or not there. */
    public LuaString string(int index, LuaString otherwise) {
        return get(index).isNil() ? otherwise : string(index);
    }

    /** Returns a number; a string that reads as one is converted. */
    public double number(int index) {
        LuaNumber number = lua.toNumber(get(index));
        if (number == null) {
            throw typeError(index, "number");
        }
        return number.value();
    }

    /** Returns a number, or another one when the argument is nil or not there. */
    public double number(int index, double otherwise) {
        return get(index).isNil() ? otherwise : number(index);
    }

    /** Returns a number cast to 64 bits as C does it. */
    public long integer(int index) {
        return LuaNumber.toLong(number(index));
    }

    /** Returns a number cast to 64 bits, or another one when the argument is nil or not there. */
    public long integer(int index, long otherwise) {
        return get(index).isNil() ? otherwise : integer(index);
    }

    /** Returns a number cast to 64 bits and then to 32, as C's {@code luaL_checkint} does it. */
    public int int32(int index) {
        return (int) integer(index);
    }

    /** Returns a number cast to 64 bits and then to 32, or another one when the argument is nil or not there. */
    public int int32(int index, int otherwise) {
        return get(index).isNil() ? otherwise : int32(index);
    }

    /** Returns the error for an argument that breaks a rule: {@code bad argument #1 to 'name' (what is wrong)}. */
    public LuaError error(int index, String what) {
        return lua.current().argumentError(index, what);
    }

    /** Returns the error for an argument of the wrong type. */
    public LuaError typeError(int index, String expected) {
        return error(
                index, expected + " expected, got " + (has(index) ? get(index).typeName() : "no value"));
    }

    /** Returns the error with this message, one char a byte, behind the place from which the function was called. */
    public LuaError error(String message) {
        return new LuaError(lua.where(1) + message);
    }
}
