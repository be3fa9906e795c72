package io.redispatterns.engine.lua;

import io.redispatterns.engine.util.Bytes;
import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The functions that Lua has as globals, but for those that reach files or print. */
final class BaseLibrary {

    /** How many values a call can give at most: PUC Lua's LUAI_MAXCSTACK. */
    static final int MAX_RESULTS = 8000;

    private static final LuaString TRUE = LuaString.of("true");
    private static final LuaString FALSE = LuaString.of("false");
    private static final LuaString NIL = LuaString.of("nil");
    private static final LuaString COUNT = LuaString.of("#");
    private static final LuaString FAILED_ASSERTION = LuaString.of("assertion failed!");
    private static final LuaString COLLECT = LuaString.of("collect");
    private static final double KIB = 1024;
    private static final int DEFAULT_PACE = 200;

    private BaseLibrary() {}

    static void open(LuaState lua) {
        LuaTable globals = lua.globals();
        globals.put("_G", globals);
        globals.put("_VERSION", LuaString.of("Lua 5.1"));
        Builtin next =
                new Builtin(BaseLibrary::next); // the one that pairs gives: not equal to the global one, as in PUC Lua
        Builtin nextIndex = new Builtin(BaseLibrary::nextIndex);
        set(globals, "next", BaseLibrary::next);
        set(globals, "pairs", in -> Tuple.of(next, in.table(0), LuaNil.NIL));
        set(globals, "ipairs", in -> Tuple.of(nextIndex, in.table(0), LuaNumber.of(0)));
        set(globals, "assert", BaseLibrary::assertion);
        set(globals, "error", BaseLibrary::error);
        set(globals, "pcall", BaseLibrary::pcall);
        set(globals, "xpcall", BaseLibrary::xpcall);
        set(globals, "type", in -> LuaString.of(in.any(0).typeName()));
        set(globals, "tostring", in -> toText(in.lua(), in.any(0)));
        set(globals, "tonumber", BaseLibrary::tonumber);
        set(globals, "getmetatable", BaseLibrary::getmetatable);
        set(globals, "setmetatable", BaseLibrary::setmetatable);
        set(globals, "rawequal", in -> LuaBoolean.of(in.any(0).rawEquals(in.any(1))));
        set(globals, "rawget", BaseLibrary::rawget);
        set(globals, "rawset", BaseLibrary::rawset);
        set(globals, "select", BaseLibrary::select);
        set(globals, "unpack", BaseLibrary::unpack);
        set(globals, "load", BaseLibrary::load);
        set(globals, "loadstring", BaseLibrary::loadstring);
        set(globals, "gcinfo", in -> LuaNumber.of(Math.floor(in.lua().memory().usedBytes() / KIB)));
        set(globals, "collectgarbage", BaseLibrary::collectgarbage);
    }

    static void set(LuaTable table, String name, Builtin.Body body) {
        table.put(name, new Builtin(body));
    }

    private static Values next(Arguments in) {
        LuaTable table = in.table(0);
        int position = table.positionOf(in.get(1));
        if (position < 0) {
            throw in.lua().error("invalid key to 'next'");
        }
        int found = table.nextPosition(position);
        return found == 0 ? LuaNil.NIL : Tuple.of(table.keyAt(found), table.valueAt(found));
    }

    private static Values nextIndex(Arguments in) {
        LuaTable table = in.table(0);
        int index = in.int32(1) + 1;
        LuaValue value = table.get(index);
        return value.isNil() ? Tuple.EMPTY : Tuple.of(LuaNumber.of(index), value);
    }

    private static Values assertion(Arguments in) {
        if (in.any(0).isTruthy()) {
            return Tuple.of(in.from(0));
        }
        throw in.error(untilNul(in.string(1, FAILED_ASSERTION)).toLatin1());
    }

    private static Values error(Arguments in) {
        int level = in.int32(1, 1);
        LuaValue value = in.get(0);
        if (isText(value) && level > 0) {
            LuaString message = in.string(0);
            throw new LuaError(LuaString.ofLatin1(in.lua().where(level) + message.toLatin1()));
        }
        throw new LuaError(value);
    }

    private static boolean isText(LuaValue value) {
        return value instanceof LuaString || value instanceof LuaNumber;
    }

    private static Values pcall(Arguments in) {
        LuaValue function = in.any(0);
        try {
            return Tuple.prepend(LuaBoolean.TRUE, in.lua().call(function, in.from(1)));
        } catch (LuaError e) {
            return Tuple.of(LuaBoolean.FALSE, e.value());
        }
    }

    private static Values xpcall(Arguments in) {
        LuaValue handler = in.any(1);
        try {
            return Tuple.prepend(LuaBoolean.TRUE, in.lua().call(in.get(0)));
        } catch (LuaError e) {
            return Tuple.prepend(LuaBoolean.FALSE, in.lua().handle(handler, e).first());
        }
    }

    private static void collect(LuaState lua) {
        lua.spendBytes(lua.memory().recount());
    }

    /** Returns what {@code tostring} gives. */
    static LuaValue toText(LuaState lua, LuaValue value) {
        LuaValue handler = lua.metamethod(value, Event.TOSTRING);
        if (!handler.isNil()) {
            return lua.call(handler, value).first();
        }
        LuaString text = lua.toLuaString(value);
        if (text != null) {
            return text;
        }
        if (value instanceof LuaBoolean) {
            return value.isTruthy() ? TRUE : FALSE;
        }
        return value.isNil() ? NIL : LuaString.of(value.typeName() + ": " + address(value));
    }

    private static String address(LuaValue value) {
        return value instanceof LightUserdata userdata
                ? userdata.address()
                : String.format(Locale.ROOT, "0x%012x", System.identityHashCode(value));
    }

