package io.redispatterns.engine.script;

import io.redispatterns.engine.command.CommandException;
import io.redispatterns.engine.command.Errors;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Libraries by their names, and their functions by theirs, in which letters of either case are the same. */
final class LoadedLibraries {

    private final Map<String, LoadedLibrary> byName = new LinkedHashMap<>();
    private final Map<String, LoadedLibrary.Function> functions = new HashMap<>();

    /** Makes one that holds what another one holds. */
    LoadedLibraries copy() {
        LoadedLibraries copy = new LoadedLibraries();
        copy.byName.putAll(byName);
        copy.functions.putAll(functions);
        return copy;
    }

    @Nullable
    LoadedLibrary find(String name) {
        return byName.get(name);
    }

    LoadedLibrary.@Nullable Function function(String name) {
        return functions.get(name.toLowerCase(Locale.ROOT));
    }

    Iterable<LoadedLibrary> all() {
        return byName.values();
    }

    /**
     * Adds a library whose name is free.
     *
     * @throws CommandException when another one has a function of the same name
     */
    void add(LoadedLibrary library) {
        for (LoadedLibrary.Function function : library.functions()) {
            if (function(function.facts().name()) != null) {
                throw Errors.of("ERR Function " + function.facts().name() + " already exists");
            }
        }
        byName.put(library.name(), library);
        for (LoadedLibrary.Function function : library.functions()) {
            functions.putIfAbsent(function.facts().name().toLowerCase(Locale.ROOT), function);
        }
    }

    /** Takes a library away; returns it, or null when there is none of that name. */
    @Nullable
    LoadedLibrary remove(String name) {
        LoadedLibrary library = byName.remove(name);
        if (library != null) {
            for (LoadedLibrary.Function function : library.functions()) {
                functions.remove(function.facts().name().toLowerCase(Locale.ROOT));
            }
        }
        return library;
    }
}
