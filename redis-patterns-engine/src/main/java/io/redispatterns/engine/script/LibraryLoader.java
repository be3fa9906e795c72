package io.redispatterns.engine.script;

import io.redispatterns.engine.command.CommandException;
import io.redispatterns.engine.command.EngineContext;
import io.redispatterns.engine.command.Errors;
import io.redispatterns.engine.config.Directives;
import io.redispatterns.engine.lua.Arguments;
import io.redispatterns.engine.lua.LuaError;
import io.redispatterns.engine.lua.LuaState;
import io.redispatterns.engine.lua.LuaStopped;
import io.redispatterns.engine.lua.Prototype;
import io.redispatterns.engine.lua.RandomSequence;
import io.redispatterns.engine.lua.Tuple;
import io.redispatterns.engine.lua.Values;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Makes libraries of texts: runs a text, which registers functions. */
final class LibraryLoader {

    /** The name that libraries go by in messages. */
    private static final String CHUNK_NAME = "@user_function";

    private final LuaRuntime runtime;
    private final EngineContext engine;
    private final FunctionGlobals globals;
    private double lastId;
    private @Nullable LoadedLibrary loading;

    /** Makes the loader of a Lua that has no globals yet. */
    LibraryLoader(LuaRuntime runtime, EngineContext engine, RandomSequence random) {
        this.runtime = runtime;
        this.engine = engine;
        this.globals = new FunctionGlobals(runtime, engine.time(), random, this::registerFunction);
    }

    /**
     * Loads a library, which takes memory until it is released.
     *
     * @throws CommandException when its header is wrong, it is no Lua, it fails, or it registers nothing
     */
    LoadedLibrary load(LibraryHeader header, byte[] text) {
        Prototype chunk = compile(Arrays.copyOfRange(text, header.length(), text.length));
        LoadedLibrary library = new LoadedLibrary(header.name(), text, runtime.lua(), ++lastId);
        try {
            run(chunk, library);
            if (library.isEmpty()) {
                throw Errors.of("ERR No functions registered");
            }
            return library;
        } catch (CommandException e) {
            library.release();
            throw e;
        }
    }

    private static Prototype compile(byte[] body) {
        try {
            return Prototype.compile(body, CHUNK_NAME);
        } catch (LuaError e) {
            throw Errors.of("ERR Error compiling function: " + Script.message(e));
        }
    }

    private void run(Prototype chunk, LoadedLibrary library) {
        LuaState lua = runtime.lua();
        loading = library;
        globals.beginLoading();
        try {
            LoadTimer timer = new LoadTimer(engine.time());
            runtime.load(library, chunk, timer, engine.config().get(Directives.SCRIPT_MEMORY_LIMIT));
        } catch (LuaError e) {
            throw failed(ScriptFailure.message(lua, e));
        } catch (LuaStopped e) {
            throw failed("ERR " + e.getMessage());
        } finally {
            globals.endLoading();
            loading = null;
        }
    }

    private static CommandException failed(String message) {
        return Errors.of("ERR Error registering functions: " + message);
    }

    private Values registerFunction(Arguments in) {
        if (loading == null) {
            throw new LuaError(
                    ErrorTables.of(in.lua(), "redis.register_function can only be called on FUNCTION LOAD command"));
        }
        FunctionRegistration.register(in, loading);
        return Tuple.EMPTY;
    }
}
