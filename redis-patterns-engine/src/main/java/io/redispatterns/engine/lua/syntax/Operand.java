package io.redispatterns.engine.lua.syntax;

/**
 * An expression that has been read, and how far Lua's compiler would be with it. What it does with an expression depends on what comes
 * next, and the lines of the instructions, the number of registers and the folding of constants depend on that.
 */
final class Operand {

    /** Where the value is. */
    enum Kind {
        /** A constant: {@code nil}, a boolean or a string. */
        NIL,
        TRUE,
        FALSE,
        STRING,
        /** A number, from which others may be folded. */
        NUMBER,
        /** A constant for which an instruction has a place. */
        CONSTANT,
        /** Variables that have not been fetched: they may be assigned to. */
        LOCAL,
        UPVALUE,
        GLOBAL,
        INDEXED,
        /** A comparison: it jumps rather than gives a value. */
        JUMP,
        /** The result of an instruction that may still choose its register. */
        MOVABLE,
        /** In a register. */
        FIXED,
        /** Calls and {@code ...}: the number of their results is not yet decided. */
        CALL,
        VARARGS
    }

    /** Stands for a register where a constant is used in its place. */
    static final int NO_REGISTER = -1;

    Kind kind;
    Expression expression;

    /** The register of the value; of the object while the operand is {@link Kind#INDEXED}. */
    int register;

    /** The register of the key while the operand is {@link Kind#INDEXED}. */
    int keyRegister = NO_REGISTER;

    /** Whether parts of the expression jump to its end if they are true, or if they are false. */
    boolean jumpsIfTrue;

    boolean jumpsIfFalse;

    Operand(Kind kind, Expression expression, int register) {
        this.kind = kind;
        this.expression = expression;
        this.register = register;
    }

    Operand(Kind kind, Expression expression) {
        this(kind, expression, NO_REGISTER);
    }

    /** Becomes the result of an instruction on it. */
    void become(Kind newKind, Expression newExpression) {
        kind = newKind;
        expression = newExpression;
    }

    /** Becomes another operand. */
    void become(Operand other) {
        become(other.kind, other.expression);
        register = other.register;
        jumpsIfTrue = other.jumpsIfTrue;
        jumpsIfFalse = other.jumpsIfFalse;
    }

    boolean hasJumps() {
        return jumpsIfTrue || jumpsIfFalse;
    }

    /**
     * Whether it is a number, from which others may be folded. Something may have to be done before, as in {@code (x or 1) and 2}: the
     * number is that of {@link #last}.
     */
    boolean isNumeral() {
        return kind == Kind.NUMBER && !hasJumps();
    }

    /** The number that it is unless a jump leads past it. */
    Expression.Number last() {
        Expression last = expression;
        while (!(last instanceof Expression.Number)) {
            last = last instanceof Expression.And and ? and.right() : ((Expression.Or) last).right();
        }
        return (Expression.Number) last;
    }

    /** Puts something else in the place of the number that it is unless a jump leads past it. */
    void replaceLast(Expression replacement) {
        expression = replaceLast(expression, replacement);
    }

    private static Expression replaceLast(Expression expression, Expression replacement) {
        if (expression instanceof Expression.And and) {
            return new Expression.And(and.left(), replaceLast(and.right(), replacement));
        }
        if (expression instanceof Expression.Or or) {
            return new Expression.Or(or.left(), replaceLast(or.right(), replacement));
        }
        return replacement;
    }

    /** Whether it may give any number of values. */
    boolean isMultiple() {
        return kind == Kind.CALL || kind == Kind.VARARGS;
    }

    boolean isAssignable() {
        return kind == Kind.LOCAL || kind == Kind.UPVALUE || kind == Kind.GLOBAL || kind == Kind.INDEXED;
    }

    /** Whether it is a constant as it is written, with no jump within. */
    boolean isPlainConstant() {
        return !hasJumps()
                && (expression instanceof Expression.Number
                        || expression instanceof Expression.Text
                        || expression instanceof Expression.Bool
                        || expression instanceof Expression.Nil);
    }
}
