package io.redispatterns.engine.script;

import io.redispatterns.engine.command.Errors;
import io.redispatterns.engine.command.Functions;
import io.redispatterns.engine.command.Invocation;
import io.redispatterns.engine.command.Scripts;
import io.redispatterns.engine.dispatch.Dispatcher;
import io.redispatterns.engine.lua.RandomSequence;
import io.redispatterns.engine.reply.Reply;
import org.jspecify.annotations.Nullable;

/**
 * The scripts of an engine: those that are known, and the Lua that runs them.
 *
 * <p>A text is compiled before its command waits for the engine's lock, in the caller's thread; under the lock the compiled script is
 * found by its digest and run.
 */
public final class Scripting implements Scripts {

    private final CompiledTexts texts = new CompiledTexts();
    private final ScriptCache cache = new ScriptCache();
    private final LuaFunctions functions = new LuaFunctions();
    private final RandomSequence random = new RandomSequence();
    private @Nullable Dispatcher dispatcher;
    private @Nullable LuaRuntime runtime;

    /** Sets through what scripts run commands. Called once, before the first command. */
    public void connect(Dispatcher theDispatcher) {
        dispatcher = theDispatcher;
        runtime = newRuntime();
        functions.connect(theDispatcher, random);
    }

    /** The libraries of functions, which have a Lua of their own. */
    public Functions functions() {
        return functions;
    }

    /** {@code math.random} goes on where it was, as it does in Redis when scripts are flushed. */
    private LuaRuntime newRuntime() {
        if (dispatcher == null) {
            throw new IllegalStateException("not connected to an engine");
        }
        LuaRuntime made = new LuaRuntime(dispatcher);
        ScriptGlobals.open(made.lua(), made.calls(), dispatcher.engine().time(), random);
        return made;
    }

    @Override
    public void prepare(byte[] text) {
        texts.compiled(text);
    }

    @Override
    public Reply runText(Invocation in, int keyCount, boolean readOnly) {
        Script script = texts.compiled(in.arg(1));
        return run(cache.addEvaluated(script), in, keyCount, readOnly);
    }

    @Override
    public Reply runKnown(Invocation in, int keyCount, boolean readOnly) {
        ScriptCache.Entry entry = cache.find(in.arg(1));
        if (entry == null) {
            throw Errors.noScript();
        }
        return run(entry, in, keyCount, readOnly);
    }

    private Reply run(ScriptCache.Entry entry, Invocation in, int keyCount, boolean readOnly) {
        cache.touch(entry);
        in.propagateNothing();
        Script script = entry.script();
        ScriptHeader header = script.header();
        RunRules rules = header.isPresent() ? RunRules.of(header.flags(), readOnly, in) : RunRules.ofUnmarked(readOnly);
        LuaRuntime.Task task = new LuaRuntime.Task(in, script.name(), keyCount, rules, null);
        return runtime().run(task, script);
    }

    private LuaRuntime runtime() {
        if (runtime == null) {
            throw new IllegalStateException("not connected to an engine");
        }
        return runtime;
    }

    @Override
    public byte[] load(byte[] text) {
        Script script = texts.compiled(text);
        cache.addLoaded(script);
        return script.digest();
    }

    @Override
    public boolean has(byte[] digest) {
        return cache.find(digest) != null;
    }

    @Override
    public void forgetAll() {
        cache.clear();
        texts.clear();
        runtime = newRuntime();
    }

    @Override
    public int count() {
        return cache.size();
    }

    @Override
    public long evicted() {
        return cache.evicted();
    }
}
