package io.redispatterns.engine.lua.syntax;

/** The operators on two numbers. */
public enum ArithmeticOperator {
    ADD,
    SUBTRACT,
    MULTIPLY,
    DIVIDE,
    MODULO,
    POWER;

    /** Returns what the operator makes of two numbers. The result of {@code MODULO} has the sign of the right one. */
    public double apply(double left, double right) {
        return switch (this) {
            case ADD -> left + right;
            case SUBTRACT -> left - right;
            case MULTIPLY -> left * right;
            case DIVIDE -> left / right;
            case MODULO -> left - Math.floor(left / right) * right;
            case POWER -> power(left, right);
        };
    }

    /** As in C, 1 to any power is 1, and so is -1 to an infinite one; {@link Math#pow} answers NaN there. */
    private static double power(double base, double exponent) {
        boolean one = base == 1 || (base == -1 && Double.isInfinite(exponent));
        return one ? 1 : Math.pow(base, exponent);
    }
}
