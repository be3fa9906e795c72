package io.redispatterns.engine.lua.syntax;

import io.redispatterns.engine.lua.syntax.Operand.Kind;
import java.util.ArrayList;
import java.util.List;

/** What operators make of their operands, constants folded as Lua's compiler folds them. */
final class Operators {

    private final Code code;
    private final Tokens tokens;

    Operators(Code code, Tokens tokens) {
        this.code = code;
        this.tokens = tokens;
    }

    /** Tests what a statement depends on: {@code nil} is no different from {@code false} there. */
    void condition(Operand operand) {
        if (operand.kind == Kind.NIL) {
            operand.kind = Kind.FALSE;
        }
        continueIfTrue(operand);
    }

    void negate(Operand operand) {
        if (operand.isNumeral()) {
            operand.replaceLast(new Expression.Number(-operand.last().value()));
            return;
        }
        code.toAnyRegister(operand);
        code.free(operand);
        operand.become(Kind.MOVABLE, new Expression.Negation(operand.expression, tokens.lastLine()));
    }

    void length(Operand operand) {
        code.toAnyRegister(operand);
        code.free(operand);
        operand.become(Kind.MOVABLE, new Expression.Length(operand.expression, tokens.lastLine()));
    }

    void not(Operand operand) {
        code.discharge(operand);
        boolean plain = operand.isPlainConstant();
        operand.expression = plain
                ? new Expression.Bool(operand.kind == Kind.NIL || operand.kind == Kind.FALSE)
                : new Expression.Not(operand.expression);
        switch (operand.kind) {
            case NIL, FALSE -> operand.kind = Kind.TRUE;
            case TRUE, STRING, NUMBER, CONSTANT -> operand.kind = Kind.FALSE;
            case JUMP -> {}
            default -> {
                code.toFixed(operand);
                code.free(operand);
                operand.kind = Kind.MOVABLE;
            }
        }
        boolean jumpsIfFalse = operand.jumpsIfTrue;
        operand.jumpsIfTrue = operand.jumpsIfFalse;
        operand.jumpsIfFalse = jumpsIfFalse;
    }

    /** Tests the left operand of {@code and}, or a condition: what follows is for the case that it is true. */
    private void continueIfTrue(Operand operand) {
        code.discharge(operand);
        switch (operand.kind) {
            case STRING, NUMBER, CONSTANT, TRUE -> {}
            case JUMP -> operand.jumpsIfFalse = true;
            default -> {
                test(operand);
                operand.jumpsIfFalse = true;
            }
        }
        operand.jumpsIfTrue = false;
    }

    /** Tests the left operand of {@code or}: what follows is for the case that it is false. */
    private void continueIfFalse(Operand operand) {
        code.discharge(operand);
        switch (operand.kind) {
            case NIL, FALSE -> {}
            case JUMP -> operand.jumpsIfTrue = true;
            default -> {
                test(operand);
                operand.jumpsIfTrue = true;
            }
        }
        operand.jumpsIfFalse = false;
    }

    private void test(Operand operand) {
        if (operand.kind != Kind.MOVABLE || !(operand.expression instanceof Expression.Not)) {
            code.toFixed(operand);
            code.free(operand);
        }
    }

    /** Prepares the left operand of an operator, which has just been read. */
    void beforeRight(BinaryOperator operator, Operand left) {
        switch (operator) {
            case AND -> continueIfTrue(left);
            case OR -> continueIfFalse(left);
            case CONCATENATE -> code.toNextRegister(left);
            case ADD, SUBTRACT, MULTIPLY, DIVIDE, MODULO, POWER -> {
                if (!left.isNumeral()) {
                    code.toRegisterOrConstant(left);
                }
            }
            case NOT_EQUAL, EQUAL, LESS, LESS_OR_EQUAL, GREATER, GREATER_OR_EQUAL -> code.toRegisterOrConstant(left);
        }
    }

