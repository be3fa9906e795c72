package io.redispatterns.engine.lua;

import io.redispatterns.engine.lua.syntax.ArithmeticOperator;

/** The operators on two numbers. */
abstract class Arithmetic extends Node {

    final Node left;
    final Node right;
    final ArithmeticOperator operator;
    private final int line;

    Arithmetic(ArithmeticOperator operator, Node left, Node right, int line) {
        this.operator = operator;
        this.left = left;
        this.right = right;
        this.line = line;
    }

    static Arithmetic of(ArithmeticOperator operator, Node left, Node right, int line) {
        if (left instanceof Variables.Local a && right instanceof Variables.Local b) {
            return new OfLocals(operator, a, b, line);
        }
        if (left instanceof Variables.Local a && right instanceof Variables.Constant b && b.isNumber()) {
            return new OfLocalAndConstant(operator, a, b, line);
        }
        return new General(operator, left, right, line);
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

    final double numberOfAny(Frame frame) {
        double a = left.number(frame);
        if (Double.isNaN(a)) {
            return slowLeft(frame, a);
        }
        double b = right.number(frame);
        return Double.isNaN(b) ? slowRight(frame, a, b) : Operators.calculate(operator, a, b);
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

    /** Does an operation on two variables; quick when both have numbers of which nobody else knows. */
    private static final class OfLocals extends Arithmetic {

        private final int leftSlot;
        private final int rightSlot;

        OfLocals(ArithmeticOperator operator, Variables.Local left, Variables.Local right, int line) {
            super(operator, left, right, line);
            this.leftSlot = left.slot();
            this.rightSlot = right.slot();
        }

        @Override
        double number(Frame frame) {
            LuaValue[] slots = frame.slots;
            if (slots[leftSlot] == Frame.UNBOXED && slots[rightSlot] == Frame.UNBOXED) {
                return Operators.calculate(operator, frame.numbers[leftSlot], frame.numbers[rightSlot]);
            }
            return numberOfAny(frame);
        }
    }

    /** Does an operation on a variable and a number that is written in the program. */
    private static final class OfLocalAndConstant extends Arithmetic {

        private final int slot;
        private final double constant;

        OfLocalAndConstant(ArithmeticOperator operator, Variables.Local left, Variables.Constant right, int line) {
            super(operator, left, right, line);
            this.slot = left.slot();
            this.constant = ((LuaNumber) right.value()).value();
        }

        @Override
        double number(Frame frame) {
            double a = frame.slots[slot] == Frame.UNBOXED ? frame.numbers[slot] : left.number(frame);
            return Double.isNaN(a) ? slowLeft(frame, a) : Operators.calculate(operator, a, constant);
        }
    }

    /** Does an operation on any two operands. */
    private static final class General extends Arithmetic {

        General(ArithmeticOperator operator, Node left, Node right, int line) {
            super(operator, left, right, line);
        }

        @Override
        double number(Frame frame) {
            return numberOfAny(frame);
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
