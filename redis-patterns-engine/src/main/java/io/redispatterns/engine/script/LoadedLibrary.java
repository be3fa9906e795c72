package io.redispatterns.engine.script;

import io.redispatterns.engine.command.Functions;
import io.redispatterns.engine.lua.LuaFunction;
import io.redispatterns.engine.lua.LuaNil;
import io.redispatterns.engine.lua.LuaState;
import io.redispatterns.engine.lua.LuaTable;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A library in the Lua of the functions: what it is to its users, and what its functions run. */
final class LoadedLibrary {

    /**
     * A function.
     *
     * @param facts what its users know of it
     * @param body what it runs
     */
    record Function(Functions.Function facts, LuaFunction body) {}

    private final String name;
    private final byte[] text;
    private final LuaState lua;
    private final double id;
    private final LuaTable held;
    private final Map<String, Function> functions = new LinkedHashMap<>();

    /**
     * Makes one without functions.
     *
     * @param id its number in the state's registry
     */
    LoadedLibrary(String name, byte[] text, LuaState lua, double id) {
        this.name = name;
        this.text = text;
        this.lua = lua;
        this.id = id;
        this.held = lua.newTable();
    }

    String name() {
        return name;
    }

    /** Adds a function; returns whether its name was still free. */
    boolean add(Functions.Function facts, LuaFunction body) {
        held.put(functions.size() + 1, body);
        return functions.putIfAbsent(facts.name(), new Function(facts, body)) == null;
    }

    Iterable<Function> functions() {
        return functions.values();
    }

    boolean isEmpty() {
        return functions.isEmpty();
    }

    /** Makes the library count as in use: text and functions take their part of the memory that functions have. */
    void hold() {
        lua.registry().put(id, held);
        held.put(0, lua.newString(text));
    }

    /** Ends what {@link #hold} began. */
    void release() {
        lua.registry().put(id, LuaNil.NIL);
    }

    /** What its users see. */
    Functions.Library facts() {
        List<Functions.Function> all = new ArrayList<>();
        functions.values().forEach(function -> all.add(function.facts()));
        return new Functions.Library(name, text, all);
    }
}
