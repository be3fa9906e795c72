package io.redispatterns.engine.lua;

import io.redispatterns.engine.lua.syntax.Expression;
import org.jspecify.annotations.Nullable;

/**
 * How errors call the value of {@code and} and {@code or}. PUC Lua looks for the instruction that filled the register, and takes every
 * jump forward that it meets on the way: where the first operand's jump leads past all others there is no name, else the name is that
 * of the operand to which it leads.
 */
final class ValueName {

    private ValueName() {}

    /** Returns how an expression's value is called; null when it has no name. */
    static @Nullable Name of(Expression expression) {
        if (expression instanceof Expression.And and) {
            return leavesWith(and.left(), false) ? of(and.right()) : null;
        }
        if (expression instanceof Expression.Or or) {
            return leavesWith(or.left(), true) ? null : of(or.right());
        }
        if (expression instanceof Expression.Local local) {
            return new Name("local", local.variable().name());
        }
        if (expression instanceof Expression.Global global) {
            return new Name("global", global.name());
        }
        if (expression instanceof Expression.Upvalue upvalue) {
            return new Name("upvalue", upvalue.name());
        }
        if (expression instanceof Expression.Index index) {
            return index.key() instanceof Expression.Text text ? new Name("field", text.bytes()) : Name.UNKNOWN_FIELD;
        }
        return null;
    }

    /** Whether an operand is left with true by its first jump; one that is no {@code and} or {@code or} jumps as it is asked to. */
    private static boolean leavesWith(Expression operand, boolean asked) {
        if (operand instanceof Expression.And and) {
            return leavesWith(and.left(), false) && leavesWith(and.right(), asked);
        }
        if (operand instanceof Expression.Or or) {
            return leavesWith(or.left(), true) || leavesWith(or.right(), asked);
        }
        return asked;
    }
}