    /** Joins both operands of an operator into the left one. */
    void afterRight(BinaryOperator operator, Operand left, Operand right) {
        switch (operator) {
            case AND -> and(left, right);
            case OR -> or(left, right);
            case CONCATENATE -> concatenate(left, right);
            case ADD -> arithmetic(ArithmeticOperator.ADD, left, right);
            case SUBTRACT -> arithmetic(ArithmeticOperator.SUBTRACT, left, right);
            case MULTIPLY -> arithmetic(ArithmeticOperator.MULTIPLY, left, right);
            case DIVIDE -> arithmetic(ArithmeticOperator.DIVIDE, left, right);
            case MODULO -> arithmetic(ArithmeticOperator.MODULO, left, right);
            case POWER -> arithmetic(ArithmeticOperator.POWER, left, right);
            case NOT_EQUAL -> compare(ComparisonOperator.NOT_EQUAL, left, right);
            case EQUAL -> compare(ComparisonOperator.EQUAL, left, right);
            case LESS -> compare(ComparisonOperator.LESS, left, right);
            case LESS_OR_EQUAL -> compare(ComparisonOperator.LESS_OR_EQUAL, left, right);
            case GREATER -> compare(ComparisonOperator.GREATER, left, right);
            case GREATER_OR_EQUAL -> compare(ComparisonOperator.GREATER_OR_EQUAL, left, right);
        }
    }

    /** An operand has one value, also where the operator is left out. */
    private static Expression single(Expression operand) {
        boolean isOpen = operand instanceof Expression.Call
                || operand instanceof Expression.MethodCall
                || operand instanceof Expression.Varargs;
        return isOpen ? new Expression.Parentheses(operand) : operand;
    }

    private void and(Operand left, Operand right) {
        code.discharge(right);
        right.jumpsIfFalse |= left.jumpsIfFalse;
        right.expression = left.isPlainConstant()
                ? single(right.expression)
                : new Expression.And(left.expression, right.expression);
        left.become(right);
    }

    private void or(Operand left, Operand right) {
        code.discharge(right);
        right.jumpsIfTrue |= left.jumpsIfTrue;
        right.expression = left.isPlainConstant()
                ? single(right.expression)
                : new Expression.Or(left.expression, right.expression);
        left.become(right);
    }

    private void concatenate(Operand left, Operand right) {
        code.toValue(right);
        if (right.kind == Kind.MOVABLE && right.expression instanceof Expression.Concatenation tail) {
            code.free(left);
            List<Expression> operands = new ArrayList<>(1 + tail.operands().size());
            operands.add(left.expression);
            operands.addAll(tail.operands());
            left.become(Kind.MOVABLE, new Expression.Concatenation(List.copyOf(operands), tail.line()));
        } else {
            code.toNextRegister(right);
            code.free(right);
            code.free(left);
            List<Expression> operands = List.of(left.expression, right.expression);
            left.become(Kind.MOVABLE, new Expression.Concatenation(operands, tokens.lastLine()));
        }
    }

    private void arithmetic(ArithmeticOperator operator, Operand left, Operand right) {
        if (left.isNumeral() && right.isNumeral() && fold(operator, left, right)) {
            return;
        }
        code.toRegisterOrConstant(right);
        code.toRegisterOrConstant(left);
        code.free(right);
        code.free(left);
        int line = tokens.lastLine();
        left.become(Kind.MOVABLE, new Expression.Arithmetic(operator, left.expression, right.expression, line));
    }

    /**
     * Makes two numbers the result, unless they are divided by zero or the result is NaN. Nor if something has to be done before either:
     * then nobody can tell the difference.
     */
    private static boolean fold(ArithmeticOperator operator, Operand left, Operand right) {
        double divisor = right.last().value();
        boolean byZero =
                divisor == 0 && (operator == ArithmeticOperator.DIVIDE || operator == ArithmeticOperator.MODULO);
        double result = operator.apply(left.last().value(), divisor);
        boolean plain = left.isPlainConstant() || right.isPlainConstant();
        if (byZero || Double.isNaN(result) || !plain) {
            return false;
        }
        right.replaceLast(new Expression.Number(result));
        left.replaceLast(right.expression);
        return true;
    }

    private void compare(ComparisonOperator operator, Operand left, Operand right) {
        code.toRegisterOrConstant(left);
        code.toRegisterOrConstant(right);
        code.free(right);
        code.free(left);
        int line = tokens.lastLine();
        left.become(Kind.JUMP, new Expression.Comparison(operator, left.expression, right.expression, line));
    }
}
