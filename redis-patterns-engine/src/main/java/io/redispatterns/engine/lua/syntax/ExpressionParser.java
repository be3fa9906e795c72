package io.redispatterns.engine.lua.syntax;

import io.redispatterns.engine.lua.syntax.Operand.Kind;
import java.util.ArrayList;
import java.util.List;

/** The grammar of expressions, by recursive descent. */
abstract class ExpressionParser {

    /** How deep statements, expressions and the calls of the running script may be nested. */
    static final int MAX_LEVELS = 200;

    final Tokens tokens;
    FunctionScope scope;
    private int levels;

    ExpressionParser(Tokens tokens, int levels) {
        this.tokens = tokens;
        this.levels = levels;
        scope = new FunctionScope(null, tokens, 0);
        scope.setVararg(null);
    }

    /** Reads statements up to a token that ends a block. */
    abstract Block statements();

    final void enterLevel() {
        if (++levels > MAX_LEVELS) {
            throw tokens.failure("chunk has too many syntax levels");
        }
    }

    final void leaveLevel() {
        levels--;
    }

    final int levels() {
        return levels;
    }

    final Operand expression() {
        return expression(0);
    }

    /** Reads operands and the operators between them that hold their left one more tightly than the given priority. */
    private Operand expression(int priority) {
        enterLevel();
        Operand left = operand();
        BinaryOperator operator = BinaryOperator.of(tokens.current());
        while (operator != null && operator.left() > priority) {
            tokens.next();
            scope.operators().beforeRight(operator, left);
            Operand right = expression(operator.right());
            scope.operators().afterRight(operator, left, right);
            operator = BinaryOperator.of(tokens.current());
        }
        leaveLevel();
        return left;
    }

    private Operand operand() {
        switch (tokens.current()) {
            case Token.NOT -> {
                Operand operand = unary();
                scope.operators().not(operand);
                return operand;
            }
            case '-' -> {
                Operand operand = unary();
                scope.operators().negate(operand);
                return operand;
            }
            case '#' -> {
                Operand operand = unary();
                scope.operators().length(operand);
                return operand;
            }
            default -> {
                return simple();
            }
        }
    }

    private Operand unary() {
        tokens.next();
        return expression(BinaryOperator.UNARY_PRIORITY);
    }

    private Operand simple() {
        return switch (tokens.current()) {
            case Token.NUMBER -> constant(Kind.NUMBER, new Expression.Number(tokens.number()));
            case Token.STRING -> constant(Kind.STRING, new Expression.Text(tokens.string()));
            case Token.NIL -> constant(Kind.NIL, new Expression.Nil());
            case Token.TRUE -> constant(Kind.TRUE, new Expression.Bool(true));
            case Token.FALSE -> constant(Kind.FALSE, new Expression.Bool(false));
            case Token.DOTS -> varargs();
            case '{' -> table();
            case Token.FUNCTION -> {
                tokens.next();
                yield function(false, tokens.line());
            }
            default -> primary();
        };
    }

    private Operand constant(Kind kind, Expression expression) {
        tokens.next();
        return new Operand(kind, expression);
    }

    private Operand varargs() {
        if (!scope.isVararg()) {
            throw tokens.failureNear("cannot use '...' outside a vararg function");
        }
        scope.useVarargs();
        return constant(Kind.VARARGS, new Expression.Varargs());
    }

    /** Reads a name or an expression in parentheses and the indexes and calls behind it. */
    final Operand primary() {
        Operand operand = prefix();
        while (true) {
            switch (tokens.current()) {
                case '.' -> field(operand);
                case '[' -> {
                    scope.code().toAnyRegister(operand);
                    scope.code().index(operand, key());
                }
                case ':' -> callMethod(operand);
                case '(', Token.STRING, '{' -> {
                    scope.code().toNextRegister(operand);
                    call(operand);
                }
                default -> {
                    return operand;
                }
            }
        }
    }

    private Operand prefix() {
        return switch (tokens.current()) {
            case Token.NAME -> variable();
            case '(' -> parentheses();
            default -> throw tokens.failureNear("unexpected symbol");
        };
    }

