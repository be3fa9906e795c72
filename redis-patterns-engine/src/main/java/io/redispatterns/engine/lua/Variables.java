package io.redispatterns.engine.lua;

import org.jspecify.annotations.Nullable;

/** The expressions that read constants and variables. */
final class Variables {

    private Variables() {}

    /** A value known at compile time. */
    static final class Constant extends Node {

        private final LuaValue value;
        private final double number;
        private final boolean isNumber;

        Constant(LuaValue value) {
            this.value = value;
            this.isNumber = value instanceof LuaNumber;
            this.number = value instanceof LuaNumber own ? own.value() : Double.NaN;
        }

        LuaValue value() {
            return value;
        }

        boolean isNumber() {
            return isNumber;
        }

        @Override
        LuaValue eval(Frame frame) {
            return value;
        }

        @Override
        double number(Frame frame) {
            return isNumber ? number : frame.number(value);
        }

        @Override
        boolean isConstant() {
            return true;
        }
    }

    /** A variable of the function that no closure uses, or an intermediate result. */
    static final class Local extends Node {

        private final int slot;
        private final @Nullable Name name;
        private final boolean isIntermediate;

        Local(int slot, @Nullable Name name, boolean isIntermediate) {
            this.slot = slot;
            this.name = name;
            this.isIntermediate = isIntermediate;
        }

        int slot() {
            return slot;
        }

        /** Whether this is no variable of the program: nothing changes it after it has been set. */
        boolean isIntermediate() {
            return isIntermediate;
        }

        @Override
        LuaValue eval(Frame frame) {
            return frame.get(slot);
        }

        @Override
        double number(Frame frame) {
            LuaValue value = frame.slots[slot];
            return value == Frame.UNBOXED ? frame.numbers[slot] : frame.number(value);
        }

        @Override
        boolean test(Frame frame) {
            return frame.slots[slot].isTruthy();
        }

        @Override
        void into(Frame frame, Frame target, int targetSlot) {
            LuaValue value = frame.slots[slot];
            target.slots[targetSlot] = value;
            if (value == Frame.UNBOXED) {
                target.numbers[targetSlot] = frame.numbers[slot];
            }
        }

        @Override
        @Nullable
        Name name() {
            return name;
        }
    }

    /** A variable of the function that a closure uses. */
    static final class Shared extends Node {

        private final int cell;
        private final Name name;

        Shared(int cell, Name name) {
            this.cell = cell;
            this.name = name;
        }

        @Override
        LuaValue eval(Frame frame) {
            return frame.cells[cell].value;
        }

        @Override
        Name name() {
            return name;
        }
    }

    /** A variable of a function around this one. */
    static final class Upvalue extends Node {

        private final int index;
        private final Name name;

        Upvalue(int index, Name name) {
            this.index = index;
            this.name = name;
        }

        @Override
        LuaValue eval(Frame frame) {
            return frame.closure().upvalues[index].value;
        }

        @Override
        Name name() {
            return name;
        }
    }

    /** A field of the table of globals. */
    static final class Global extends Node {

        private final LuaString key;
        private final Name name;
        private final int line;

        Global(LuaString key, int line) {
            this.key = key;
            this.name = new Name("global", key.toLatin1());
            this.line = line;
        }

        @Override
        LuaValue eval(Frame frame) {
            LuaTable globals = frame.lua.globals();
            LuaValue value = globals.get(key);
            if (!value.isNil() || globals.metatable() == null) {
                return value;
            }
            frame.site = this;
            return Operators.index(frame.lua, globals, key, null);
        }

        @Override
        Name name() {
            return name;
        }

        @Override
        public int line() {
            return line;
        }
    }

    /** The first of {@code ...}. */
    static final class FirstVararg extends Node {

        @Override
        LuaValue eval(Frame frame) {
            return frame.varargs.length == 0 ? LuaNil.NIL : frame.varargs[0];
        }
    }
}
