package io.redispatterns.engine.lua.extension;

import io.redispatterns.engine.lua.Arguments;
import io.redispatterns.engine.lua.LuaBoolean;
import io.redispatterns.engine.lua.LuaError;
import io.redispatterns.engine.lua.LuaNil;
import io.redispatterns.engine.lua.LuaNumber;
import io.redispatterns.engine.lua.LuaState;
import io.redispatterns.engine.lua.LuaTable;
import io.redispatterns.engine.lua.LuaValue;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/** Reads values of MessagePack. Nested tables are kept on a stack of its own, so that no depth exhausts the thread's. */
final class MessageUnpacker {

    private static final int BYTES_PER_STEP = 32;

    private final Arguments in;
    private final LuaState lua;
    private final byte[] bytes;
    private int at;
    private final Deque<Open> open = new ArrayDeque<>();
    /** How many values are on Lua's stack. */
    private int slots;

    /** A table that lacks elements or entries. */
    private static final class Open {

        final LuaTable table;
        final boolean isMap;
        /** How many elements or entries are to come. */
        long left;
        /** The last element's index. */
        int index;
        /** Of an entry whose value is to come. */
        @Nullable
        LuaValue key;

        Open(LuaTable table, boolean isMap, long left) {
            this.table = table;
            this.isMap = isMap;
            this.left = left;
        }
    }

    /**
     * Makes one.
     *
     * @param in where errors are raised
     * @param at where the first value begins
     */
    MessageUnpacker(Arguments in, byte[] bytes, int at) {
        this.in = in;
        this.lua = in.lua();
        this.bytes = bytes;
        this.at = at;
    }

    boolean atEnd() {
        return at == bytes.length;
    }

    /** Where the next value begins. */
    int at() {
        return at;
    }

    /**
     * Reads a value.
     *
     * @param used how many values are on Lua's stack
     */
    LuaValue unpack(int used) {
        slots = used;
        while (true) {
            LuaValue value = begin();
            while (value != null) {
                if (open.isEmpty()) {
                    return value;
                }
                value = add(open.getFirst(), value);
            }
        }
    }

    /** Gives a value to the innermost table; returns that table if it is complete now. */
    private @Nullable LuaTable add(Open table, LuaValue value) {
        if (!table.isMap) {
            table.table.put(++table.index, value);
        } else if (table.key == null) {
            table.key = value;
            slots++;
            return null;
        } else {
            put(table.table, table.key, value);
            table.key = null;
            slots--;
        }
        if (--table.left > 0) {
            return null;
        }
        slots -= table.isMap ? 1 : 2;
        open.removeFirst();
        return table.table;
    }

    private static void put(LuaTable table, LuaValue key, LuaValue value) {
        if (key.isNil()) {
            throw new LuaError("table index is nil");
        }
        if (key instanceof LuaNumber number && Double.isNaN(number.value())) {
            throw new LuaError("table index is NaN");
        }
        table.put(key, value);
    }

    /** Reads a value, or opens a table and returns null. */
    private @Nullable LuaValue begin() {
        lua.spend(1);
        need(1);
        checkStack(1, "too many return values at once; use unpack_one or unpack_limit instead.");
        int code = bytes[at] & 0xff;
        if (code <= 0x7f || code >= 0xe0) {
            at++;
            return LuaNumber.of((byte) code);
        }
        if (code <= 0x8f) {
            at++;
            return table(true, code & 0xf);
        }
        if (code <= 0x9f) {
            at++;
            return table(false, code & 0xf);
        }
        if (code <= 0xbf) {
            at++;
            return string(code & 0x1f);
        }
        return coded(code);
    }

    private @Nullable LuaValue coded(int code) {
        return switch (code) {
            case 0xc0 -> single(LuaNil.NIL);
            case 0xc2 -> single(LuaBoolean.FALSE);
            case 0xc3 -> single(LuaBoolean.TRUE);
            case 0xca -> LuaNumber.of(SinglePrecision.widen((int) argument(Float.BYTES)));
            case 0xcb -> LuaNumber.of(Double.longBitsToDouble(argument(Double.BYTES)));
            case 0xcc, 0xcd, 0xce, 0xcf -> LuaNumber.of((double) argument(1 << (code - 0xcc)));
            case 0xd0 -> LuaNumber.of((byte) argument(Byte.BYTES));
            case 0xd1 -> LuaNumber.of((short) argument(Short.BYTES));
            case 0xd2 -> LuaNumber.of((int) argument(Integer.BYTES));
            case 0xd3 -> LuaNumber.of((double) argument(Long.BYTES));
            case 0xd9, 0xda, 0xdb -> string(argument(1 << (code - 0xd9)));
            case 0xdc, 0xdd -> table(false, argument(2 << (code - 0xdc)));
            case 0xde, 0xdf -> table(true, argument(2 << (code - 0xde)));
            default -> throw in.error("Bad data format in input.");
        };
    }

    private LuaValue single(LuaValue value) {
        at++;
        return value;
    }

    /** Reads the bytes behind a code: those of eight have a sign, others none. */
    private long argument(int length) {
        need(1 + length);
        at++;
        long value = 0;
        for (int i = 0; i < length; i++) {
            value = (value << Byte.SIZE) | (bytes[at++] & 0xff);
        }
        return value;
    }

    private LuaValue string(long length) {
        need(length);
        lua.spend((int) length / BYTES_PER_STEP);
        byte[] content = Arrays.copyOfRange(bytes, at, at + (int) length);
        at += (int) length;
        return lua.newString(content);
    }

    private @Nullable LuaTable table(boolean isMap, long size) {
        LuaTable table = lua.newTable();
        if (!isMap) {
            checkStack(2, "in function mp_decode_to_lua_array");
        }
        if (size == 0) {
            return table;
        }
        open.addFirst(new Open(table, isMap, size));
        slots += isMap ? 1 : 2;
        return null;
    }

    private void need(long length) {
        if (bytes.length - at < length) {
            throw in.error("Missing bytes in input.");
        }
    }

    private void checkStack(int more, String what) {
        if (!StackLimit.allows(slots, more)) {
            throw in.error("stack overflow (" + what + ")");
        }
    }
}
