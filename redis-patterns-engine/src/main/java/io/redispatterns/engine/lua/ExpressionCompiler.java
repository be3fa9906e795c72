package io.redispatterns.engine.lua;

import io.redispatterns.engine.lua.syntax.Expression;
import io.redispatterns.engine.lua.syntax.FunctionBody;
import io.redispatterns.engine.lua.syntax.Variable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.IdentityHashMap;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Makes nodes from a function's expressions. A call inside an expression becomes an instruction of its own before it, and its result
 * an intermediate one; so does all that has to be evaluated before that call.
 */
final class ExpressionCompiler {

    private final Code code;
    private final IdentityHashMap<Expression, Boolean> withCall = new IdentityHashMap<>();

    ExpressionCompiler(Code code) {
        this.code = code;
    }

    static boolean isCall(Expression expression) {
        return expression instanceof Expression.Call || expression instanceof Expression.MethodCall;
    }

    /** Whether the number of values of a list is known only when it is evaluated. */
    static boolean isOpen(List<Expression> list) {
        Expression last = list.isEmpty() ? null : list.get(list.size() - 1);
        return last instanceof Expression.Varargs || (last != null && isCall(last));
    }

    /** Whether evaluating an expression calls something by an instruction. */
    boolean hasCall(Expression expression) {
        Boolean known = withCall.get(expression);
        if (known == null) {
            known = isCall(expression) || parts(expression).stream().anyMatch(this::hasCall);
            withCall.put(expression, known);
        }
        return known;
    }

    private static List<Expression> parts(Expression expression) {
        if (expression instanceof Expression.Index index) {
            return List.of(index.object(), index.key());
        }
        if (expression instanceof Expression.Arithmetic arithmetic) {
            return List.of(arithmetic.left(), arithmetic.right());
        }
        if (expression instanceof Expression.Comparison comparison) {
            return List.of(comparison.left(), comparison.right());
        }
        if (expression instanceof Expression.And and) {
            return List.of(and.left(), and.right());
        }
        if (expression instanceof Expression.Or or) {
            return List.of(or.left(), or.right());
        }
        if (expression instanceof Expression.Concatenation concatenation) {
            return concatenation.operands();
        }
        if (expression instanceof Expression.TableConstructor table) {
            return TableCompiler.parts(table);
        }
        Expression operand = operand(expression);
        return operand == null ? List.of() : List.of(operand);
    }

    private static @Nullable Expression operand(Expression expression) {
        if (expression instanceof Expression.Not not) {
            return not.operand();
        }
        if (expression instanceof Expression.Negation negation) {
            return negation.operand();
        }
        if (expression instanceof Expression.Length length) {
            return length.operand();
        }
        return expression instanceof Expression.Parentheses parentheses ? parentheses.inner() : null;
    }

    /** Returns the node of an expression of which one value is wanted. */
    Node node(Expression expression) {
        if (isCall(expression)) {
            int slot = code.reserve(1);
            call(expression, slot, 1);
            return intermediate(slot, null);
        }
        if (expression instanceof Expression.Arithmetic arithmetic) {
            Node[] operands = operands(arithmetic.left(), arithmetic.right());
            return Arithmetic.of(arithmetic.operator(), operands[0], operands[1], arithmetic.line());
        }
        if (expression instanceof Expression.Comparison comparison) {
            Node[] operands = operands(comparison.left(), comparison.right());
            return Comparison.of(comparison.operator(), operands[0], operands[1], comparison.line());
        }
        if (expression instanceof Expression.Index index) {
            Node[] operands = operands(index.object(), index.key());
            return Index.of(operands[0], operands[1], index.line());
        }
        if (expression instanceof Expression.Concatenation concatenation) {
            return new Concat(inOrder(List.of(), concatenation.operands(), false), concatenation.line());
        }
        if (expression instanceof Expression.And || expression instanceof Expression.Or) {
            return logical(expression);
        }
        if (expression instanceof Expression.TableConstructor table) {
            return new TableCompiler(this).node(table);
        }
        Node leaf = leaf(expression);
        return leaf == null ? unary(expression) : leaf;
    }

