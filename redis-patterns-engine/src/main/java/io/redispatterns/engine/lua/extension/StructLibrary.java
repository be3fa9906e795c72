package io.redispatterns.engine.lua.extension;

import io.redispatterns.engine.lua.Arguments;
import io.redispatterns.engine.lua.LuaNumber;
import io.redispatterns.engine.lua.LuaState;
import io.redispatterns.engine.lua.LuaString;
import io.redispatterns.engine.lua.LuaTable;

/** The table {@code struct}: values to the bytes of C's structures and back. */
final class StructLibrary {

    private static final int FUNCTIONS = 3;
    private static final double TWO_TO_63 = 0x1p63;

    private StructLibrary() {}

    static void open(LuaState lua) {
        LuaTable library = lua.newTable(0, FUNCTIONS);
        ExtensionLibraries.set(library, "pack", StructLibrary::pack);
        ExtensionLibraries.set(library, "unpack", in -> new StructReader(in).read());
        ExtensionLibraries.set(library, "size", StructLibrary::size);
        lua.globals().put("struct", library);
    }

    private static LuaNumber size(Arguments in) {
        StructFormat format = new StructFormat(in);
        long position = 0;
        while (format.next()) {
            position += format.padding(position);
            if (format.option() == 's') {
                throw in.error(0, "option 's' has no fixed size");
            }
            if (format.option() == 'c' && format.size() == 0) {
                throw in.error(0, "option 'c0' has no fixed size");
            }
            if (!isAlphanumeric(format.option())) {
                format.obey();
            }
            position += format.size();
        }
        return LuaNumber.of((double) position);
    }

    private static boolean isAlphanumeric(int c) {
        int small = c | 0x20;
        return (small >= 'a' && small <= 'z') || (c >= '0' && c <= '9');
    }

    private static LuaString pack(Arguments in) {
        StructFormat format = new StructFormat(in);
        Output out = new Output(in.lua());
        int index = 1;
        while (format.next()) {
            out.zeros(format.padding(out.count()));
            if (format.isInteger()) {
                putInteger(out, toUnsigned(number(in, index++)), format);
                continue;
            }
            switch (format.option()) {
                case 'x' -> out.put(0);
                case 'f' -> putInteger(out, SinglePrecision.narrow(number(in, index++)), format);
                case 'd' -> putInteger(out, Double.doubleToRawLongBits(number(in, index++)), format);
                case 'c', 's' -> putString(in, index++, out, format);
                default -> format.obey();
            }
        }
        return out.toLuaString();
    }

    /** A value that is not there is said to be nil. */
    private static double number(Arguments in, int index) {
        if (!in.has(index)) {
            throw in.error(index, "number expected, got nil");
        }
        return in.number(index);
    }

    private static void putString(Arguments in, int index, Output out, StructFormat format) {
        if (!in.has(index)) {
            throw in.error(index, "string expected, got nil");
        }
        byte[] bytes = in.string(index).bytes();
        int length = format.size() == 0 ? bytes.length : format.size();
        if (length > bytes.length) {
            throw in.error(index + 1, "string too short");
        }
        out.put(bytes, 0, length);
        if (format.option() == 's') {
            out.put(0);
        }
    }

    /** Casts as C does it to an integer without sign: negative numbers wrap around, those of 2^64 and more are 0. */
    static long toUnsigned(double number) {
        return number >= TWO_TO_63 ? LuaNumber.toLong(number - TWO_TO_63) ^ Long.MIN_VALUE : LuaNumber.toLong(number);
    }

    /** Writes the low bytes of a number; beyond those of a long there are zeros. */
    private static void putInteger(Output out, long value, StructFormat format) {
        int size = format.size();
        for (int i = 0; i < size; i++) {
            int shift = (format.isBigEndian() ? size - 1 - i : i) * Byte.SIZE;
            out.put(shift < Long.SIZE ? (int) (value >>> shift) : 0);
        }
    }
}
