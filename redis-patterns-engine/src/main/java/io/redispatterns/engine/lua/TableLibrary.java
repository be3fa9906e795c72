package io.redispatterns.engine.lua;

/** The table {@code table}. All its functions but {@code sort}'s comparisons are raw: they know no metatables. */
final class TableLibrary {

    private TableLibrary() {}

    static void open(LuaState lua) {
        LuaTable library = lua.newTable(0, 9);
        BaseLibrary.set(library, "concat", TableLibrary::concat);
        BaseLibrary.set(library, "foreach", TableLibrary::foreach);
        BaseLibrary.set(library, "foreachi", TableLibrary::foreachIndex);
        BaseLibrary.set(library, "getn", in -> LuaNumber.of(in.table(0).length()));
        BaseLibrary.set(library, "insert", TableLibrary::insert);
        BaseLibrary.set(library, "maxn", TableLibrary::largestKey);
        BaseLibrary.set(library, "remove", TableLibrary::remove);
        BaseLibrary.set(library, "setn", TableLibrary::setLength);
        BaseLibrary.set(library, "sort", TableLibrary::sort);
        lua.globals().put("table", library);
    }

    /** Sets an element, unless scripts may not change the table. */
    static void set(LuaState lua, LuaTable table, int index, LuaValue value) {
        if (table.isReadonly()) {
            throw lua.error("Attempt to modify a readonly table");
        }
        table.put(index, value);
    }

    private static Values concat(Arguments in) {
        byte[] separator = in.string(1, LuaString.EMPTY).bytes();
        LuaTable table = in.table(0);
        int first = in.int32(2, 1);
        int last = in.get(3).isNil() ? table.length() : in.int32(3);
        LuaStringBuilder result = new LuaStringBuilder(in.lua());
        for (long i = first; i <= last; i++) {
            in.lua().spend(1);
            result.append(element(in, table, (int) i).bytes());
            if (i < last) {
                result.append(separator);
            }
        }
        return result.toLuaString();
    }

    private static LuaString element(Arguments in, LuaTable table, int index) {
        LuaValue value = table.get(index);
        LuaString text = in.lua().toLuaString(value);
        if (text == null) {
            throw in.error("invalid value (" + value.typeName() + ") at index " + index + " in table for 'concat'");
        }
        return text;
    }

    private static Values foreach(Arguments in) {
        LuaTable table = in.table(0);
        LuaFunction function = in.function(1);
        LuaValue key = LuaNil.NIL;
        while (true) {
            int position = table.positionOf(key);
            if (position < 0) {
                throw in.lua().error("invalid key to 'next'");
            }
            int next = table.nextPosition(position);
            if (next == 0) {
                return Tuple.EMPTY;
            }
            key = table.keyAt(next);
            LuaValue result = in.lua().call(function, key, table.valueAt(next)).first();
            if (!result.isNil()) {
                return result;
            }
        }
    }

    private static Values foreachIndex(Arguments in) {
        LuaTable table = in.table(0);
        int length = table.length();
        LuaFunction function = in.function(1);
        for (int i = 1; i <= length; i++) {
            LuaValue result =
                    in.lua().call(function, LuaNumber.of(i), table.get(i)).first();
            if (!result.isNil()) {
                return result;
            }
        }
        return Tuple.EMPTY;
    }

    private static Values insert(Arguments in) {
        LuaTable table = in.table(0);
        int end = table.length() + 1;
        switch (in.count()) {
            case 2 -> set(in.lua(), table, end, in.get(1));
            case 3 -> {
                int position = in.int32(1);
                for (int i = Math.max(end, position); i > position; i--) {
                    move(in.lua(), table, i - 1, i);
                }
                set(in.lua(), table, position, in.get(2));
            }
            default -> throw in.error("wrong number of arguments to 'insert'");
        }
        return Tuple.EMPTY;
    }

    private static void move(LuaState lua, LuaTable table, int from, int to) {
        lua.spend(1);
        set(lua, table, to, table.get(from));
    }

    private static Values remove(Arguments in) {
        LuaTable table = in.table(0);
        int length = table.length();
        int position = in.int32(1, length);
        if (position < 1 || position > length) {
            return Tuple.EMPTY;
        }
        LuaValue removed = table.get(position);
        for (int i = position; i < length; i++) {
            move(in.lua(), table, i + 1, i);
        }
        set(in.lua(), table, length, LuaNil.NIL);
        return removed;
    }

    private static Values largestKey(Arguments in) {
        LuaTable table = in.table(0);
        double largest = 0;
        for (int i = table.nextPosition(0); i > 0; i = table.nextPosition(i)) {
            in.lua().spend(1);
            if (table.keyAt(i) instanceof LuaNumber key) {
                largest = key.value() > largest ? key.value() : largest;
            }
        }
        return LuaNumber.of(largest);
    }

    private static Values setLength(Arguments in) {
        in.table(0);
        throw in.error("'setn' is obsolete");
    }

    private static Values sort(Arguments in) {
        LuaTable table = in.table(0);
        int length = table.length();
        TableSort sort = new TableSort(in, table, in.get(1).isNil() ? LuaNil.NIL : in.function(1));
        sort.sort(1, length);
        return Tuple.EMPTY;
    }
}
