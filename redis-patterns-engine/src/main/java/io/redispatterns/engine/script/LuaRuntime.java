package io.redispatterns.engine.script;

import io.redispatterns.engine.command.FunctionCall;
import io.redispatterns.engine.command.Invocation;
import io.redispatterns.engine.command.LongRun;
import io.redispatterns.engine.config.Directives;
import io.redispatterns.engine.dispatch.Dispatcher;
import io.redispatterns.engine.lua.LuaError;
import io.redispatterns.engine.lua.LuaState;
import io.redispatterns.engine.lua.LuaStopped;
import io.redispatterns.engine.lua.LuaTable;
import io.redispatterns.engine.lua.Prototype;
import io.redispatterns.engine.lua.Values;
import io.redispatterns.engine.reply.Reply;
import org.jspecify.annotations.Nullable;

/** A Lua in which scripts or functions run one after the other, bounded in time and memory. Used under the engine's lock. */
final class LuaRuntime {

    private static final int FIRST_KEY = 3;

    /** The Lua code that is run. */
    @FunctionalInterface
    interface Body {

        /** Runs it with the keys and the other arguments of its call. */
        Values run(LuaState lua, LuaTable keys, LuaTable argv);
    }

    /**
     * A call of Lua code.
     *
     * @param in the command that calls
     * @param name what messages call the code
     * @param keyCount how many of the command's words from the third on are keys
     * @param rules what it may do
     * @param function set when it is a function and no script
     */
    record Task(
            Invocation in,
            String name,
            int keyCount,
            RunRules rules,
            @Nullable FunctionCall function) {}

    private final LuaState lua;
    private final CommandCalls calls;
    private long memoryLimit;
    private @Nullable LongRun run;
    private @Nullable LoadTimer loading;

    /** Makes one that has no globals yet. */
    LuaRuntime(Dispatcher dispatcher) {
        memoryLimit = dispatcher.engine().config().get(Directives.SCRIPT_MEMORY_LIMIT);
        lua = new LuaState(memoryLimit, this::check);
        calls = new CommandCalls(dispatcher, lua);
    }

    LuaState lua() {
        return lua;
    }

    /** The way from the code to the commands. */
    CommandCalls calls() {
        return calls;
    }

    /** Runs Lua code; what it returns, or how it failed, is the reply. */
    Reply run(Task task, Body body) {
        Invocation in = task.in();
        limitMemory(in.config().get(Directives.SCRIPT_MEMORY_LIMIT));
        try (LongRun longRun = in.engine().longRuns().begin(in.client(), task.function())) {
            run = longRun;
            calls.begin(in.client(), longRun, task.rules().readOnly());
            bindSlots(task);
            return reply(task, body);
        } finally {
            run = null;
        }
    }

    private void bindSlots(Task task) {
        if (task.rules().anySlots()) {
            calls.slots().free();
        } else if (task.keyCount() == 0) {
            calls.slots().bind();
        } else {
            calls.slots().bind(task.in().arg(FIRST_KEY));
        }
    }

    private Reply reply(Task task, Body body) {
        Invocation in = task.in();
        ScriptFailure failure = new ScriptFailure(lua, task.name(), in);
        try {
            int firstArgument = FIRST_KEY + task.keyCount();
            LuaTable keys = words(in, FIRST_KEY, firstArgument);
            Values results = body.run(lua, keys, words(in, firstArgument, in.argc()));
            return new ScriptReplies(calls.speaksVersion3(), failure, memoryLimit).of(results.first());
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

    /**
     * Runs the chunk of a library, which counts as in use from now on.
     *
     * @throws LuaError when it fails
     * @throws LuaStopped when it takes too long
     */
    void load(LoadedLibrary library, Prototype chunk, LoadTimer timer, long memoryLimitBytes) {
        limitMemory(memoryLimitBytes);
        loading = timer;
        try {
            library.hold();
            lua.call(lua.closure(chunk));
        } finally {
            loading = null;
        }
    }

    private void limitMemory(long bytes) {
        if (bytes != memoryLimit) {
            memoryLimit = bytes;
            lua.memory().limit(bytes);
        }
    }

    private void check() {
        if (loading != null) {
            loading.check();
        }
        LongRun.Stop stop = run == null ? null : run.checkpoint();
        if (stop != null) {
            throw new LuaStopped(stop.reason());
        }
    }
}
