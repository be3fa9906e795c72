package io.redispatterns.engine.lua.syntax;

import io.redispatterns.engine.lua.syntax.Operand.Kind;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The instructions that Lua's compiler would make of a function, as far as they can be told from outside: which constants it folds,
 * on which line it fetches a value, and when it runs out of registers. Nothing else is kept of them.
 */
final class Code {

    private static final int MAX_REGISTERS = 250;

    private final FunctionScope scope;
    private final Tokens tokens;
    private int freeRegister;

    /** The first zero among the constants: the compiler takes 0 and -0 for the same constant. */
    private Expression.@Nullable Number zero;

    Code(FunctionScope scope, Tokens tokens) {
        this.scope = scope;
        this.tokens = tokens;
    }

    int freeRegister() {
        return freeRegister;
    }

    void freeRegistersFrom(int register) {
        freeRegister = register;
    }

    /** Frees all registers but those of the variables in scope. */
    void freeRegisters() {
        freeRegister = scope.active();
    }

    void reserve(int count) {
        checkRegisters(count);
        freeRegister += count;
    }

    void checkRegisters(int count) {
        if (freeRegister + count >= MAX_REGISTERS) {
            throw tokens.failureNear("function or expression too complex");
        }
    }

    private void free(Operand operand) {
        if (operand.kind == Kind.FIXED) {
            free(operand.register);
        }
    }

    private void free(int register) {
        if (register >= scope.active()) {
            freeRegister--;
        }
    }

    /** Fetches a variable, and takes one value of many. */
    void discharge(Operand operand) {
        switch (operand.kind) {
            case LOCAL, CALL -> operand.kind = Kind.FIXED;
            case UPVALUE, VARARGS -> operand.kind = Kind.MOVABLE;
            case GLOBAL -> operand.become(Kind.MOVABLE, fetch((Expression.Global) operand.expression));
            case INDEXED -> {
                free(operand.keyRegister);
                free(operand.register);
                operand.become(Kind.MOVABLE, fetch((Expression.Index) operand.expression));
            }
            default -> {}
        }
    }

    private Expression fetch(Expression.Global global) {
        int line = tokens.lastLine();
        return line == global.line() ? global : new Expression.Global(global.name(), line);
    }

    private Expression fetch(Expression.Index index) {
        int line = tokens.lastLine();
        return line == index.line() ? index : new Expression.Index(index.object(), index.key(), line);
    }

    /** Puts the value into a register, or leaves it in the one of its variable. */
    void toAnyRegister(Operand operand) {
        discharge(operand);
        if (operand.kind != Kind.FIXED || (operand.hasJumps() && operand.register < scope.active())) {
            toNextRegister(operand);
        }
        operand.jumpsIfTrue = false;
        operand.jumpsIfFalse = false;
    }

    /** Puts the value into the next free register. */
    void toNextRegister(Operand operand) {
        discharge(operand);
        free(operand);
        reserve(1);
        toRegister(operand, freeRegister - 1);
    }

    /** Puts the value into the given register. */
    void toRegister(Operand operand, int register) {
        discharge(operand);
        fix(operand, register);
        operand.jumpsIfTrue = false;
        operand.jumpsIfFalse = false;
    }

    /** Has the value where the next instruction can use it: a constant stays one. */
    void toValue(Operand operand) {
        if (operand.hasJumps()) {
            toAnyRegister(operand);
        } else {
            discharge(operand);
        }
    }

    /** Puts the value into a register unless it is a constant. Returns the register. */
    int toRegisterOrConstant(Operand operand) {
        toValue(operand);
        switch (operand.kind) {
            case NIL, TRUE, FALSE, STRING, NUMBER, CONSTANT -> {
                keep(operand);
                operand.kind = Kind.CONSTANT;
            }
            default -> {
                toAnyRegister(operand);
                return operand.register;
            }
        }
        return Operand.NO_REGISTER;
    }

    /** Puts a number, if it is one, among the constants. */
    private void keep(Operand operand) {
        if (operand.kind != Kind.NUMBER || operand.last().value() != 0) {
            return;
        }
        if (zero == null) {
            zero = operand.last();
        }
        operand.replaceLast(zero);
    }

    /** Tests what a statement depends on: {@code nil} is no different from {@code false} there. */
    void condition(Operand operand) {
        if (operand.kind == Kind.NIL) {
            operand.kind = Kind.FALSE;
        }
        continueIfTrue(operand);
    }

    /** Settles the last of some values for the given number of variables. */
    void adjust(ExpressionList values, int variables) {
        if (values.last().isMultiple()) {
            toMultiple(values.last());
        } else {
            toNextRegister(values.last());
        }
        reserve(Math.max(0, variables - values.size()));
    }

    /** Settles a value that is stored in a variable. */
    void store(Operand target, Operand value) {
        switch (target.kind) {
            case LOCAL -> {
                discharge(value);
                keep(value);
            }
            case INDEXED -> toRegisterOrConstant(value);
            default -> toAnyRegister(value);
        }
    }

    /** Gives an open call or {@code ...} as many values as it has. */
    void toMultiple(Operand operand) {
        if (operand.kind == Kind.VARARGS) {
            reserve(1);
        }
    }

    /** Makes the operand, which must be in a register, the object of an index. */
    void index(Operand object, Operand key) {
        object.keyRegister = toRegisterOrConstant(key);
        object.become(Kind.INDEXED, new Expression.Index(object.expression, key.expression, tokens.lastLine()));
    }

