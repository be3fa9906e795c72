package io.redispatterns.engine.lua.extension;

import io.redispatterns.engine.lua.Arguments;
import io.redispatterns.engine.lua.LuaBoolean;
import io.redispatterns.engine.lua.LuaError;
import io.redispatterns.engine.lua.LuaNil;
import io.redispatterns.engine.lua.LuaNumber;
import io.redispatterns.engine.lua.LuaState;
import io.redispatterns.engine.lua.LuaString;
import io.redispatterns.engine.lua.LuaTable;
import io.redispatterns.engine.lua.LuaValue;
import io.redispatterns.engine.lua.NumberFormat;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;

/** Writes values of Lua as JSON. Nested tables are kept on a stack of its own, so that no depth exhausts the thread's. */
final class JsonEncoder {

    private static final byte[] TRUE = latin1("true");
    private static final byte[] FALSE = latin1("false");
    private static final byte[] NULL = latin1("null");
    private static final byte[] NAN = latin1("nan");
    private static final byte[] KEY_END = latin1("\":");
    /** For each byte what is written for it, or null for the byte itself. */
    private static final byte[][] ESCAPES = escapes();
    /** The first integers that need more digits than the index. */
    private static final double[] POWERS = {1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14
    };

    private static final int BYTES_PER_STEP = 32;
    /** Room that a large result needed is not kept for the next. */
    private static final int MAX_KEPT_BYTES = 1 << 20;
    /** How many values a table takes on Lua's stack while its entries are looked at. */
    private static final int SLOTS = 3;

    private final JsonSettings settings;
    private final LuaState lua;
    private Output out;
    private final Deque<Open> open = new ArrayDeque<>();

    /** A table that is being written. */
    private static final class Open {

        final LuaTable table;
        /** The number of elements of an array; 0 or less for an object. */
        final int length;
        /** How many values are on Lua's stack, with this one. */
        final int slots;
        /** The index of the last element or the position of the last entry. */
        int at;

        Open(LuaTable table, int length, int slots) {
            this.table = table;
            this.length = length;
            this.slots = slots;
        }

        boolean isArray() {
            return length > 0;
        }
    }

    JsonEncoder(JsonSettings settings, LuaState lua) {
        this.settings = settings;
        this.lua = lua;
        this.out = new Output(lua);
    }

    /** Writes the first argument. */
    LuaString encode(Arguments in) {
        out.clear();
        try {
            write(in, in.get(0), 1);
            while (!open.isEmpty()) {
                proceed(in, open.getFirst());
            }
            return out.toLuaString();
        } finally {
            open.clear();
            if (!settings.keepsBuffer() || out.count() > MAX_KEPT_BYTES) {
                out = new Output(lua);
            }
        }
    }

    /** Goes on with a table until another one opens or its end is reached. */
    private void proceed(Arguments in, Open top) {
        boolean ended = top.isArray() ? writeElements(in, top) : writeEntries(in, top);
        if (ended) {
            out.put(top.isArray() ? ']' : '}');
            open.removeFirst();
        }
    }

    private boolean writeElements(Arguments in, Open array) {
        int own = open.size();
        while (array.at < array.length) {
            if (array.at > 0) {
                out.put(',');
            }
            write(in, array.table.get(++array.at), array.slots + 1);
            if (open.size() > own) {
                return false;
            }
        }
        return true;
    }

    private boolean writeEntries(Arguments in, Open object) {
        int own = open.size();
        LuaTable table = object.table;
        for (int at = table.nextPosition(object.at); at > 0; at = table.nextPosition(at)) {
            if (object.at > 0) {
                out.put(',');
            }
            object.at = at;
            writeKey(in, table.keyAt(at));
            write(in, table.valueAt(at), object.slots + 2);
            if (open.size() > own) {
                return false;
            }
        }
        return true;
    }

    private void writeKey(Arguments in, LuaValue key) {
        if (key instanceof LuaString string) {
            write(string);
            out.put(':');
        } else if (key instanceof LuaNumber number) {
            out.put('"');
            write(in, number);
            out.put(KEY_END);
        } else {
            throw error(in, key, "table key must be a number or string");
        }
    }

