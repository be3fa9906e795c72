package io.redispatterns.engine.script;

import io.redispatterns.engine.command.CommandException;
import io.redispatterns.engine.command.Errors;
import io.redispatterns.engine.command.FunctionCall;
import io.redispatterns.engine.command.Functions;
import io.redispatterns.engine.command.Invocation;
import io.redispatterns.engine.dispatch.Dispatcher;
import io.redispatterns.engine.lua.RandomSequence;
import io.redispatterns.engine.reply.Reply;
import io.redispatterns.engine.util.Bytes;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The functions of an engine. Their libraries share a Lua of their own, apart from that of the scripts. */
final class LuaFunctions implements Functions {

    private LoadedLibraries libraries = new LoadedLibraries();
    private @Nullable LuaRuntime runtime;
    private @Nullable LibraryLoader loader;

    /** Sets through what functions run commands. Called once, before the first command. */
    void connect(Dispatcher dispatcher, RandomSequence random) {
        runtime = new LuaRuntime(dispatcher);
        loader = new LibraryLoader(runtime, dispatcher.engine(), random);
    }

    @Override
    public String load(byte[] text, boolean replace) {
        LoadedLibraries next = libraries.copy();
        LoadedLibrary loaded = load(text, next, replace);
        keep(next);
        return loaded.name();
    }

    /** Loads a library and adds it; where it cannot be added nothing is left of it. */
    private LoadedLibrary load(byte[] text, LoadedLibraries into, boolean replace) {
        LibraryHeader header = LibraryHeader.of(text);
        if (!replace && into.find(header.name()) != null) {
            throw Errors.of("ERR Library '" + header.name() + "' already exists");
        }
        into.remove(header.name());
        LoadedLibrary library = connected(loader).load(header, text);
        try {
            into.add(library);
            return library;
        } catch (CommandException e) {
            library.release();
            throw e;
        }
    }

    /** Takes a new set of libraries for the present one, and lets go what is no longer in it. */
    private void keep(LoadedLibraries next) {
        for (LoadedLibrary library : libraries.all()) {
            if (!library.equals(next.find(library.name()))) {
                library.release();
            }
        }
        libraries = next;
    }

    @Override
    public void restore(List<byte[]> texts, RestorePolicy policy) {
        LoadedLibraries restored = new LoadedLibraries();
        try {
            texts.forEach(text -> load(text, restored, false));
            keep(policy == RestorePolicy.FLUSH ? restored : joined(restored, policy));
        } catch (CommandException e) {
            restored.all().forEach(LoadedLibrary::release);
            throw e;
        }
    }

    private LoadedLibraries joined(LoadedLibraries restored, RestorePolicy policy) {
        LoadedLibraries joined = libraries.copy();
        for (LoadedLibrary library : restored.all()) {
            if (joined.remove(library.name()) != null && policy == RestorePolicy.APPEND) {
                throw Errors.of("ERR Library " + library.name() + " already exists");
            }
        }
        restored.all().forEach(joined::add);
        return joined;
    }

    @Override
    public boolean delete(byte[] name) {
        LoadedLibrary library = libraries.remove(Bytes.losslessText(name));
        if (library == null) {
            return false;
        }
        library.release();
        return true;
    }

    @Override
    public void deleteAll() {
        keep(new LoadedLibraries());
    }

    @Override
    public Collection<Library> libraries() {
        List<Library> all = new ArrayList<>();
        libraries.all().forEach(library -> all.add(library.facts()));
        return all;
    }

    @Override
    public boolean has(byte[] name) {
        return libraries.function(Bytes.losslessText(name)) != null;
    }

    @Override
    public Reply run(Invocation in, int keyCount, boolean readOnly) {
        LoadedLibrary.Function function = libraries.function(Bytes.losslessText(in.arg(1)));
        if (function == null) {
            throw Errors.of("ERR Function not found");
        }
        RunRules rules = RunRules.of(function.facts().flags(), readOnly, in);
        in.propagateNothing();
        String name = function.facts().name();
        FunctionCall call = new FunctionCall(name, in.words());
        return connected(runtime)
                .run(
                        new LuaRuntime.Task(in, name, keyCount, rules, call),
                        (lua, keys, argv) -> lua.call(function.body(), keys, argv));
    }

    private static <T> T connected(@Nullable T part) {
        if (part == null) {
            throw new IllegalStateException("not connected to an engine");
        }
        return part;
    }
}
