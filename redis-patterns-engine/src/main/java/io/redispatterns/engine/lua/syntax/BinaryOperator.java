package io.redispatterns.engine.lua.syntax;

import org.jspecify.annotations.Nullable;

/** The operators between two operands and how tightly they hold each. */
enum BinaryOperator {
    ADD(6, 6),
    SUBTRACT(6, 6),
    MULTIPLY(7, 7),
    DIVIDE(7, 7),
    MODULO(7, 7),
    POWER(10, 9),
    CONCATENATE(5, 4),
    NOT_EQUAL(3, 3),
    EQUAL(3, 3),
    LESS(3, 3),
    LESS_OR_EQUAL(3, 3),
    GREATER(3, 3),
    GREATER_OR_EQUAL(3, 3),
    AND(2, 2),
    OR(1, 1);

    /** How tightly an operator before its only operand holds it. */
    static final int UNARY_PRIORITY = 8;

    private final int left;
    private final int right;

    BinaryOperator(int left, int right) {
        this.left = left;
        this.right = right;
    }

    /** How tightly the left operand is held. */
    int left() {
        return left;
    }

    /** How tightly the right operand is held: less than the left one by operators that are grouped from the right. */
    int right() {
        return right;
    }

    /** Returns the operator that a token is, or null. */
    static @Nullable BinaryOperator of(int token) {
        return switch (token) {
            case '+' -> ADD;
            case '-' -> SUBTRACT;
            case '*' -> MULTIPLY;
            case '/' -> DIVIDE;
            case '%' -> MODULO;
            case '^' -> POWER;
            case Token.CONCAT -> CONCATENATE;
            case Token.NOT_EQUAL -> NOT_EQUAL;
            case Token.EQUAL -> EQUAL;
            case '<' -> LESS;
            case Token.LESS_OR_EQUAL -> LESS_OR_EQUAL;
            case '>' -> GREATER;
            case Token.GREATER_OR_EQUAL -> GREATER_OR_EQUAL;
            case Token.AND -> AND;
            case Token.OR -> OR;
            default -> null;
        };
    }
}
