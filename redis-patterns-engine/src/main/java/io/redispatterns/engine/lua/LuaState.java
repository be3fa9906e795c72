package io.redispatterns.engine.lua;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A Lua of its own: globals, coroutines, bounds. Used by one thread at a time.
 *
 * <pre>{@code
 * LuaState lua = new LuaState(64 << 20, () -> {});
 * StandardLibraries.open(lua);
 * Values results = lua.call(lua.load(text, "@script"));
 * }</pre>
 */
public final class LuaState {

    /** How many steps run between two looks of the guard. */
    private static final int QUANTUM = 10_000;

    private static final String STACK_OVERFLOW = "C stack overflow";

    /** How deep Java may be nested: calls from metamethods, {@code pcall}, {@code sort} and the like. PUC Lua's LUAI_MAXCCALLS. */
    private static final int MAX_NATIVE_DEPTH = 200;

    /** How much deeper it may be nested while the error of too deep nesting is handled. */
    private static final int NATIVE_RESERVE = MAX_NATIVE_DEPTH / 8;

    /** How many calls may be under way in a coroutine: PUC Lua doubles its array of calls up to here. */
    private static final int MAX_DEPTH = 16_384;

    /** Copying or comparing so many bytes counts as one step. */
    private static final int BYTES_PER_STEP = 64;

    static final int BYTES_PER_STRING = 40;

    private final LuaTable globals;
    private final LuaTable registry;
    private final Memory memory;
    private final Guard guard;
    private final Coroutine main;
    private final Map<String, Integer> paces = new HashMap<>();
    private @Nullable LuaTable stringMetatable;
    private Coroutine current;
    private int fuel = QUANTUM;
    private int nativeDepth;

    /**
     * Makes a state without any globals.
     *
     * @param memoryLimitBytes how much memory its values may use, as estimated
     * @param guard asked every few thousand steps whether to go on
     */
    @SuppressWarnings("NullAway") // the walk comes when all fields are there
    public LuaState(long memoryLimitBytes, Guard guard) {
        this.guard = guard;
        this.memory = new Memory(memoryLimitBytes, () -> new Reachable().bytesOf(this));
        this.globals = new LuaTable(memory);
        this.registry = new LuaTable(memory);
        this.main = new Coroutine(this, null);
        this.main.status = Coroutine.Status.RUNNING;
        this.current = main;
    }

    /** The table of globals. */
    public LuaTable globals() {
        return globals;
    }

    /** A table that no Lua code sees: what Java keeps of the state's values, and what counts as in use because of that. */
    public LuaTable registry() {
        return registry;
    }

    /** The account of memory. */
    public Memory memory() {
        return memory;
    }

    /** Makes an empty table. */
    public LuaTable newTable() {
        return new LuaTable(memory);
    }

    /** Makes an empty table with room for elements of the array and for other entries. */
    public LuaTable newTable(int elements, int entries) {
        return new LuaTable(memory, elements, entries);
    }

    /** Makes a string of bytes that were made for it, which are kept. Call {@link Memory#charge} before making large ones. */
    public LuaString newString(byte[] bytes) {
        memory.charge(BYTES_PER_STRING + (long) bytes.length);
        return LuaString.of(bytes);
    }

    /** Joins parts and a tail to a string of a known length. */
    LuaString join(byte[][] parts, byte[] tail, long length) {
        spendBytes(length);
        memory.charge(BYTES_PER_STRING + length);
        byte[] joined = new byte[Math.toIntExact(length)];
        int at = 0;
        for (byte[] part : parts) {
            System.arraycopy(part, 0, joined, at, part.length);
            at += part.length;
        }
        System.arraycopy(tail, 0, joined, at, tail.length);
        return LuaString.of(joined);
    }

    /** Sets what strings have for a metatable. */
    public void stringMetatable(LuaTable metatable) {
        stringMetatable = metatable;
    }

    /** Returns the metatable of a value, or null. */
    public @Nullable LuaTable metatable(LuaValue value) {
        if (value instanceof LuaTable table) {
            return table.metatable();
        }
        return value instanceof LuaString ? stringMetatable : null;
    }

    /**
     * Returns {@code value[key]}.
     *
     * @throws LuaError when the value cannot be indexed, or its metamethod fails
     */
    public LuaValue index(LuaValue value, LuaValue key) {
        return Operators.index(this, value, key, null);
    }

    /** Returns a value's metamethod; nil when it has none. */
    LuaValue metamethod(LuaValue value, Event event) {
        LuaTable metatable = metatable(value);
        return metatable == null ? LuaNil.NIL : event.of(metatable);
    }

    /**
     * Returns the function that a chunk is.
     *
     * @throws LuaError when the text is not Lua
     */
    public LuaClosure load(byte[] text, String chunkName) {
        return closure(Compiler.compile(text, chunkName, nativeDepth));
    }

    /** Returns a function of a compiled chunk. */
    public LuaClosure closure(Prototype chunk) {
        return new LuaClosure(chunk, LuaClosure.NO_UPVALUES);
    }

