package io.redispatterns.engine.lua;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** The instructions that call. */
abstract class Call extends Instruction {

    private final Node function;
    private final Node[] arguments;
    private final boolean hasOpenTail;
    private final int line;

    /**
     * Makes one.
     *
     * @param hasOpenTail whether the frame's open results are further arguments
     */
    Call(Node function, Node[] arguments, boolean hasOpenTail, int line) {
        this.function = function;
        this.arguments = arguments;
        this.hasOpenTail = hasOpenTail;
        this.line = line;
    }

    @Override
    public final int line() {
        return line;
    }

    @Override
    public final @Nullable Name callee() {
        return function.name();
    }

    @Override
    final int run(Frame frame) {
        LuaState lua = frame.lua;
        lua.step();
        LuaValue callee = function.eval(frame);
        if (callee instanceof LuaClosure closure) {
            return enter(frame, closure);
        }
        LuaValue[] values = values(frame);
        frame.site = this;
        if (callee instanceof Builtin builtin) {
            return invoke(frame, builtin, values);
        }
        return callByHandler(frame, callee, values);
    }

    private LuaValue[] values(Frame frame) {
        return hasOpenTail ? Node.evalAllAndOpen(arguments, frame) : Node.evalAll(arguments, frame);
    }

    private int enter(Frame frame, LuaClosure closure) {
        Frame called;
        if (hasOpenTail || closure.prototype.isVararg) {
            LuaValue[] values = values(frame);
            frame.site = this;
            called = frame(frame.lua, closure, values, caller(frame));
        } else {
            called = new Frame(frame.lua, closure, caller(frame));
            int parameters = closure.prototype.parameterCount;
            for (int i = 0; i < arguments.length; i++) {
                if (i < parameters) {
                    arguments[i].into(frame, called, i);
                } else {
                    arguments[i].eval(frame);
                }
            }
            called.clear(arguments.length, parameters);
            frame.site = this;
        }
        return enter(frame, called);
    }

    private int callByHandler(Frame frame, LuaValue callee, LuaValue[] values) {
        LuaValue handler = frame.lua.metamethod(callee, Event.CALL);
        LuaValue[] withSelf = withSelf(callee, values);
        if (handler instanceof LuaClosure closure) {
            return enter(frame, frame(frame.lua, closure, withSelf, caller(frame)));
        }
        if (handler instanceof Builtin builtin) {
            return invoke(frame, builtin, withSelf);
        }
        throw Operators.typeError(frame.lua, "call", callee, function.name());
    }

    private int invoke(Frame frame, Builtin builtin, LuaValue[] values) {
        Values results = frame.lua.invoke(builtin, values);
        if (results == Coroutine.YIELD) {
            frame.lua.current().yielding = true;
            frame.pending = this;
            return LEAVE;
        }
        return receive(frame, results);
    }

    /** The frame to which the called function returns. */
    Frame caller(Frame frame) {
        return frame;
    }

    /** Makes a frame that is ready the innermost one. */
    int enter(Frame frame, Frame called) {
        frame.pending = this;
        frame.lua.enter(called);
        return SWITCH;
    }

    static LuaValue[] withSelf(LuaValue self, LuaValue[] values) {
        LuaValue[] all = new LuaValue[values.length + 1];
        all[0] = self;
        System.arraycopy(values, 0, all, 1, values.length);
        return all;
    }

    /** Returns a frame for a call with these arguments. */
    static Frame frame(LuaState lua, LuaClosure closure, LuaValue[] values, Frame caller) {
        Frame frame = new Frame(lua, closure, caller);
        Prototype prototype = closure.prototype;
        int parameters = prototype.parameterCount;
        System.arraycopy(values, 0, frame.slots, 0, Math.min(parameters, values.length));
        frame.clear(values.length, parameters);
        if (prototype.isVararg && values.length > parameters) {
            frame.varargs = Arrays.copyOfRange(values, parameters, values.length);
        }
        if (prototype.argSlot >= 0) {
            frame.slots[prototype.argSlot] = argTable(lua, frame.varargs);
        }
        return frame;
    }

    private static LuaTable argTable(LuaState lua, LuaValue[] varargs) {
        LuaTable table = lua.newTable(varargs.length, 1);
        for (int i = 0; i < varargs.length; i++) {
            table.put(i + 1, varargs[i]);
        }
        table.put("n", LuaNumber.of(varargs.length));
        return table;
    }

    /** A call of which one result is wanted. */
    static final class One extends Call {

        final int slot;

        One(Node function, Node[] arguments, boolean hasOpenTail, int line, int slot) {
            super(function, arguments, hasOpenTail, line);
            this.slot = slot;
        }

        @Override
        int receive(Frame frame, Values results) {
            frame.slots[slot] = results.first();
            return next;
        }
    }

    /** A call of which any number of results is wanted, none included. */
    static final class Many extends Call {

        private final int slot;
        private final int count;

        Many(Node function, Node[] arguments, boolean hasOpenTail, int line, int slot, int count) {
            super(function, arguments, hasOpenTail, line);
            this.slot = slot;
            this.count = count;
        }

        @Override
        int receive(Frame frame, Values results) {
            for (int i = 0; i < count; i++) {
                frame.slots[slot + i] = results.at(i);
            }
            return next;
        }
    }

    /** A call of which all results are wanted, as many as there are. */
    static final class Open extends Call {

        Open(Node function, Node[] arguments, boolean hasOpenTail, int line) {
            super(function, arguments, hasOpenTail, line);
        }

        @Override
        int receive(Frame frame, Values results) {
            frame.open = results;
            return next;
        }
    }

    /** A call whose results are the function's own: a function written in Lua takes the frame's place. */
    static final class Tail extends Call {

        Tail(Node function, Node[] arguments, boolean hasOpenTail, int line) {
            super(function, arguments, hasOpenTail, line);
        }

        @Override
        Frame caller(Frame frame) {
            return Return.caller(frame);
        }

        @Override
        int enter(Frame frame, Frame called) {
            called.tailCalls = frame.tailCalls + 1;
            frame.lua.leave(Return.caller(frame));
            frame.lua.enter(called);
            return SWITCH;
        }

        @Override
        int receive(Frame frame, Values results) {
            return Return.give(frame, results);
        }
    }
}
