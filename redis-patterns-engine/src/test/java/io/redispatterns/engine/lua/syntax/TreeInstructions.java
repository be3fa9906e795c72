package io.redispatterns.engine.lua.syntax;

import java.util.ArrayList;
import java.util.List;

/** The instructions that a function's tree says may fail, with its constants and the functions within. */
final class TreeInstructions {

    final List<String> instructions = new ArrayList<>();
    final List<Double> numbers = new ArrayList<>();
    final List<String> strings = new ArrayList<>();
    final List<FunctionBody> functions = new ArrayList<>();

    TreeInstructions(FunctionBody body) {
        visit(body.block());
        instructions.sort(null);
    }

    private void add(String name, int line) {
        instructions.add(name + "@" + line);
    }

    private void visit(Block block) {
        block.statements().forEach(this::visit);
    }

    private void visit(Statement statement) {
        if (statement instanceof Statement.LocalDeclaration local) {
            local.values().forEach(this::visit);
        } else if (statement instanceof Statement.LocalFunction local) {
            functions.add(local.body());
        } else if (statement instanceof Statement.Assignment assignment) {
            assignment.targets().forEach(target -> visitTarget(target, assignment.line()));
            assignment.values().forEach(this::visit);
        } else if (statement instanceof Statement.CallStatement call) {
            visit(call.call());
        } else if (statement instanceof Statement.Return returned) {
            returned.values().forEach(this::visit);
        } else if (!(statement instanceof Statement.Break)) {
            visitControl(statement);
        }
    }

    private void visitTarget(Expression target, int line) {
        if (target instanceof Expression.Global global) {
            strings.add(global.name());
            add("SETGLOBAL", line);
        } else if (target instanceof Expression.Index index) {
            visit(index.object());
            visit(index.key());
            add("SETTABLE", line);
        }
    }

    private void visitControl(Statement statement) {
        if (statement instanceof Statement.Do group) {
            visit(group.block());
        } else if (statement instanceof Statement.While loop) {
            visit(loop.condition());
            visit(loop.block());
        } else if (statement instanceof Statement.Repeat loop) {
            visit(loop.block());
            visit(loop.condition());
        } else if (statement instanceof Statement.If branches) {
            branches.clauses().forEach(clause -> {
                visit(clause.condition());
                visit(clause.block());
            });
            if (branches.otherwise() != null) {
                visit(branches.otherwise());
            }
        } else if (statement instanceof Statement.NumericFor loop) {
            visit(loop);
        } else if (statement instanceof Statement.GenericFor loop) {
            loop.values().forEach(this::visit);
            visit(loop.block());
            add("TFORLOOP", loop.line());
        } else {
            throw new AssertionError(statement);
        }
    }

    private void visit(Statement.NumericFor loop) {
        visit(loop.start());
        visit(loop.limit());
        if (loop.step() == null) {
            numbers.add(1.0);
        } else {
            visit(loop.step());
        }
        add("FORPREP", loop.line());
        visit(loop.block());
    }

    private void visit(Expression expression) {
        if (expression instanceof Expression.Number number) {
            numbers.add(number.value());
        } else if (expression instanceof Expression.Text text) {
            strings.add(text.bytes());
        } else if (expression instanceof Expression.Function function) {
            functions.add(function.body());
        } else if (expression instanceof Expression.Global global) {
            strings.add(global.name());
            add("GETGLOBAL", global.line());
        } else if (expression instanceof Expression.Index index) {
            visit(index.object());
            visit(index.key());
            add("GETTABLE", index.line());
        } else if (expression instanceof Expression.Parentheses parentheses) {
            visit(parentheses.inner());
        } else if (expression instanceof Expression.TableConstructor table) {
            table.items().forEach(this::visit);
        } else {
            visitCall(expression);
        }
    }

    private void visitCall(Expression expression) {
        if (expression instanceof Expression.Call call) {
            visit(call.function());
            call.arguments().forEach(this::visit);
            add("CALL", call.line());
        } else if (expression instanceof Expression.MethodCall call) {
            visit(call.object());
            strings.add(call.method());
            add("SELF", call.selfLine());
            call.arguments().forEach(this::visit);
            add("CALL", call.line());
        } else {
            visitOperator(expression);
        }
    }

    private void visitOperator(Expression expression) {
        if (expression instanceof Expression.Arithmetic arithmetic) {
            visit(arithmetic.left());
            visit(arithmetic.right());
            add(arithmetic.operator().name(), arithmetic.line());
        } else if (expression instanceof Expression.Comparison comparison) {
            visit(comparison.left());
            visit(comparison.right());
            add(name(comparison.operator()), comparison.line());
        } else if (expression instanceof Expression.Concatenation concatenation) {
            concatenation.operands().forEach(this::visit);
            add("CONCAT", concatenation.line());
        } else if (expression instanceof Expression.And and) {
            visit(and.left());
            visit(and.right());
        } else if (expression instanceof Expression.Or or) {
            visit(or.left());
            visit(or.right());
        } else if (expression instanceof Expression.Not not) {
            visit(not.operand());
        } else if (expression instanceof Expression.Negation negation) {
            visit(negation.operand());
            add("UNM", negation.line());
        } else if (expression instanceof Expression.Length length) {
            visit(length.operand());
            add("LEN", length.line());
        }
    }

    private static String name(ComparisonOperator operator) {
        return switch (operator) {
            case EQUAL, NOT_EQUAL -> "EQ";
            case LESS, GREATER -> "LT";
            case LESS_OR_EQUAL, GREATER_OR_EQUAL -> "LE";
        };
    }

    private void visit(Expression.Item item) {
        if (item instanceof Expression.Item.Positional positional) {
            visit(positional.value());
        } else if (item instanceof Expression.Item.Keyed keyed) {
            visit(keyed.key());
            visit(keyed.value());
            add("SETTABLE", keyed.line());
        }
    }
}