    /** Makes the operand the first of the two registers of a method and its object, and returns the line of that. */
    int self(Operand object) {
        toAnyRegister(object);
        free(object);
        object.register = freeRegister;
        object.kind = Kind.FIXED;
        reserve(2);
        return tokens.lastLine();
    }

    /** Makes the operand, which is the function to call, the call: what it was called with is gone. */
    void call(Operand function, Expression call) {
        freeRegister = function.register + 1;
        function.become(Kind.CALL, call);
    }

    void negate(Operand operand) {
        if (operand.isNumeral()) {
            operand.replaceLast(new Expression.Number(-operand.last().value()));
            return;
        }
        toAnyRegister(operand);
        free(operand);
        operand.become(Kind.MOVABLE, new Expression.Negation(operand.expression, tokens.lastLine()));
    }

    void length(Operand operand) {
        toAnyRegister(operand);
        free(operand);
        operand.become(Kind.MOVABLE, new Expression.Length(operand.expression, tokens.lastLine()));
    }

    void not(Operand operand) {
        discharge(operand);
        boolean plain = operand.isPlainConstant();
        operand.expression = plain
                ? new Expression.Bool(operand.kind == Kind.NIL || operand.kind == Kind.FALSE)
                : new Expression.Not(operand.expression);
        switch (operand.kind) {
            case NIL, FALSE -> operand.kind = Kind.TRUE;
            case TRUE, STRING, NUMBER, CONSTANT -> operand.kind = Kind.FALSE;
            case JUMP -> {}
            default -> {
                toFixed(operand);
                free(operand);
                operand.kind = Kind.MOVABLE;
            }
        }
        boolean jumpsIfFalse = operand.jumpsIfTrue;
        operand.jumpsIfTrue = operand.jumpsIfFalse;
        operand.jumpsIfFalse = jumpsIfFalse;
    }

    /** Puts the value into a register, whatever jumps there are within. */
    private void toFixed(Operand operand) {
        if (operand.kind != Kind.FIXED) {
            reserve(1);
            fix(operand, freeRegister - 1);
        }
    }

    private void fix(Operand operand, int register) {
        keep(operand);
        operand.kind = Kind.FIXED;
        operand.register = register;
    }

    /** Tests the left operand of {@code and}, or a condition: what follows is for the case that it is true. */
    private void continueIfTrue(Operand operand) {
        discharge(operand);
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
        discharge(operand);
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
            toFixed(operand);
            free(operand);
        }
    }

    /** Prepares the left operand of an operator, which has just been read. */
    void beforeRight(BinaryOperator operator, Operand left) {
        switch (operator) {
            case AND -> continueIfTrue(left);
            case OR -> continueIfFalse(left);
            case CONCATENATE -> toNextRegister(left);
            case ADD, SUBTRACT, MULTIPLY, DIVIDE, MODULO, POWER -> {
                if (!left.isNumeral()) {
                    toRegisterOrConstant(left);
                }
            }
            case NOT_EQUAL, EQUAL, LESS, LESS_OR_EQUAL, GREATER, GREATER_OR_EQUAL -> toRegisterOrConstant(left);
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

    private void and(Operand left, Operand right) {
        discharge(right);
        right.jumpsIfFalse |= left.jumpsIfFalse;
        if (!left.isPlainConstant()) {
            right.expression = new Expression.And(left.expression, right.expression);
        }
        left.become(right);
    }

    private void or(Operand left, Operand right) {
        discharge(right);
        right.jumpsIfTrue |= left.jumpsIfTrue;
        if (!left.isPlainConstant()) {
            right.expression = new Expression.Or(left.expression, right.expression);
        }
        left.become(right);
    }

    private void concatenate(Operand left, Operand right) {
        toValue(right);
        if (right.kind == Kind.MOVABLE && right.expression instanceof Expression.Concatenation tail) {
            free(left);
            List<Expression> operands = new ArrayList<>(1 + tail.operands().size());
            operands.add(left.expression);
            operands.addAll(tail.operands());
            left.become(Kind.MOVABLE, new Expression.Concatenation(List.copyOf(operands), tail.line()));
        } else {
            toNextRegister(right);
            free(right);
            free(left);
            List<Expression> operands = List.of(left.expression, right.expression);
            left.become(Kind.MOVABLE, new Expression.Concatenation(operands, tokens.lastLine()));
        }
    }

    private void arithmetic(ArithmeticOperator operator, Operand left, Operand right) {
        if (left.isNumeral() && right.isNumeral() && fold(operator, left, right)) {
            return;
        }
        toRegisterOrConstant(right);
        toRegisterOrConstant(left);
        free(right);
        free(left);
        int line = tokens.lastLine();
        left.become(Kind.MOVABLE, new Expression.Arithmetic(operator, left.expression, right.expression, line));
    }

    /** Makes two numbers the result, unless they are divided by zero or the result is NaN. */
    private static boolean fold(ArithmeticOperator operator, Operand left, Operand right) {
        double divisor = right.last().value();
        boolean byZero =
                divisor == 0 && (operator == ArithmeticOperator.DIVIDE || operator == ArithmeticOperator.MODULO);
        double result = operator.apply(left.last().value(), divisor);
        if (byZero || Double.isNaN(result)) {
            return false;
        }
        right.replaceLast(new Expression.Number(result));
        left.replaceLast(right.expression);
        return true;
    }

    private void compare(ComparisonOperator operator, Operand left, Operand right) {
        toRegisterOrConstant(left);
        toRegisterOrConstant(right);
        free(right);
        free(left);
        int line = tokens.lastLine();
        left.become(Kind.JUMP, new Expression.Comparison(operator, left.expression, right.expression, line));
    }
}
