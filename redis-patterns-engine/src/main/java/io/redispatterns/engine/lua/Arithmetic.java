package io.redispatterns.engine.lua;

import io.redispatterns.engine.lua.syntax.ArithmeticOperator;

/** The operators on two numbers. */
abstract class Arithmetic extends Node {

    final Node left;
    final Node right;
    private final int leftSlot;
    private final int rightSlot;
    private final ArithmeticOperator operator;
    private final int line;

    Arithmetic(ArithmeticOperator operator, Node left, Node right, int line) {
        this.operator = operator;
        this.left = left;
        this.right = right;
        this.leftSlot = Variables.slot(left);
        this.rightSlot = Variables.slot(right);
        this.line = line;
    }

    static Arithmetic of(ArithmeticOperator operator, Node left, Node right, int line) {
        return switch (operator) {
            case ADD -> new Add(left, right, line);
            case SUBTRACT -> new Subtract(left, right, line);
            case MULTIPLY -> new Multiply(left, right, line);
            case DIVIDE, MODULO, POWER -> new Other(operator, left, right, line);
        };
    }

    @Override
    final LuaValue eval(Frame frame) {
        return frame.boxed(number(frame));
    }

    @Override
    final boolean test(Frame frame) {
        double result = number(frame);
        return !Double.isNaN(result) || frame.boxed(result).isTruthy();
    }

    @Override
    final void into(Frame frame, Frame target, int slot) {
        double result = number(frame);
        if (!Double.isNaN(result)) {
            target.set(slot, result);
        } else {
            target.slots[slot] = frame.boxed(result);
        }
    }

    @Override
    public final int line() {
        return line;
    }

    /** What {@code left.number(frame)} gives, without a call for a variable that has a number. */
    final double left(Frame frame) {
        return leftSlot >= 0 && frame.slots[leftSlot] == Frame.UNBOXED ? frame.numbers[leftSlot] : left.number(frame);
    }

    /** What {@code right.number(frame)} gives, without a call for a variable that has a number. */
    final double right(Frame frame) {
        return rightSlot >= 0 && frame.slots[rightSlot] == Frame.UNBOXED
                ? frame.numbers[rightSlot]
                : right.number(frame);
    }

    /** The left operand was NaN: because it is, or because it is no number. */
    final double slowLeft(Frame frame, double a) {
        LuaValue l = frame.boxed(a);
        return slow(frame, l, right.eval(frame));
    }

    /** The right operand was NaN: because it is, or because it is no number. */
    final double slowRight(Frame frame, double a, double b) {
        LuaValue r = frame.boxed(b);
        return slow(frame, LuaNumber.of(a), r);
    }

    private double slow(Frame frame, LuaValue l, LuaValue r) {
        if (l instanceof LuaNumber a && r instanceof LuaNumber b) {
            return Operators.calculate(operator, a.value(), b.value());
        }
        frame.site = this;
        return frame.number(Operators.arithmetic(frame.lua, operator, l, r, left.name(), right.name()));
    }

    private static final class Add extends Arithmetic {

        Add(Node left, Node right, int line) {
            super(ArithmeticOperator.ADD, left, right, line);
        }

        @Override
        double number(Frame frame) {
            double a = left(frame);
            if (Double.isNaN(a)) {
                return slowLeft(frame, a);
            }
            double b = right(frame);
            return Double.isNaN(b) ? slowRight(frame, a, b) : a + b;
        }
    }

    private static final class Subtract extends Arithmetic {

        Subtract(Node left, Node right, int line) {
            super(ArithmeticOperator.SUBTRACT, left, right, line);
        }

        @Override
        double number(Frame frame) {
            double a = left(frame);
            if (Double.isNaN(a)) {
                return slowLeft(frame, a);
            }
            double b = right(frame);
            return Double.isNaN(b) ? slowRight(frame, a, b) : a - b;
        }
    }

    private static final class Multiply extends Arithmetic {

        Multiply(Node left, Node right, int line) {
            super(ArithmeticOperator.MULTIPLY, left, right, line);
        }

        @Override
        double number(Frame frame) {
            double a = left(frame);
            if (Double.isNaN(a)) {
                return slowLeft(frame, a);
            }
            double b = right(frame);
            return Double.isNaN(b) ? slowRight(frame, a, b) : a * b;
        }
    }

    private static final class Other extends Arithmetic {

        private final ArithmeticOperator operator;

        Other(ArithmeticOperator operator, Node left, Node right, int line) {
            super(operator, left, right, line);
            this.operator = operator;
        }

        @Override
        double number(Frame frame) {
            double a = left(frame);
            if (Double.isNaN(a)) {
                return slowLeft(frame, a);
            }
            double b = right(frame);
            return Double.isNaN(b) ? slowRight(frame, a, b) : Operators.calculate(operator, a, b);
        }
    }

    /** {@code -operand}. */
    static final class Negate extends Node {

        private final Node operand;
        private final int line;

        Negate(Node operand, int line) {
            this.operand = operand;
            this.line = line;
        }

        @Override
        LuaValue eval(Frame frame) {
            return frame.boxed(number(frame));
        }

        @Override
        double number(Frame frame) {
            double value = operand.number(frame);
            if (!Double.isNaN(value)) {
                return -value;
            }
            LuaValue other = frame.boxed(value);
            if (other instanceof LuaNumber number) {
                return -number.value();
            }
            frame.site = this;
            return frame.number(Operators.negate(frame.lua, other, operand.name()));
        }

        @Override
        public int line() {
            return line;
        }
    }
}