    /** Counts steps of work that no instruction counts, such as those of a search. */
    public void spend(int steps) {
        fuel -= steps;
        if (fuel < 0) {
            checkpoint();
        }
    }

    /** Counts the work of copying or comparing so many bytes. */
    void spendBytes(long bytes) {
        spend((int) (bytes / BYTES_PER_STEP));
    }

    /** Counts one step. */
    void step() {
        if (--fuel < 0) {
            checkpoint();
        }
    }

    private void checkpoint() {
        fuel = QUANTUM;
        try {
            guard.check();
        } catch (LuaStopped e) {
            e.where(current.frame.position());
            throw e;
        }
    }

    /** Sets a figure of PUC Lua's garbage collector, which means nothing here; returns the one set before. */
    int pace(String figure, int value, int initial) {
        Integer before = paces.put(figure, value);
        return before == null ? initial : before;
    }

    /** The coroutine that runs. */
    public Coroutine current() {
        return current;
    }

    /** Whether the running coroutine is the one that the state began with. */
    public boolean isMain() {
        return current == main;
    }

    Coroutine main() {
        return main;
    }

    @Nullable
    LuaTable stringMetatable() {
        return stringMetatable;
    }

    /**
     * Calls a function, or a value that has a metamethod for it.
     *
     * @throws LuaError an error that was not caught inside
     * @throws LuaStopped when the guard ends the script
     */
    public Values call(LuaValue function, LuaValue... arguments) {
        Coroutine coroutine = current;
        Frame frame = coroutine.frame;
        boolean inBuiltin = coroutine.inBuiltin;
        int depth = coroutine.depth;
        int outerDepth = nativeDepth;
        enterNative();
        try {
            return run(coroutine, new Frame(this, frame, inBuiltin), function, arguments);
        } catch (LuaError e) {
            e.raisedAt(coroutine, nativeDepth);
            throw e;
        } catch (StackOverflowError e) {
            throw new LuaError("stack overflow");
        } finally {
            coroutine.frame = frame;
            coroutine.inBuiltin = inBuiltin;
            coroutine.depth = depth;
            nativeDepth = outerDepth;
        }
    }

    /**
     * Gives an error to its handler. An error in the handler is given to it in turn, one level deeper each time, until there is no more
     * room for that.
     */
    Values handle(LuaValue handler, LuaError error) {
        int outerDepth = nativeDepth;
        LuaError latest = error;
        nativeDepth = Math.max(outerDepth, error.depth());
        try {
            while (handler instanceof LuaFunction && nativeDepth < MAX_NATIVE_DEPTH + NATIVE_RESERVE) {
                try {
                    if (nativeDepth + 1 == MAX_NATIVE_DEPTH) {
                        // Lua calls the handler where the error was raised, and there it has no room.
                        throw new LuaError(latest.position() + STACK_OVERFLOW);
                    }
                    return call(handler, latest.value());
                } catch (LuaError e) {
                    latest = e;
                    nativeDepth++;
                }
            }
            return LuaString.of("error in error handling");
        } finally {
            nativeDepth = outerDepth;
        }
    }

    private void enterNative() {
        nativeDepth++;
        if (nativeDepth == MAX_NATIVE_DEPTH) {
            nativeDepth--;
            throw error(STACK_OVERFLOW);
        }
        if (nativeDepth >= MAX_NATIVE_DEPTH + NATIVE_RESERVE) {
            nativeDepth--;
            throw new LuaError("error in error handling");
        }
    }

    /** Runs a function above a boundary, and whatever it calls. Gives {@link Coroutine#YIELD} when the coroutine is left. */
    private Values run(Coroutine coroutine, Frame boundary, LuaValue function, LuaValue[] arguments) {
        coroutine.frame = boundary;
        coroutine.inBuiltin = false;
        if (function instanceof Builtin builtin) {
            return invoke(coroutine, builtin, arguments);
        }
        if (!(function instanceof LuaClosure closure)) {
            LuaValue handler = metamethod(function, Event.CALL);
            if (!(handler instanceof LuaFunction)) {
                throw error("attempt to call a " + function.typeName() + " value");
            }
            return run(coroutine, boundary, handler, Call.withSelf(function, arguments));
        }
        enter(Call.frame(this, closure, arguments, boundary));
        return proceed(coroutine, boundary);
    }

    /** Goes on with a coroutine until what stands above a boundary has returned, or the coroutine is left. */
    private static Values proceed(Coroutine coroutine, Frame boundary) {
        loop(coroutine);
        if (coroutine.yielding) {
            coroutine.yielding = false;
            return Coroutine.YIELD;
        }
        return boundary.open;
    }

    private static void loop(Coroutine coroutine) {
        Frame frame = coroutine.frame;
        Instruction[] code = frame.code;
        int pc = frame.pc;
        while (true) {
            pc = code[pc].run(frame);
            if (pc < 0) {
                if (pc == Instruction.LEAVE) {
                    return;
                }
                frame = coroutine.frame;
                code = frame.code;
                pc = frame.pc;
            }
        }
    }

