package io.redispatterns.engine.script;

import io.redispatterns.engine.command.CommandException;
import io.redispatterns.engine.command.Errors;
import io.redispatterns.engine.command.Invocation;
import io.redispatterns.engine.command.LongRun;
import io.redispatterns.engine.config.Directives;
import io.redispatterns.engine.dispatch.Dispatcher;
import io.redispatterns.engine.lua.LuaError;
import io.redispatterns.engine.lua.LuaState;
import io.redispatterns.engine.lua.LuaStopped;
import io.redispatterns.engine.lua.LuaString;
import io.redispatterns.engine.lua.LuaTable;
import io.redispatterns.engine.lua.LuaValue;
import io.redispatterns.engine.lua.RandomSequence;
import io.redispatterns.engine.reply.Reply;
import org.jspecify.annotations.Nullable;

/** The Lua of an engine, in which its scripts run one after the other. Used under the engine's lock. */
final class LuaRuntime {

    private static final LuaString KEYS = LuaString.of("KEYS");
    private static final LuaString ARGV = LuaString.of("ARGV");
    private static final int FIRST_KEY = 3;

    private final Dispatcher dispatcher;
    private final RandomSequence random;
    private final LuaState lua;
    private final CommandCalls calls;
    private long memoryLimit;
    private @Nullable LongRun run;

    /**
     * Makes one that nothing has run in yet.
     *
     * @param random what {@code math.random} goes on with, as it does in Redis when scripts are flushed
     */
    LuaRuntime(Dispatcher dispatcher, RandomSequence random) {
        this.dispatcher = dispatcher;
        this.random = random;
        memoryLimit = dispatcher.engine().config().get(Directives.SCRIPT_MEMORY_LIMIT);
        lua = new LuaState(memoryLimit, this::check);
        calls = new CommandCalls(dispatcher, lua);
        ScriptGlobals.open(lua, calls, dispatcher.engine().time(), random);
    }

    /** Returns one that nothing has run in yet. */
    LuaRuntime anew() {
        return new LuaRuntime(dispatcher, random);
    }

    /**
     * Runs a script.
     *
     * @throws CommandException when it must not run
     */
    Reply run(Script script, Invocation in, int keyCount, boolean readOnly) {
        if (readOnly && script.header().isPresent() && script.header().mayWrite()) {
            throw Errors.of("ERR Can not execute a script with write flag using *_ro command.");
        }
        limitMemory(in.config().get(Directives.SCRIPT_MEMORY_LIMIT));
        try (LongRun longRun = in.engine().longRuns().begin(in.client())) {
            run = longRun;
            calls.begin(in.client(), longRun, readOnly || !script.header().mayWrite());
            return run(script, in, keyCount);
        } finally {
            run = null;
        }
    }

    private Reply run(Script script, Invocation in, int keyCount) {
        ScriptFailure failure = new ScriptFailure(lua, script, in);
        try {
            lua.globals().put(KEYS, words(in, FIRST_KEY, FIRST_KEY + keyCount));
            lua.globals().put(ARGV, words(in, FIRST_KEY + keyCount, in.argc()));
            LuaValue result = lua.call(lua.closure(script.chunk())).first();
            return new ScriptReplies(calls.speaksVersion3(), failure, memoryLimit).of(result);
        } catch (LuaError e) {
            return failure.of(e);
        } catch (LuaStopped e) {
            return failure.of(e);
        }
    }

    private LuaTable words(Invocation in, int from, int to) {
        LuaTable table = Lists.ofSize(lua, to - from);
        for (int i = from; i < to; i++) {
            table.put(i - from + 1, lua.newString(in.arg(i)));
        }
        return table;
    }

    private void limitMemory(long bytes) {
        if (bytes != memoryLimit) {
            memoryLimit = bytes;
            lua.memory().limit(bytes);
        }
    }

    private void check() {
        LongRun.Stop stop = run == null ? null : run.checkpoint();
        if (stop != null) {
            throw new LuaStopped(stop.reason());
        }
    }
}
