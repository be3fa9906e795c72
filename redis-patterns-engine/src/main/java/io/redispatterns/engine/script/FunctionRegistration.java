package io.redispatterns.engine.script;

import io.redispatterns.engine.command.Functions;
import io.redispatterns.engine.command.ScriptFlag;
import io.redispatterns.engine.lua.Arguments;
import io.redispatterns.engine.lua.LuaError;
import io.redispatterns.engine.lua.LuaFunction;
import io.redispatterns.engine.lua.LuaNumber;
import io.redispatterns.engine.lua.LuaState;
import io.redispatterns.engine.lua.LuaString;
import io.redispatterns.engine.lua.LuaTable;
import io.redispatterns.engine.lua.LuaValue;
import io.redispatterns.engine.lua.NumberFormat;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One call of {@code redis.register_function}: its arguments, by position or by name. */
final class FunctionRegistration {

    private static final String SELF = "redis.register_function";

    /** How many digits a number has as a string. */
    private static final int NUMBER_DIGITS = 14;

    private final LuaState lua;
    private final Set<ScriptFlag> flags = EnumSet.noneOf(ScriptFlag.class);
    private @Nullable LuaString name;
    private @Nullable LuaFunction callback;
    private byte @Nullable [] description;

    private FunctionRegistration(LuaState lua) {
        this.lua = lua;
    }

    /**
     * Adds the function that the arguments describe to a library.
     *
     * @throws LuaError when they describe none, or its name is taken
     */
    static void register(Arguments in, LoadedLibrary library) {
        FunctionRegistration registration = new FunctionRegistration(in.lua());
        switch (in.count()) {
            case 1 -> registration.readNamed(in.get(0));
            case 2 -> registration.readPositional(in.get(0), in.get(1));
            default -> throw registration.failure("wrong number of arguments to " + SELF);
        }
        registration.addTo(library);
    }

    private void readPositional(LuaValue first, LuaValue second) {
        name = text(first, "first argument to " + SELF + " must be a string");
        callback = function(second, "second argument to " + SELF + " must be a function");
    }

    private void readNamed(LuaValue argument) {
        if (!(argument instanceof LuaTable table)) {
            throw failure("calling " + SELF
                    + " with a single argument is only applicable to Lua table (representing named arguments).");
        }
        for (int at = table.nextPosition(0); at > 0; at = table.nextPosition(at)) {
            LuaString key = text(table.keyAt(at), "named argument key given to " + SELF + " is not a string");
            read(key.toLatin1().toLowerCase(Locale.ROOT), table.valueAt(at));
        }
    }

    private void read(String argument, LuaValue value) {
        String mustBe = argument + " argument given to " + SELF + " must be a ";
        switch (argument) {
            case "function_name" -> name = text(value, mustBe + "string");
            case "description" -> description = text(value, mustBe + "string").bytes();
            case "callback" -> callback = function(value, mustBe + "function");
            case "flags" -> readFlags(value);
            default -> throw failure("unknown argument given to " + SELF);
        }
    }

    private void readFlags(LuaValue value) {
        if (!(value instanceof LuaTable table)) {
            throw failure("flags argument to " + SELF + " must be a table representing function flags");
        }
        for (int i = 1; !table.get(i).isNil(); i++) {
            ScriptFlag flag =
                    ScriptFlag.of(text(table.get(i), "unknown flag given").toLatin1());
            if (flag == null) {
                throw failure("unknown flag given");
            }
            flags.add(flag);
        }
    }

    private void addTo(LoadedLibrary library) {
        if (name == null) {
            throw failure(SELF + " must get a function name argument");
        }
        if (callback == null) {
            throw failure(SELF + " must get a callback argument");
        }
        String text = name.toLatin1();
        if (!LibraryHeader.isName(text)) {
            throw failure(LibraryHeader.NAME_RULE);
        }
        if (!library.add(new Functions.Function(text, description, Set.copyOf(flags)), callback)) {
            throw failure("Function already exists in the library");
        }
    }

    /** Numbers pass for strings, as they do in C. */
    private LuaString text(LuaValue value, String otherwise) {
        if (value instanceof LuaString string) {
            return string;
        }
        if (value instanceof LuaNumber number) {
            return lua.newString(NumberFormat.bytes(number.value(), NUMBER_DIGITS));
        }
        throw failure(otherwise);
    }

    private LuaFunction function(LuaValue value, String otherwise) {
        if (value instanceof LuaFunction function) {
            return function;
        }
        throw failure(otherwise);
    }

    private LuaError failure(String message) {
        return new LuaError(ErrorTables.of(lua, message));
    }
}