    /** Makes a frame the innermost one. */
    void enter(Frame frame) {
        Coroutine coroutine = current;
        if (++coroutine.depth >= MAX_DEPTH) {
            throw error("stack overflow");
        }
        if (coroutine.depth > coroutine.chargedDepth) {
            coroutine.chargedDepth = coroutine.depth;
            memory.charge(Frame.BYTES);
        }
        coroutine.frame = frame;
    }

    /** Leaves the innermost frame. */
    void leave(Frame caller) {
        Coroutine coroutine = current;
        coroutine.depth--;
        coroutine.frame = caller;
    }

    /** Calls a built-in function from the innermost frame as Java would: the coroutine cannot be left there. */
    Values invokeNested(Builtin builtin, LuaValue[] arguments) {
        int outerDepth = nativeDepth;
        enterNative();
        try {
            return invoke(current, builtin, arguments);
        } finally {
            nativeDepth = outerDepth;
        }
    }

    /** Calls a built-in function from the innermost frame. */
    Values invoke(Builtin builtin, LuaValue[] arguments) {
        return invoke(current, builtin, arguments);
    }

    private Values invoke(Coroutine coroutine, Builtin builtin, LuaValue[] arguments) {
        coroutine.inBuiltin = true;
        Values results = builtin.body().call(new Arguments(this, arguments));
        coroutine.inBuiltin = false;
        return results;
    }

    /** Makes a coroutine that will run a function. */
    public Coroutine newCoroutine(LuaFunction body) {
        memory.charge(Reachable.BYTES_PER_COROUTINE);
        return new Coroutine(this, body);
    }

    /**
     * Runs a suspended coroutine until it yields or ends.
     *
     * @return what it yielded or returned
     * @throws LuaError the error that ended it
     */
    public Values resume(Coroutine coroutine, LuaValue... arguments) {
        Coroutine from = current;
        int outerDepth = nativeDepth;
        if (nativeDepth >= MAX_NATIVE_DEPTH) {
            coroutine.refuse();
            throw new LuaError(STACK_OVERFLOW);
        }
        nativeDepth++;
        from.status = Coroutine.Status.NORMAL;
        coroutine.status = Coroutine.Status.RUNNING;
        coroutine.nativeDepth = nativeDepth;
        current = coroutine;
        try {
            Values results = coroutine.started ? goOn(coroutine, Tuple.of(arguments)) : start(coroutine, arguments);
            if (results == Coroutine.YIELD) {
                coroutine.status = Coroutine.Status.SUSPENDED;
                return coroutine.transfer;
            }
            return results;
        } catch (LuaError e) {
            e.raisedAt(coroutine, nativeDepth);
            throw e;
        } catch (StackOverflowError e) {
            throw new LuaError("stack overflow");
        } finally {
            if (coroutine.status == Coroutine.Status.RUNNING) {
                coroutine.status = Coroutine.Status.DEAD;
            }
            current = from;
            from.status = Coroutine.Status.RUNNING;
            nativeDepth = outerDepth;
        }
    }

    private Values start(Coroutine coroutine, LuaValue[] arguments) {
        coroutine.started = true;
        LuaFunction body = coroutine.body;
        return run(coroutine, coroutine.bottom, body == null ? LuaNil.NIL : body, arguments);
    }

    private static Values goOn(Coroutine coroutine, Values arguments) {
        Frame frame = coroutine.frame;
        Instruction pending = frame.pending;
        if (pending == null) {
            return arguments;
        }
        int pc = pending.receive(frame, arguments);
        if (pc == Instruction.LEAVE) {
            return coroutine.bottom.open;
        }
        if (pc >= 0) {
            frame.pc = pc;
        }
        return proceed(coroutine, coroutine.bottom);
    }

    /**
     * Leaves the running coroutine; what is returned has to be returned by the built-in function at once.
     *
     * @param values what {@code resume} gives
     */
    public Values suspend(Values values) {
        Coroutine coroutine = current;
        if (coroutine == main || nativeDepth > coroutine.nativeDepth) {
            throw error("attempt to yield across metamethod/C-call boundary");
        }
        coroutine.transfer = values;
        return Coroutine.YIELD;
    }

    /** Returns an error with a message, one char a byte, behind the place at which Lua code is; a built-in function has none. */
    LuaError error(String message) {
        return current.error(message);
    }

    /**
     * Returns the place of a function under way, as {@code chunk:line: }; empty when it is not written in Lua.
     *
     * @param level 1 for the function that called the built-in function which asks, 2 for the one that called that, and so on
     */
    public String where(int level) {
        return current.where(level);
    }

    /** Returns a string as it is and a number as a string; null for all else. */
    @Nullable
    LuaString toLuaString(LuaValue value) {
        if (value instanceof LuaString string) {
            return string;
        }
        return value instanceof LuaNumber number ? newString(NumberFormat.bytes(number.value())) : null;
    }

    /** Returns a number as it is and a string that reads as a number as that; null for all else. */
    public @Nullable LuaNumber toNumber(LuaValue value) {
        if (value instanceof LuaNumber number) {
            return number;
        }
        return value instanceof LuaString string ? Operators.parse(string) : null;
    }
}
