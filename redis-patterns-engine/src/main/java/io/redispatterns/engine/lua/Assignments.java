package io.redispatterns.engine.lua;

/** The instructions that put values into variables and tables. */
final class Assignments {

    private Assignments() {}

    /** Sets a variable that no closure uses. */
    private static final class SetLocal extends Instruction {

        private final int slot;
        private final Node value;

        SetLocal(int slot, Node value) {
            this.slot = slot;
            this.value = value;
        }

        @Override
        int run(Frame frame) {
            value.into(frame, frame, slot);
            return next;
        }
    }

    /** Sets a variable that no closure uses to the result of arithmetic. */
    private static final class SetNumber extends Instruction {

        private final int slot;
        private final Arithmetic value;

        SetNumber(int slot, Arithmetic value) {
            this.slot = slot;
            this.value = value;
        }

        @Override
        int run(Frame frame) {
            double result = value.number(frame);
            if (Double.isNaN(result)) {
                frame.store(slot, result);
            } else {
                frame.set(slot, result);
            }
            return next;
        }
    }

    /** Returns what sets a variable that no closure uses. */
    static Instruction setLocal(int slot, Node value) {
        return value instanceof Arithmetic arithmetic ? new SetNumber(slot, arithmetic) : new SetLocal(slot, value);
    }

    /** Sets variables to nil. */
    static final class Clear extends Instruction {

        private final int from;
        private final int to;

        Clear(int from, int to) {
            this.from = from;
            this.to = to;
        }

        @Override
        int run(Frame frame) {
            frame.clear(from, to);
            return next;
        }
    }

    /** Begins the life of a variable that a closure uses. */
    static final class NewCell extends Instruction {

        private static final int BYTES_PER_CELL = 16;

        private final int cell;
        private final Node value;

        NewCell(int cell, Node value) {
            this.cell = cell;
            this.value = value;
        }

        @Override
        int run(Frame frame) {
            frame.lua.memory().charge(BYTES_PER_CELL);
            frame.cells[cell] = new Cell(value.eval(frame));
            return next;
        }
    }

    /** Sets a variable that a closure uses. */
    static final class SetCell extends Instruction {

        private final int cell;
        private final Node value;

        SetCell(int cell, Node value) {
            this.cell = cell;
            this.value = value;
        }

        @Override
        int run(Frame frame) {
            frame.cells[cell].value = value.eval(frame);
            return next;
        }
    }

    /** Sets a variable of a function around this one. */
    static final class SetUpvalue extends Instruction {

        private final int index;
        private final Node value;

        SetUpvalue(int index, Node value) {
            this.index = index;
            this.value = value;
        }

        @Override
        int run(Frame frame) {
            frame.closure().upvalues[index].value = value.eval(frame);
            return next;
        }
    }

    /** Sets a global variable. */
    static final class SetGlobal extends Instruction {

        private final LuaString name;
        private final Node value;
        private final int line;

        SetGlobal(LuaString name, Node value, int line) {
            this.name = name;
            this.value = value;
            this.line = line;
        }

        @Override
        int run(Frame frame) {
            LuaValue newValue = value.eval(frame);
            frame.site = this;
            Operators.setIndex(frame.lua, frame.lua.globals(), name, newValue, null);
            return next;
        }

        @Override
        public int line() {
            return line;
        }
    }

    /** Does {@code object[key] = value}. */
    static final class SetIndex extends Instruction {

        private final Node object;
        private final Node key;
        private final Node value;
        private final int line;

        SetIndex(Node object, Node key, Node value, int line) {
            this.object = object;
            this.key = key;
            this.value = value;
            this.line = line;
        }

        @Override
        int run(Frame frame) {
            LuaValue holder = object.eval(frame);
            double index = key.number(frame);
            if (!Double.isNaN(index)
                    && holder instanceof LuaTable table
                    && table.metatable() == null
                    && !table.isReadonly()) {
                table.put(index, value.eval(frame));
            } else {
                put(frame, holder, frame.boxed(index));
            }
            return next;
        }

        private void put(Frame frame, LuaValue holder, LuaValue anyKey) {
            LuaValue newValue = value.eval(frame);
            if (anyKey instanceof LuaString
                    && holder instanceof LuaTable table
                    && table.metatable() == null
                    && !table.isReadonly()) {
                table.put(anyKey, newValue);
            } else {
                frame.site = this;
                Operators.setIndex(frame.lua, holder, anyKey, newValue, object.name());
            }
        }

        @Override
        public int line() {
            return line;
        }
    }

    /** Copies results whose number is open, or {@code ...}, into consecutive slots. */
    static final class Spread extends Instruction {

        private final int slot;
        private final int count;

        Spread(int slot, int count) {
            this.slot = slot;
            this.count = count;
        }

        @Override
        int run(Frame frame) {
            Values open = frame.open;
            for (int i = 0; i < count; i++) {
                frame.slots[slot + i] = open.at(i);
            }
            return next;
        }
    }

    /** Makes {@code ...} the open results. */
    static final class OpenVarargs extends Instruction {

        @Override
        int run(Frame frame) {
            frame.open = Tuple.of(frame.varargs);
            return next;
        }
    }
}
