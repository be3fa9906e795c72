package io.redispatterns.engine.lua.extension;

import io.redispatterns.engine.lua.LuaBoolean;
import io.redispatterns.engine.lua.LuaNumber;
import io.redispatterns.engine.lua.LuaState;
import io.redispatterns.engine.lua.LuaString;
import io.redispatterns.engine.lua.LuaTable;
import io.redispatterns.engine.lua.LuaValue;

/** Writes values as MessagePack, each in the shortest form. What MessagePack has no form for becomes nil. */
final class MessagePacker {

    /** A table nested deeper than this is written as nil. */
    private static final int MAX_NESTING = 16;

    private static final int BYTES_PER_STEP = 32;

    private static final int NIL = 0xc0;
    private static final int FALSE = 0xc2;
    private static final int TRUE = 0xc3;
    private static final int FLOAT = 0xca;
    private static final int DOUBLE = 0xcb;
    /** Of one byte; those of two, four and eight follow. */
    private static final int UNSIGNED = 0xcc;
    /** Of one byte; those of two, four and eight follow. */
    private static final int SIGNED = 0xd0;
    /** With a length of one byte; those of two and four follow. */
    private static final int STRING = 0xd9;

    private static final int SHORT_STRING = 0xa0;
    private static final int MAX_SHORT_STRING = 31;
    private static final int SHORT_ARRAY = 0x90;
    private static final int ARRAY = 0xdc;
    private static final int SHORT_MAP = 0x80;
    private static final int MAP = 0xde;
    private static final int MAX_SHORT_TABLE = 15;

    private final LuaState lua;
    private final Output out;

    MessagePacker(LuaState lua) {
        this.lua = lua;
        this.out = new Output(lua);
    }

    LuaString packed() {
        return out.toLuaString();
    }

    void pack(LuaValue value) {
        pack(value, 0);
    }

    private void pack(LuaValue value, int nesting) {
        lua.spend(1);
        if (value instanceof LuaString string) {
            pack(string.bytes());
        } else if (value instanceof LuaNumber number) {
            pack(number.value());
        } else if (value instanceof LuaBoolean) {
            out.put(value.isTruthy() ? TRUE : FALSE);
        } else if (value instanceof LuaTable table && nesting < MAX_NESTING) {
            pack(table, nesting);
        } else {
            out.put(NIL);
        }
    }

    private void pack(byte[] bytes) {
        int length = bytes.length;
        lua.spend(length / BYTES_PER_STEP);
        if (length <= MAX_SHORT_STRING) {
            out.put(SHORT_STRING | length);
        } else {
            int power = length <= 0xff ? 0 : length <= 0xffff ? 1 : 2;
            header(STRING, power, length);
        }
        out.put(bytes);
    }

    /** Writes the code of the form with 2^power bytes, and these. */
    private void header(int code, int power, long value) {
        out.put(code + power);
        out.bigEndian(value, 1 << power);
    }

    private void pack(double number) {
        long integer = LuaNumber.toLong(number);
        if (integer == number) {
            pack(integer);
        } else if ((float) number == number) {
            out.put(FLOAT);
            out.bigEndian(Float.floatToRawIntBits((float) number), Float.BYTES);
        } else {
            out.put(DOUBLE);
            out.bigEndian(Double.doubleToRawLongBits(number), Double.BYTES);
        }
    }

    private void pack(long number) {
        if (number >= -32 && number <= 127) {
            out.put((int) number);
        } else if (number >= 0) {
            int power = number <= 0xff ? 0 : number <= 0xffff ? 1 : number <= 0xffff_ffffL ? 2 : 3;
            header(UNSIGNED, power, number);
        } else {
            int power = number == (byte) number ? 0 : number == (short) number ? 1 : number == (int) number ? 2 : 3;
            header(SIGNED, power, number);
        }
    }

    private void pack(LuaTable table, int nesting) {
        if (isArray(table)) {
            int length = table.length();
            tableHeader(SHORT_ARRAY, ARRAY, length);
            for (int i = 1; i <= length; i++) {
                pack(table.get(i), nesting + 1);
            }
            return;
        }
        tableHeader(SHORT_MAP, MAP, count(table));
        for (int at = table.nextPosition(0); at > 0; at = table.nextPosition(at)) {
            pack(table.keyAt(at), nesting + 1);
            pack(table.valueAt(at), nesting + 1);
        }
    }

    private void tableHeader(int shortCode, int code, int size) {
        if (size <= MAX_SHORT_TABLE) {
            out.put(shortCode | size);
        } else {
            out.put(size <= 0xffff ? code : code + 1);
            out.bigEndian(size, size <= 0xffff ? Short.BYTES : Integer.BYTES);
        }
    }

    /** Whether the keys are the integers from 1 up to how many there are. */
    private boolean isArray(LuaTable table) {
        int highest = 0;
        int count = 0;
        for (int at = table.nextPosition(0); at > 0; at = table.nextPosition(at)) {
            lua.spend(1);
            double key = table.keyAt(at) instanceof LuaNumber number ? number.value() : 0;
            int index = (int) key;
            if (key <= 0 || index != key) {
                return false;
            }
            highest = Math.max(highest, index);
            count++;
        }
        return highest == count;
    }

    private int count(LuaTable table) {
        int count = 0;
        for (int at = table.nextPosition(0); at > 0; at = table.nextPosition(at)) {
            lua.spend(1);
            count++;
        }
        return count;
    }
}
