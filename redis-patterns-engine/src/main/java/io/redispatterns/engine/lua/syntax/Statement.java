package io.redispatterns.engine.lua.syntax;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A statement. A {@code line} is the one that Lua's own compiler would give the instruction. */
public sealed interface Statement {

    /** {@code local variables = values}. */
    record LocalDeclaration(List<Variable> variables, List<Expression> values) implements Statement {}

    /** {@code local function name}: the variable is in scope within the function. */
    record LocalFunction(Variable variable, FunctionBody body) implements Statement {}

    /**
     * {@code targets = values}, also {@code function a.b.c() end}. A target is a {@link Expression.Local}, {@link Expression.Upvalue},
     * {@link Expression.Global} or {@link Expression.Index}.
     *
     * @param line the line of the instructions that store
     */
    record Assignment(List<Expression> targets, List<Expression> values, int line) implements Statement {}

    /** A call or method call whose results nobody wants. */
    record CallStatement(Expression call) implements Statement {}

    /** {@code do block end}. */
    record Do(Block block) implements Statement {}

    /** {@code while condition do block end}. */
    record While(Expression condition, Block block) implements Statement {}

    /** {@code repeat block until condition}: the condition sees the block's variables. */
    record Repeat(Block block, Expression condition) implements Statement {}

    /** {@code if … elseif … else … end}. */
    record If(List<Clause> clauses, @Nullable Block otherwise) implements Statement {}

    /** One condition and what is done when it holds and none before it did. */
    record Clause(Expression condition, Block block) {}

    /** {@code for variable = start, limit, step do block end}. */
    record NumericFor(
            Variable variable,
            Expression start,
            Expression limit,
            @Nullable Expression step,
            Block block,
            int line) implements Statement {}

    /** {@code for variables in values do block end}. */
    record GenericFor(List<Variable> variables, List<Expression> values, Block block, int line) implements Statement {}

    /** {@code return values}. A single call in it is a tail call. */
    record Return(List<Expression> values) implements Statement {}

    /** {@code break}. */
    record Break() implements Statement {}
}
