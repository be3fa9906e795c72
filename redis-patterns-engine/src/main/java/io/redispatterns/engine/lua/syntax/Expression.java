package io.redispatterns.engine.lua.syntax;

import java.util.List;

/**
 * An expression. A {@code line} is the one that Lua's own compiler would give the instruction, so that errors name the same line.
 */
public sealed interface Expression {

    /** {@code nil}. */
    record Nil() implements Expression {}

    /** {@code true} or {@code false}. */
    record Bool(boolean value) implements Expression {}

    /** A number, written so or folded from others at compile time as Lua does. */
    @SuppressWarnings("JavaLangClash")
    record Number(double value) implements Expression {}

    /** A string. */
    record Text(String bytes) implements Expression {}

    /** {@code ...}: any number of values. */
    record Varargs() implements Expression {}

    /** A function, which becomes a closure. */
    record Function(FunctionBody body) implements Expression {}

    /** A variable of the function itself. */
    record Local(Variable variable) implements Expression {}

    /** A variable of a function around it. */
    record Upvalue(int index, String name) implements Expression {}

    /** A field of the table of globals. */
    record Global(String name, int line) implements Expression {}

    /** {@code object[key]}; {@code object.name} has a {@link Text} for its key. */
    record Index(Expression object, Expression key, int line) implements Expression {}

    /** A call: any number of values. */
    record Call(Expression function, List<Expression> arguments, int line) implements Expression {}

    /**
     * {@code object:method(arguments)}: any number of values.
     *
     * @param selfLine the line of the instruction that looks the method up
     * @param line the line of the call
     */
    record MethodCall(Expression object, String method, List<Expression> arguments, int selfLine, int line)
            implements Expression {}

    /** Arithmetic on two operands. */
    record Arithmetic(ArithmeticOperator operator, Expression left, Expression right, int line) implements Expression {}

    /** {@code a .. b .. c}: two operands or more, joined from the right at once. */
    record Concatenation(List<Expression> operands, int line) implements Expression {}

    /** A comparison. */
    record Comparison(ComparisonOperator operator, Expression left, Expression right, int line) implements Expression {}

    /** {@code left and right}. */
    record And(Expression left, Expression right) implements Expression {}

    /** {@code left or right}. */
    record Or(Expression left, Expression right) implements Expression {}

    /** {@code not operand}. */
    record Not(Expression operand) implements Expression {}

    /** {@code -operand}. */
    record Negation(Expression operand, int line) implements Expression {}

    /** {@code #operand}. */
    record Length(Expression operand, int line) implements Expression {}

    /** {@code { … }}. */
    record TableConstructor(List<Item> items) implements Expression {}

    /** {@code (inner)}: exactly one value. Present only around calls and {@code ...}, where it makes a difference. */
    record Parentheses(Expression inner) implements Expression {}

    /** One entry of a table constructor. */
    sealed interface Item {

        /** {@code value}: the next index; the last one may give any number of values. */
        record Positional(Expression value) implements Item {}

        /** {@code [key] = value} or {@code name = value}. */
        record Keyed(Expression key, Expression value, int line) implements Item {}
    }
}
