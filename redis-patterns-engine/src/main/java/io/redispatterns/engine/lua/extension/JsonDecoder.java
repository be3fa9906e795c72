package io.redispatterns.engine.lua.extension;

import io.redispatterns.engine.lua.Arguments;
import io.redispatterns.engine.lua.LuaError;
import io.redispatterns.engine.lua.LuaState;
import io.redispatterns.engine.lua.LuaTable;
import io.redispatterns.engine.lua.LuaValue;
import java.util.Arrays;

/** Reads one text of JSON. Nested tables are kept on a stack of its own, so that no depth exhausts the thread's. */
final class JsonDecoder {

    /** How many values the reading of an array puts on Lua's stack: the table and an element. */
    private static final int ARRAY_SLOTS = 2;
    /** How many values the reading of an object puts on Lua's stack: the table, a key and a value. */
    private static final int OBJECT_SLOTS = 3;

    private final Arguments in;
    private final LuaState lua;
    private final JsonSettings settings;
    private final byte[] text;
    private final JsonScanner scanner;
    private Open[] open = new Open[4];
    private int depth;
    private JsonToken token = JsonToken.END;

    /** A table that is being read. */
    private static final class Open {

        final LuaTable table;
        final boolean isArray;
        /** How many values are on Lua's stack before its own. */
        final int slots;
        /** How many elements or entries were read. */
        int count;

        Open(LuaTable table, boolean isArray, int slots) {
            this.table = table;
            this.isArray = isArray;
            this.slots = slots;
        }

        /** How many values are on Lua's stack when one in this table begins. */
        int slotsInside() {
            return slots + (isArray ? ARRAY_SLOTS : OBJECT_SLOTS) - 1;
        }
    }

    JsonDecoder(Arguments in, JsonSettings settings, byte[] text) {
        this.in = in;
        this.lua = in.lua();
        this.settings = settings;
        this.text = text;
        this.scanner = new JsonScanner(lua, text, settings.decodesInvalidNumbers());
    }

    /** Returns the value that the text stands for. */
    LuaValue decode() {
        if (text.length >= 2 && (text[0] == 0 || text[1] == 0)) {
            throw in.error("JSON parser does not support UTF-16 or UTF-32");
        }
        token = scanner.next();
        LuaValue value = value();
        while (depth > 0) {
            Open top = open[depth - 1];
            boolean ended = top.isArray ? readElements(top) : readEntries(top);
            if (ended) {
                depth--;
            }
        }
        token = scanner.next();
        check(JsonToken.END, "the end");
        return value;
    }

    /** Reads on until another table opens or this one ends; whether it does. */
    private boolean readElements(Open array) {
        int own = depth;
        while (advance(array, JsonToken.ARRAY_END, "comma or array end")) {
            array.table.put(++array.count, value());
            if (depth > own) {
                return false;
            }
        }
        return true;
    }

    private boolean readEntries(Open object) {
        int own = depth;
        while (advance(object, JsonToken.OBJECT_END, "comma or object end")) {
            check(JsonToken.STRING, "object key string");
            LuaValue key = scanner.value();
            token = scanner.next();
            check(JsonToken.COLON, "colon");
            token = scanner.next();
            object.count++;
            object.table.put(key, value());
            if (depth > own) {
                return false;
            }
        }
        return true;
    }

    /** Comes to the first token of a table's next part, past the comma; false when the table ends. */
    private boolean advance(Open table, JsonToken end, String expected) {
        token = scanner.next();
        if (token == end) {
            return false;
        }
        if (table.count > 0) {
            check(JsonToken.COMMA, expected);
            token = scanner.next();
        }
        return true;
    }

    /** Returns what begins with the token: a table is still empty. */
    private LuaValue value() {
        lua.spend(1);
        return switch (token) {
            case STRING, NUMBER, BOOLEAN, NULL -> scanner.value();
            case OBJECT_BEGIN -> open(false);
            case ARRAY_BEGIN -> open(true);
            default -> throw unexpected("value");
        };
    }

    private LuaTable open(boolean isArray) {
        int slots = depth == 0 ? 1 : open[depth - 1].slotsInside();
        if (depth >= settings.decodeMaxDepth() || !StackLimit.allows(slots, isArray ? ARRAY_SLOTS : OBJECT_SLOTS)) {
            throw in.error("Found too many nested data structures (" + (depth + 1) + ") at character " + scanner.at());
        }
        if (depth == open.length) {
            open = Arrays.copyOf(open, 2 * depth);
        }
        LuaTable table = lua.newTable();
        open[depth++] = new Open(table, isArray, slots);
        return table;
    }

    private void check(JsonToken expected, String name) {
        if (token != expected) {
            throw unexpected(name);
        }
    }

    private LuaError unexpected(String expected) {
        String found = token == JsonToken.ERROR ? scanner.problem() : token.text();
        return in.error("Expected " + expected + " but found " + found + " at character " + (scanner.start() + 1));
    }
}
