package io.redispatterns.engine.lua;

import io.redispatterns.engine.lua.syntax.ComparisonOperator;
import org.jspecify.annotations.Nullable;

/** The operators that compare, and those on truth values. */
abstract class Comparison extends Node {

    final Node left;
    final Node right;
    private final int line;

    Comparison(Node left, Node right, int line) {
        this.left = left;
        this.right = right;
        this.line = line;
    }

    static Node of(ComparisonOperator operator, Node left, Node right, int line) {
        return switch (operator) {
            case EQUAL -> new Equal(left, right, line, false);
            case NOT_EQUAL -> new Equal(left, right, line, true);
            case LESS -> new Less(left, right, line, false);
            case LESS_OR_EQUAL -> new LessOrEqual(left, right, line, false);
            case GREATER -> new Less(left, right, line, true);
            case GREATER_OR_EQUAL -> new LessOrEqual(left, right, line, true);
        };
    }

    @Override
    final LuaValue eval(Frame frame) {
        return LuaBoolean.of(test(frame));
    }

    @Override
    public final int line() {
        return line;
    }

    private static final class Equal extends Comparison {

        private final boolean negated;

        Equal(Node left, Node right, int line, boolean negated) {
            super(left, right, line);
            this.negated = negated;
        }

        @Override
        boolean test(Frame frame) {
            LuaValue a = left.eval(frame);
            LuaValue b = right.eval(frame);
            return isEqual(frame, a, b) != negated;
        }

        private boolean isEqual(Frame frame, LuaValue a, LuaValue b) {
            if (a == b && !(a instanceof LuaNumber)) {
                return true;
            }
            if (!(a instanceof LuaTable)) {
                return Operators.rawEqual(frame.lua, a, b);
            }
            frame.site = this;
            return Operators.equal(frame.lua, a, b);
        }
    }

    private static final class Less extends Comparison {

        private final boolean swapped;

        Less(Node left, Node right, int line, boolean swapped) {
            super(left, right, line);
            this.swapped = swapped;
        }

        @Override
        boolean test(Frame frame) {
            double a = left.number(frame);
            if (!Double.isNaN(a)) {
                double b = right.number(frame);
                return !Double.isNaN(b) ? (swapped ? b < a : a < b) : slow(frame, LuaNumber.of(a), frame.boxed(b));
            }
            LuaValue l = frame.boxed(a);
            return slow(frame, l, right.eval(frame));
        }

        private boolean slow(Frame frame, LuaValue l, LuaValue r) {
            frame.site = this;
            return swapped ? Operators.less(frame.lua, r, l) : Operators.less(frame.lua, l, r);
        }
    }

    private static final class LessOrEqual extends Comparison {

        private final boolean swapped;

        LessOrEqual(Node left, Node right, int line, boolean swapped) {
            super(left, right, line);
            this.swapped = swapped;
        }

        @Override
        boolean test(Frame frame) {
            double a = left.number(frame);
            if (!Double.isNaN(a)) {
                double b = right.number(frame);
                return !Double.isNaN(b) ? (swapped ? b <= a : a <= b) : slow(frame, LuaNumber.of(a), frame.boxed(b));
            }
            LuaValue l = frame.boxed(a);
            return slow(frame, l, right.eval(frame));
        }

        private boolean slow(Frame frame, LuaValue l, LuaValue r) {
            frame.site = this;
            return swapped ? Operators.lessOrEqual(frame.lua, r, l) : Operators.lessOrEqual(frame.lua, l, r);
        }
    }

    /** {@code not operand}. */
    static final class Not extends Node {

        private final Node operand;

        Not(Node operand) {
            this.operand = operand;
        }

        @Override
        LuaValue eval(Frame frame) {
            return LuaBoolean.of(!operand.test(frame));
        }

        @Override
        boolean test(Frame frame) {
            return !operand.test(frame);
        }
    }

    /** {@code left and right}. */
    static final class And extends Node {

        private final Node left;
        private final Node right;
        private final @Nullable Name name;

        And(Node left, Node right, @Nullable Name name) {
            this.left = left;
            this.right = right;
            this.name = name;
        }

        @Override
        LuaValue eval(Frame frame) {
            LuaValue value = left.eval(frame);
            return value.isTruthy() ? right.eval(frame) : value;
        }

        @Override
        @Nullable
        Name name() {
            return name;
        }

        @Override
        boolean test(Frame frame) {
            return left.test(frame) && right.test(frame);
        }
    }

    /** {@code left or right}. */
    static final class Or extends Node {

        private final Node left;
        private final Node right;
        private final @Nullable Name name;

        Or(Node left, Node right, @Nullable Name name) {
            this.left = left;
            this.right = right;
            this.name = name;
        }

        @Override
        LuaValue eval(Frame frame) {
            LuaValue value = left.eval(frame);
            return value.isTruthy() ? value : right.eval(frame);
        }

        @Override
        @Nullable
        Name name() {
            return name;
        }

        @Override
        boolean test(Frame frame) {
            return left.test(frame) || right.test(frame);
        }
    }
}
