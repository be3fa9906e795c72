package io.redispatterns.engine.lua.syntax;

import io.redispatterns.engine.lua.syntax.Operand.Kind;
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

    void free(Operand operand) {
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

    /** Puts the value into a register, whatever jumps there are within. */
    void toFixed(Operand operand) {
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
}
