package io.redispatterns.engine.lua;

import io.redispatterns.engine.lua.syntax.Expression;
import io.redispatterns.engine.lua.syntax.Statement;
import io.redispatterns.engine.lua.syntax.Variable;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Makes the instructions of an assignment: targets are looked at first, then values are evaluated, then stored from right to left. */
final class AssignmentCompiler {

    private final Code code;
    private final ExpressionCompiler expressions;

    AssignmentCompiler(Code code, ExpressionCompiler expressions) {
        this.code = code;
        this.expressions = expressions;
    }

    /** What is assigned to: an element of a table has its parts evaluated. */
    private record Target(
            Expression expression,
            @Nullable Node object,
            @Nullable Node key) {}

    void compile(Statement.Assignment assignment) {
        List<Expression> targets = assignment.targets();
        List<Expression> values = assignment.values();
        if (targets.size() == 1 && values.size() == 1) {
            single(targets.get(0), values.get(0), assignment.line());
            return;
        }
        List<Target> prepared = new ArrayList<>();
        for (Expression target : targets) {
            prepared.add(prepare(target, targets));
        }
        int base = code.reserve(targets.size());
        expressions.into(values, base, targets.size());
        for (int i = targets.size() - 1; i >= 0; i--) {
            store(prepared.get(i), new Variables.Local(base + i, null, true), assignment.line());
        }
    }

    private void single(Expression target, Expression value, int line) {
        Target prepared = prepare(target, List.of());
        if (target instanceof Expression.Local local
                && !local.variable().isCaptured()
                && ExpressionCompiler.isCall(value)) {
            expressions.call(value, code.slotOf(local.variable()), 1);
            return;
        }
        boolean isDisturbed = expressions.hasCall(value) && prepared.object != null && prepared.key != null;
        Target steady = isDisturbed ? steady(prepared) : prepared;
        store(steady, expressions.node(value), line);
    }

    private Target steady(Target target) {
        return new Target(target.expression, steady(target.object), steady(target.key));
    }

    private @Nullable Node steady(@Nullable Node node) {
        return node == null || ExpressionCompiler.isLive(node) ? node : expressions.settle(node);
    }

    /** Evaluates what a target consists of, but for variables that stay as they are: those that none of some other targets sets. */
    private Target prepare(Expression target, List<Expression> others) {
        if (!(target instanceof Expression.Index index)) {
            return new Target(target, null, null);
        }
        Node[] parts = expressions.operands(index.object(), index.key());
        return others.isEmpty()
                ? new Target(target, parts[0], parts[1])
                : new Target(target, settled(parts[0], index.object(), others), settled(parts[1], index.key(), others));
    }

    private Node settled(Node node, Expression part, List<Expression> others) {
        return ExpressionCompiler.isLive(node) && !others.contains(part) ? node : expressions.settle(node);
    }

    private void store(Target target, Node value, int line) {
        Expression expression = target.expression;
        if (target.object != null && target.key != null) {
            code.emit(new Assignments.SetIndex(target.object, target.key, value, line));
        } else if (expression instanceof Expression.Local local) {
            storeLocal(local.variable(), value);
        } else if (expression instanceof Expression.Upvalue upvalue) {
            code.emit(new Assignments.SetUpvalue(upvalue.index(), value));
        } else if (expression instanceof Expression.Global global) {
            code.emit(new Assignments.SetGlobal(LuaString.ofLatin1(global.name()), value, line));
        }
    }

    private void storeLocal(Variable variable, Node value) {
        code.emit(
                variable.isCaptured()
                        ? new Assignments.SetCell(code.cellOf(variable), value)
                        : Assignments.setLocal(code.slotOf(variable), value));
    }
}