    private @Nullable Node leaf(Expression expression) {
        if (expression instanceof Expression.Local local) {
            return local(local.variable());
        }
        if (expression instanceof Expression.Upvalue upvalue) {
            return new Variables.Upvalue(upvalue.index(), new Name("upvalue", upvalue.name()));
        }
        if (expression instanceof Expression.Global global) {
            return new Variables.Global(LuaString.ofLatin1(global.name()), global.line());
        }
        if (expression instanceof Expression.Number number) {
            return new Variables.Constant(code.number(number.value()));
        }
        if (expression instanceof Expression.Text text) {
            return new Variables.Constant(LuaString.ofLatin1(text.bytes()));
        }
        if (expression instanceof Expression.Bool bool) {
            return new Variables.Constant(LuaBoolean.of(bool.value()));
        }
        if (expression instanceof Expression.Nil) {
            return new Variables.Constant(LuaNil.NIL);
        }
        if (expression instanceof Expression.Varargs) {
            return new Variables.FirstVararg();
        }
        return expression instanceof Expression.Function function ? function(function.body()) : null;
    }

    private Node unary(Expression expression) {
        if (expression instanceof Expression.Not not) {
            return new Comparison.Not(node(not.operand()));
        }
        if (expression instanceof Expression.Negation negation) {
            return new Arithmetic.Negate(node(negation.operand()), negation.line());
        }
        if (expression instanceof Expression.Length length) {
            return new Length(node(length.operand()), length.line());
        }
        return node(((Expression.Parentheses) expression).inner());
    }

    Node function(FunctionBody body) {
        return new MakeClosure(Compiler.function(body, code.chunk(), code));
    }

    Node local(Variable variable) {
        Name name = new Name("local", variable.name());
        return variable.isCaptured()
                ? new Variables.Shared(code.cellOf(variable), name)
                : new Variables.Local(code.slotOf(variable), name, false);
    }

    private Node intermediate(int slot, @Nullable Name name) {
        return new Variables.Local(slot, name, true);
    }

    Node[] operands(Expression left, Expression right) {
        Node first = node(left);
        if (hasCall(right) && !isLive(first)) {
            first = settle(first);
        }
        return new Node[] {first, node(right)};
    }

    /** Whether a node may as well be evaluated later: Lua's compiler too leaves a local variable where it is. */
    static boolean isLive(Node node) {
        return node.isConstant() || node instanceof Variables.Local || node instanceof Variables.Shared;
    }

    private static boolean isSettled(Node node) {
        return node.isConstant() || (node instanceof Variables.Local local && local.isIntermediate());
    }

    /** Evaluates a node now, as an intermediate result that keeps its name. */
    Node settle(Node node) {
        if (isSettled(node)) {
            return node;
        }
        int slot = code.reserve(1);
        code.emit(Assignments.setLocal(slot, node));
        return intermediate(slot, node.name());
    }

    /**
     * Returns the nodes of a list, each evaluated after those before it. If the list is open, its last expression is left in the
     * frame's open results.
     *
     * @param first what is evaluated before the list
     */
    Node[] list(List<Node> first, List<Expression> list) {
        return inOrder(first, list, isOpen(list));
    }

    private Node[] inOrder(List<Node> first, List<Expression> list, boolean isOpen) {
        List<Node> nodes = new ArrayList<>(first);
        int lastCall = list.size() - 1;
        while (lastCall >= 0 && !hasCall(list.get(lastCall))) {
            lastCall--;
        }
        if (lastCall >= 0) {
            nodes.replaceAll(this::settle);
        }
        for (int i = 0; i < list.size(); i++) {
            if (isOpen && i == list.size() - 1) {
                open(list.get(i));
            } else {
                Node node = node(list.get(i));
                nodes.add(i < lastCall ? settle(node) : node);
            }
        }
        return nodes.toArray(Node[]::new);
    }

    private void open(Expression expression) {
        if (expression instanceof Expression.Varargs) {
            code.emit(new Assignments.OpenVarargs());
        } else {
            callParts(expression, Call.Open::new);
        }
    }

    /** Evaluates a list into consecutive slots: nil where it has too few values, and what is too much is evaluated all the same. */
    void into(List<Expression> list, int slot, int count) {
        for (int i = 0; i < list.size(); i++) {
            Expression expression = list.get(i);
            boolean isLast = i == list.size() - 1;
            if (isLast && i < count - 1 && isOpen(list)) {
                spread(expression, slot + i, count - i);
                return;
            }
            into(expression, i < count ? slot + i : code.reserve(1));
        }
        if (list.size() < count) {
            code.emit(new Assignments.Clear(slot + list.size(), slot + count));
        }
    }