    final Operand variable() {
        return scope.find(tokens.expectName());
    }

    private Operand parentheses() {
        int line = tokens.line();
        tokens.next();
        Operand inner = expression();
        tokens.expectClosing(')', '(', line);
        if (inner.isMultiple()) {
            inner.expression = new Expression.Parentheses(inner.expression);
        }
        scope.code().discharge(inner);
        return inner;
    }

    /** Reads a point or colon and a name. */
    final void field(Operand object) {
        scope.code().toAnyRegister(object);
        tokens.next();
        scope.code().index(object, name());
    }

    final Operand name() {
        return new Operand(Kind.STRING, new Expression.Text(tokens.expectName()));
    }

    /** Reads an expression in brackets. */
    final Operand key() {
        tokens.next();
        Operand key = expression();
        scope.code().toValue(key);
        tokens.expect(']');
        return key;
    }

    private void callMethod(Operand object) {
        tokens.next();
        String method = tokens.expectName();
        int selfLine = scope.code().self(object);
        int line = tokens.line();
        List<Expression> arguments = arguments(line);
        scope.code().call(object, new Expression.MethodCall(object.expression, method, arguments, selfLine, line));
    }

    private void call(Operand function) {
        int line = tokens.line();
        List<Expression> arguments = arguments(line);
        scope.code().call(function, new Expression.Call(function.expression, arguments, line));
    }

    private List<Expression> arguments(int line) {
        return switch (tokens.current()) {
            case '(' -> argumentsInParentheses(line);
            case '{' -> argument(table());
            case Token.STRING -> argument(simple());
            default -> throw tokens.failureNear("function arguments expected");
        };
    }

    private List<Expression> argument(Operand argument) {
        scope.code().toNextRegister(argument);
        return List.of(argument.expression);
    }

    private List<Expression> argumentsInParentheses(int line) {
        if (line != tokens.lastLine()) {
            throw tokens.failureNear("ambiguous syntax (function call x new statement)");
        }
        tokens.next();
        if (tokens.current() == ')') {
            tokens.next();
            return List.of();
        }
        ExpressionList arguments = expressions();
        if (arguments.last().isMultiple()) {
            scope.code().toMultiple(arguments.last());
            tokens.expectClosing(')', '(', line);
        } else {
            tokens.expectClosing(')', '(', line);
            scope.code().toNextRegister(arguments.last());
        }
        return arguments.all();
    }

    /** Reads expressions, which are put into registers but for the last. */
    final ExpressionList expressions() {
        ExpressionList list = new ExpressionList(expression());
        while (tokens.take(',')) {
            scope.code().toNextRegister(list.last());
            list.add(expression());
        }
        return list;
    }

    private Operand table() {
        return new TableParser(this).read();
    }

    /** Reads a function from its parameters on. */
    final Operand function(boolean method, int line) {
        FunctionScope outer = scope;
        FunctionScope inner = new FunctionScope(outer, tokens, line);
        scope = inner;
        tokens.expect('(');
        List<Variable> parameters = parameters(method);
        tokens.expect(')');
        Block block = statements();
        tokens.expectClosing(Token.END, Token.FUNCTION, line);
        scope = outer;
        return new Operand(Kind.MOVABLE, new Expression.Function(inner.body(parameters, block)));
    }

    private List<Variable> parameters(boolean method) {
        List<Variable> parameters = new ArrayList<>();
        if (method) {
            parameters.add(scope.declare("self"));
        }
        if (tokens.current() != ')') {
            do {
                parameter(parameters);
            } while (!scope.isVararg() && tokens.take(','));
        }
        scope.activateAll();
        scope.code().reserve(scope.active());
        return List.copyOf(parameters);
    }

    private void parameter(List<Variable> parameters) {
        switch (tokens.current()) {
            case Token.NAME -> parameters.add(scope.declare(tokens.expectName()));
            case Token.DOTS -> {
                tokens.next();
                scope.setVararg(scope.declare("arg"));
            }
            default -> throw tokens.failureNear("<name> or '...' expected");
        }
    }
}