    private static Values tonumber(Arguments in) {
        int base = in.int32(1, 10);
        if (base == 10) {
            LuaNumber number = in.lua().toNumber(in.any(0));
            return number == null ? LuaNil.NIL : number;
        }
        byte[] digits = in.string(0).bytes();
        if (base < 2 || base > 36) {
            throw in.error(1, "base out of range");
        }
        Double number = NumberParser.parse(digits, 0, digits.length, base);
        return number == null ? LuaNil.NIL : LuaNumber.of(number);
    }

    private static Values getmetatable(Arguments in) {
        LuaTable metatable = in.lua().metatable(in.any(0));
        if (metatable == null) {
            return LuaNil.NIL;
        }
        LuaValue shown = Event.METATABLE.of(metatable);
        return shown.isNil() ? metatable : shown;
    }

    private static Values setmetatable(Arguments in) {
        LuaTable table = in.table(0);
        LuaValue metatable = in.get(1);
        if (!in.has(1) || !(metatable.isNil() || metatable instanceof LuaTable)) {
            throw in.error(1, "nil or table expected");
        }
        LuaTable old = table.metatable();
        if (old != null && !Event.METATABLE.of(old).isNil()) {
            throw in.error("cannot change a protected metatable");
        }
        checkWritable(in, table);
        table.metatable(metatable instanceof LuaTable replacement ? replacement : null);
        return table;
    }

    private static void checkWritable(Arguments in, LuaTable table) {
        if (table.isReadonly()) {
            throw in.lua().error("Attempt to modify a readonly table");
        }
    }

    private static Values rawget(Arguments in) {
        LuaTable table = in.table(0);
        return table.get(in.any(1));
    }

    private static Values rawset(Arguments in) {
        LuaTable table = in.table(0);
        LuaValue key = in.any(1);
        LuaValue value = in.any(2);
        checkWritable(in, table);
        Operators.checkKey(in.lua(), key);
        table.put(key, value);
        return table;
    }

    private static Values select(Arguments in) {
        if (in.get(0) instanceof LuaString text && text.length() > 0 && text.bytes()[0] == COUNT.bytes()[0]) {
            return LuaNumber.of(in.count() - 1);
        }
        int index = in.int32(0);
        int count = in.count();
        int from = index < 0 ? count + index : Math.min(index, count);
        if (from < 1) {
            throw in.error(0, "index out of range");
        }
        return Tuple.of(in.from(from));
    }

    private static Values unpack(Arguments in) {
        LuaTable table = in.table(0);
        int from = in.int32(1, 1);
        int to = in.get(2).isNil() ? table.length() : in.int32(2);
        if (from > to) {
            return Tuple.EMPTY;
        }
        long count = (long) to - from + 1;
        if (count > Integer.MAX_VALUE || count + in.count() > MAX_RESULTS) {
            throw in.error("too many results to unpack");
        }
        in.lua().spend((int) count);
        LuaValue[] values = new LuaValue[(int) count];
        for (int i = 0; i < count; i++) {
            values[i] = table.get(from + i);
        }
        return Tuple.of(values);
    }

    private static Values load(Arguments in) {
        LuaFunction reader = in.function(0);
        LuaString name = in.string(1, LuaString.of("=(load)"));
        ByteArrayOutputStream text = new ByteArrayOutputStream();
        try {
            for (LuaString piece = read(in, reader); piece != null; piece = read(in, reader)) {
                in.lua().memory().hold(piece.length());
                text.writeBytes(piece.bytes());
            }
        } catch (LuaError e) {
            return Tuple.of(LuaNil.NIL, e.value());
        } finally {
            in.lua().memory().release(text.size());
        }
        return compile(in, text.toByteArray(), name);
    }

    private static @Nullable LuaString read(Arguments in, LuaFunction reader) {
        LuaValue piece = in.lua().call(reader).first();
        if (piece.isNil()) {
            return null;
        }
        LuaString text = in.lua().toLuaString(piece);
        if (text == null) {
            throw in.error("reader function must return a string");
        }
        return text.length() == 0 ? null : text;
    }

    private static Values loadstring(Arguments in) {
        LuaString text = in.string(0);
        return compile(in, text.bytes(), in.string(1, text));
    }

    private static Values compile(Arguments in, byte[] text, LuaString name) {
        LuaState lua = in.lua();
        lua.memory().charge((long) text.length * Compiler.BYTES_PER_CHAR);
        try {
            return lua.load(text, untilNul(name).toLatin1());
        } catch (LuaError e) {
            return Tuple.of(LuaNil.NIL, e.value());
        }
    }

    /** What C takes for the string. */
    private static LuaString untilNul(LuaString name) {
        byte[] bytes = name.bytes();
        int end = 0;
        while (end < bytes.length && bytes[end] != 0) {
            end++;
        }
        return end == bytes.length ? name : LuaString.of(Arrays.copyOf(bytes, end));
    }

    private static Values collectgarbage(Arguments in) {
        String option = Bytes.text(in.string(0, COLLECT).bytes());
        LuaState lua = in.lua();
        int argument = in.int32(1, 0);
        return switch (option) {
            case "collect" -> {
                collect(lua);
                yield LuaNumber.of(0);
            }
            case "step" -> {
                collect(lua);
                yield LuaBoolean.TRUE;
            }
            case "count" -> LuaNumber.of(lua.memory().usedBytes() / KIB);
            case "stop", "restart" -> LuaNumber.of(0);
            case "setpause", "setstepmul" -> LuaNumber.of(lua.pace(option, argument, DEFAULT_PACE));
            default -> throw in.error(0, "invalid option '" + in.string(0).toLatin1() + "'");
        };
    }
}
