package io.redispatterns.engine.lua;

/** The instructions that go on elsewhere. */
final class Jumps {

    private Jumps() {}

    /** An instruction with a target, which is set once it is known. */
    abstract static class Targeted extends Instruction {

        int target;
    }

    /** Goes on elsewhere. */
    static final class Jump extends Targeted {

        @Override
        int run(Frame frame) {
            return target;
        }
    }

    /** Goes back to the begin of a loop: counts as a step. */
    static final class Repeat extends Targeted {

        @Override
        int run(Frame frame) {
            frame.lua.step();
            return target;
        }
    }

    /** Goes on elsewhere unless a condition holds. */
    static final class Unless extends Targeted {

        private final Node condition;

        Unless(Node condition) {
            this.condition = condition;
        }

        @Override
        int run(Frame frame) {
            return condition.test(frame) ? next : target;
        }
    }

    /** Goes on elsewhere if a condition holds. */
    static final class If extends Targeted {

        private final Node condition;

        If(Node condition) {
            this.condition = condition;
        }

        @Override
        int run(Frame frame) {
            return condition.test(frame) ? target : next;
        }
    }

    /** Begins a numeric {@code for}: start, limit and step are in consecutive slots. Goes to the check behind the body. */
    static final class BeginFor extends Targeted {

        private static final String[] PARTS = {"initial value", "limit", "step"};

        private final int slot;
        private final int line;

        BeginFor(int slot, int line) {
            this.slot = slot;
            this.line = line;
        }

        @Override
        int run(Frame frame) {
            for (int i = 0; i < PARTS.length; i++) {
                LuaNumber number = frame.lua.toNumber(frame.get(slot + i));
                if (number == null) {
                    frame.site = this;
                    throw frame.lua.error("'for' " + PARTS[i] + " must be a number");
                }
                frame.set(slot + i, number.value());
            }
            frame.numbers[slot] -= frame.numbers[slot + 2];
            return target;
        }

        @Override
        public int line() {
            return line;
        }
    }

    /** Takes a step of a numeric {@code for}: goes to the body, with the variable behind the three slots, or ends. */
    static final class NextFor extends Targeted {

        private final int slot;

        NextFor(int slot) {
            this.slot = slot;
        }

        @Override
        int run(Frame frame) {
            double[] numbers = frame.numbers;
            double step = numbers[slot + 2];
            double index = numbers[slot] + step;
            double limit = numbers[slot + 1];
            boolean goesOn = step > 0 ? index <= limit : limit <= index;
            if (!goesOn) {
                return next;
            }
            frame.lua.step();
            numbers[slot] = index;
            frame.set(slot + 3, index);
            return target;
        }
    }

    /** Takes a step of a generic {@code for}: function, state and control are in consecutive slots, the variables behind them. */
    static final class NextIn extends Targeted {

        private static final Name GENERATOR = new Name("local", "(for generator)");

        private final int slot;
        private final int count;
        private final int line;

        NextIn(int slot, int count, int line) {
            this.slot = slot;
            this.count = count;
            this.line = line;
        }

        @Override
        int run(Frame frame) {
            frame.site = this;
            frame.lua.step();
            Values results = call(frame);
            LuaValue control = results.first();
            if (control.isNil()) {
                return next;
            }
            frame.slots[slot + 2] = control;
            frame.slots[slot + 3] = control;
            for (int i = 1; i < count; i++) {
                frame.slots[slot + 3 + i] = results.at(i);
            }
            return target;
        }

        private Values call(Frame frame) {
            LuaValue function = frame.get(slot);
            LuaValue state = frame.get(slot + 1);
            LuaValue control = frame.get(slot + 2);
            if (!(function instanceof Builtin builtin)) {
                return frame.lua.call(function, state, control);
            }
            return frame.lua.invokeNested(builtin, new LuaValue[] {state, control});
        }

        @Override
        public int line() {
            return line;
        }

        @Override
        public Name callee() {
            return GENERATOR;
        }
    }
}
