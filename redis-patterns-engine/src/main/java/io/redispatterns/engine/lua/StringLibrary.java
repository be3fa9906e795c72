package io.redispatterns.engine.lua;

import java.util.Arrays;
import java.util.function.IntUnaryOperator;

/** The table {@code string}, which is also what strings are indexed by. */
final class StringLibrary {

    private StringLibrary() {}

    static void open(LuaState lua) {
        LuaTable library = lua.newTable(0, 15);
        BaseLibrary.set(library, "byte", StringLibrary::bytes);
        BaseLibrary.set(library, "char", StringLibrary::ofBytes);
        BaseLibrary.set(library, "dump", StringLibrary::dump);
        BaseLibrary.set(library, "find", StringSearch::find);
        BaseLibrary.set(library, "format", StringFormat::format);
        Builtin gmatch = new Builtin(StringSearch::gmatch);
        library.put("gfind", gmatch);
        library.put("gmatch", gmatch);
        BaseLibrary.set(library, "gsub", StringSubstitution::gsub);
        BaseLibrary.set(library, "len", in -> LuaNumber.of(in.string(0).length()));
        BaseLibrary.set(library, "lower", in -> mapped(in, CharacterClass::toLower));
        BaseLibrary.set(library, "match", StringSearch::match);
        BaseLibrary.set(library, "rep", StringLibrary::repeat);
        BaseLibrary.set(library, "reverse", StringLibrary::reverse);
        BaseLibrary.set(library, "sub", StringLibrary::sub);
        BaseLibrary.set(library, "upper", in -> mapped(in, CharacterClass::toUpper));
        lua.globals().put("string", library);
        LuaTable metatable = lua.newTable();
        metatable.put("__index", library);
        lua.stringMetatable(metatable);
    }

    /** Returns a position counted from 1: negative ones count from the end, those before the beginning become 0. */
    static long position(long given, int length) {
        long position = given < 0 ? given + length + 1 : given;
        return Math.max(0, position);
    }

    private static Values bytes(Arguments in) {
        byte[] text = in.string(0).bytes();
        long from = position(in.integer(1, 1), text.length);
        int to = (int) Math.min(text.length, position(in.integer(2, from), text.length));
        int start = (int) Math.max(1, Math.min(from, to + 1L));
        int count = to - start + 1;
        if (count <= 0) {
            return Tuple.EMPTY;
        }
        if (count + in.count() > BaseLibrary.MAX_RESULTS) {
            throw in.error("stack overflow (string slice too long)");
        }
        LuaValue[] values = new LuaValue[count];
        for (int i = 0; i < count; i++) {
            values[i] = LuaNumber.of(text[start - 1 + i] & 0xff);
        }
        return Tuple.of(values);
    }

    private static Values ofBytes(Arguments in) {
        byte[] text = new byte[in.count()];
        for (int i = 0; i < text.length; i++) {
            int c = in.int32(i);
            if ((c & 0xff) != c) {
                throw in.error(i, "invalid value");
            }
            text[i] = (byte) c;
        }
        return in.lua().newString(text);
    }

    /** What Lua says of functions that are not written in Lua. A server takes no dumped ones back, so none is given. */
    private static Values dump(Arguments in) {
        in.function(0);
        throw in.error("unable to dump given function");
    }

    private static Values mapped(Arguments in, IntUnaryOperator mapping) {
        byte[] text = in.string(0).bytes();
        byte[] result = copy(in, text, 0, text.length);
        for (int i = 0; i < result.length; i++) {
            result[i] = (byte) mapping.applyAsInt(result[i] & 0xff);
        }
        return LuaString.of(result);
    }

    private static Values reverse(Arguments in) {
        byte[] text = in.string(0).bytes();
        byte[] result = copy(in, text, 0, text.length);
        for (int i = 0; i < result.length; i++) {
            result[i] = text[text.length - 1 - i];
        }
        return LuaString.of(result);
    }

    private static Values repeat(Arguments in) {
        byte[] text = in.string(0).bytes();
        int count = Math.max(0, in.int32(1));
        LuaStringBuilder result = new LuaStringBuilder(in.lua());
        result.reserve((long) text.length * count);
        for (int i = 0; i < count && text.length > 0; i++) {
            in.lua().spend(1);
            result.append(text);
        }
        return result.toLuaString();
    }

    private static Values sub(Arguments in) {
        LuaString text = in.string(0);
        long from = Math.max(1, position(in.integer(1), text.length()));
        long to = Math.min(text.length(), position(in.integer(2, -1), text.length()));
        if (from > to) {
            return LuaString.EMPTY;
        }
        return from == 1 && to == text.length() ? text : LuaString.of(copy(in, text.bytes(), (int) from - 1, (int) to));
    }

    /** Charges and makes a copy of a part. */
    private static byte[] copy(Arguments in, byte[] text, int from, int to) {
        int length = to - from;
        in.lua().spendBytes(length);
        in.lua().memory().charge(LuaState.BYTES_PER_STRING + length);
        return Arrays.copyOfRange(text, from, to);
    }
}