    private void write(Arguments in, LuaValue value, int slots) {
        lua.spend(1);
        if (value instanceof LuaString string) {
            write(string);
        } else if (value instanceof LuaNumber number) {
            write(in, number);
        } else if (value instanceof LuaTable table) {
            write(in, table, slots);
        } else if (value instanceof LuaBoolean) {
            out.put(value.isTruthy() ? TRUE : FALSE);
        } else if (value instanceof LuaNil || value == JsonLibrary.NULL) {
            out.put(NULL);
        } else {
            throw error(in, value, "type not supported");
        }
    }

    private void write(Arguments in, LuaTable table, int slots) {
        if (open.size() >= settings.encodeMaxDepth() || !StackLimit.allows(slots, SLOTS)) {
            throw in.error("Cannot serialise, excessive nesting (" + (open.size() + 1) + ")");
        }
        Open opened = new Open(table, arrayLength(in, table), slots);
        open.addFirst(opened);
        out.put(opened.isArray() ? '[' : '{');
    }

    /** Returns the highest index of a table that has nothing but indices, and not too few of them; else 0 or less. */
    private int arrayLength(Arguments in, LuaTable table) {
        int highest = 0;
        int elements = 0;
        for (int at = table.nextPosition(0); at > 0; at = table.nextPosition(at)) {
            lua.spend(1);
            double index = table.keyAt(at) instanceof LuaNumber number ? number.value() : 0;
            if (!(index >= 1 && Math.floor(index) == index)) {
                return 0;
            }
            if (index > highest) {
                highest = asInt(index);
            }
            elements++;
        }
        if (!settings.isSparse(highest, elements)) {
            return highest;
        }
        if (!settings.convertsSparse()) {
            throw error(in, table, "excessively sparse array");
        }
        return 0;
    }

    /** Casts as the processor does it: what is too large becomes the smallest integer. */
    private static int asInt(double index) {
        return index <= Integer.MAX_VALUE ? (int) index : Integer.MIN_VALUE;
    }

    private void write(Arguments in, LuaNumber number) {
        double value = number.value();
        long whole = (long) value;
        if (whole == value && Math.abs(value) < POWERS[settings.precision()] && (whole != 0 || 1 / value > 0)) {
            out.decimal(whole);
        } else if (Math.abs(value) <= Double.MAX_VALUE) {
            out.put(NumberFormat.bytes(value, settings.precision()));
        } else {
            writeNotFinite(in, number);
        }
    }

    private void writeNotFinite(Arguments in, LuaNumber number) {
        switch (settings.encodeInvalidNumbers()) {
            case JsonSettings.OFF -> throw error(in, number, "must not be NaN or Inf");
            case JsonSettings.NULL -> out.put(NULL);
            default ->
                out.put(Double.isNaN(number.value()) ? NAN : NumberFormat.bytes(number.value(), settings.precision()));
        }
    }

    private void write(LuaString string) {
        byte[] bytes = string.bytes();
        int length = bytes.length;
        lua.spend(length / BYTES_PER_STEP);
        out.put('"');
        int start = 0;
        for (int i = 0; i < length; i++) {
            byte[] escape = ESCAPES[bytes[i] & 0xff];
            if (escape != null) {
                out.put(bytes, start, i - start);
                out.put(escape);
                start = i + 1;
            }
        }
        out.put(bytes, start, length - start);
        out.put('"');
    }

    private static LuaError error(Arguments in, LuaValue value, String reason) {
        return in.error("Cannot serialise " + value.typeName() + ": " + reason);
    }

    private static byte[][] escapes() {
        byte[][] escapes = new byte[256][];
        for (int c = 0; c < ' '; c++) {
            escapes[c] = latin1(String.format("\\u%04x", c));
        }
        escapes['\b'] = latin1("\\b");
        escapes['\t'] = latin1("\\t");
        escapes['\n'] = latin1("\\n");
        escapes['\f'] = latin1("\\f");
        escapes['\r'] = latin1("\\r");
        escapes['"'] = latin1("\\\"");
        escapes['\\'] = latin1("\\\\");
        escapes['/'] = latin1("\\/");
        escapes[0x7f] = latin1("\\u007f");
        return escapes;
    }

    private static byte[] latin1(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }
}