    private void spread(Expression expression, int slot, int count) {
        if (isCall(expression)) {
            call(expression, slot, count);
        } else {
            open(expression);
            code.emit(new Assignments.Spread(slot, count));
        }
    }

    /** Evaluates an expression into a slot. */
    void into(Expression expression, int slot) {
        if (isCall(expression)) {
            call(expression, slot, 1);
        } else {
            code.emit(Assignments.setLocal(slot, node(expression)));
        }
    }

    /** Makes a call whose first results go into consecutive slots. */
    void call(Expression expression, int slot, int count) {
        callParts(
                expression,
                (function, arguments, isOpen, line) -> count == 1
                        ? new Call.One(function, arguments, isOpen, line, slot)
                        : new Call.Many(function, arguments, isOpen, line, slot, count));
    }

    /** Makes a call whose results are the function's. */
    void tailCall(Expression expression) {
        callParts(expression, Call.Tail::new);
    }

    private interface CallMaker {
        Call make(Node function, Node[] arguments, boolean hasOpenTail, int line);
    }

    private void callParts(Expression expression, CallMaker maker) {
        if (expression instanceof Expression.Call call) {
            Node[] nodes = list(List.of(node(call.function())), call.arguments());
            emitCall(nodes, call.arguments(), call.line(), maker);
        } else if (expression instanceof Expression.MethodCall call) {
            Node object = node(call.object());
            Node self = isLive(object) ? object : settle(object);
            Node method = Index.method(self, LuaString.ofLatin1(call.method()), call.selfLine());
            Node[] nodes = list(List.of(method, self), call.arguments());
            emitCall(nodes, call.arguments(), call.line(), maker);
        }
    }

    private void emitCall(Node[] nodes, List<Expression> arguments, int line, CallMaker maker) {
        Node[] rest = Arrays.copyOfRange(nodes, 1, nodes.length);
        code.emit(maker.make(nodes[0], rest, isOpen(arguments), line));
    }

    private Node logical(Expression expression) {
        boolean isAnd = expression instanceof Expression.And;
        Expression left = isAnd ? ((Expression.And) expression).left() : ((Expression.Or) expression).left();
        Expression right = isAnd ? ((Expression.And) expression).right() : ((Expression.Or) expression).right();
        if (!hasCall(right)) {
            Node first = node(left);
            Name name = ValueName.of(expression);
            return isAnd ? new Comparison.And(first, node(right), name) : new Comparison.Or(first, node(right), name);
        }
        int slot = code.reserve(1);
        into(left, slot);
        Node first = intermediate(slot, null);
        Jumps.Targeted over = code.emit(isAnd ? new Jumps.Unless(first) : new Jumps.If(first));
        into(right, slot);
        code.landHere(List.of(over));
        return intermediate(slot, ValueName.of(expression));
    }

    /** Goes on at a place yet to be found if a condition comes out as told, else behind. */
    void jump(Expression condition, boolean when, List<Jumps.Targeted> jumps) {
        if (hasCall(condition) && condition instanceof Expression.Not not) {
            jump(not.operand(), !when, jumps);
        } else if (hasCall(condition) && condition instanceof Expression.And and) {
            jump(and.left(), and.right(), when, false, jumps);
        } else if (hasCall(condition) && condition instanceof Expression.Or or) {
            jump(or.left(), or.right(), when, true, jumps);
        } else {
            Node node = node(condition);
            jumps.add(code.emit(when ? new Jumps.If(node) : new Jumps.Unless(node)));
        }
    }

    /** {@code decisive} is what the left side has to be for the right side not to matter. */
    private void jump(Expression left, Expression right, boolean when, boolean decisive, List<Jumps.Targeted> jumps) {
        if (when == decisive) {
            jump(left, when, jumps);
            jump(right, when, jumps);
        } else {
            List<Jumps.Targeted> past = new ArrayList<>();
            jump(left, decisive, past);
            jump(right, when, jumps);
            code.landHere(past);
        }
    }
}
