package io.redispatterns.engine.lua.syntax;

import java.util.ArrayList;
import java.util.List;

/** The grammar of statements, by recursive descent. */
final class StatementParser extends ExpressionParser {

    StatementParser(Tokens tokens, int levels) {
        super(tokens, levels);
    }

    /** Reads a whole chunk, which is a function with any number of arguments. */
    FunctionBody chunk() {
        Block block = statements();
        tokens.check(Token.EOF);
        return scope.body(List.of(), block);
    }

    @Override
    Block statements() {
        List<Statement> statements = new ArrayList<>();
        enterLevel();
        boolean last = false;
        while (!last && !endsBlock()) {
            last = tokens.current() == Token.RETURN || tokens.current() == Token.BREAK;
            statements.add(statement());
            tokens.take(';');
            scope.code().freeRegisters();
        }
        leaveLevel();
        return new Block(List.copyOf(statements));
    }

    private boolean endsBlock() {
        return switch (tokens.current()) {
            case Token.ELSE, Token.ELSEIF, Token.END, Token.UNTIL, Token.EOF -> true;
            default -> false;
        };
    }

    private Statement statement() {
        int line = tokens.line();
        return switch (tokens.current()) {
            case Token.IF -> branches(line);
            case Token.WHILE -> whileLoop(line);
            case Token.DO -> blockOfItsOwn(line);
            case Token.FOR -> forLoop(line);
            case Token.REPEAT -> repeatLoop(line);
            case Token.FUNCTION -> namedFunction(line);
            case Token.LOCAL -> local();
            case Token.RETURN -> returned();
            case Token.BREAK -> leaveLoopStatement();
            default -> callOrAssignment();
        };
    }

    /** Reads statements with a scope of their own. */
    private Block block() {
        int outer = scope.active();
        Block block = statements();
        scope.close(outer);
        return block;
    }

    private Statement blockOfItsOwn(int line) {
        tokens.next();
        Block block = block();
        tokens.expectClosing(Token.END, Token.DO, line);
        return new Statement.Do(block);
    }

    private Expression condition() {
        Operand condition = expression();
        scope.operators().condition(condition);
        return condition.expression;
    }

    private Statement branches(int line) {
        List<Statement.Clause> clauses = new ArrayList<>();
        clauses.add(clause());
        while (tokens.current() == Token.ELSEIF) {
            clauses.add(clause());
        }
        Block otherwise = tokens.take(Token.ELSE) ? block() : null;
        tokens.expectClosing(Token.END, Token.IF, line);
        return new Statement.If(List.copyOf(clauses), otherwise);
    }

    private Statement.Clause clause() {
        tokens.next();
        Expression condition = condition();
        tokens.expect(Token.THEN);
        return new Statement.Clause(condition, block());
    }

    private Statement whileLoop(int line) {
        tokens.next();
        Expression condition = condition();
        scope.enterLoop();
        tokens.expect(Token.DO);
        Block block = block();
        tokens.expectClosing(Token.END, Token.WHILE, line);
        scope.leaveLoop();
        return new Statement.While(condition, block);
    }

    private Statement repeatLoop(int line) {
        int outer = scope.active();
        scope.enterLoop();
        tokens.next();
        Block block = statements();
        tokens.expectClosing(Token.UNTIL, Token.REPEAT, line);
        Expression condition = condition();
        scope.close(outer);
        scope.leaveLoop();
        return new Statement.Repeat(block, condition);
    }

    private Statement forLoop(int line) {
        int outer = scope.active();
        scope.enterLoop();
        tokens.next();
        String name = tokens.expectName();
        Statement loop = switch (tokens.current()) {
            case '=' -> numericFor(name);
            case ',', Token.IN -> genericFor(name);
            default -> throw tokens.failureNear("'=' or 'in' expected");
        };
        tokens.expectClosing(Token.END, Token.FOR, line);
        scope.close(outer);
        scope.leaveLoop();
        return loop;
    }

    private Statement numericFor(String name) {
        declareHidden("(for index)", "(for limit)", "(for step)");
        Variable variable = scope.declare(name);
        tokens.expect('=');
        Expression start = settledExpression();
        tokens.expect(',');
        Expression limit = settledExpression();
        Expression step = null;
        if (tokens.take(',')) {
            step = settledExpression();
        } else {
            scope.code().reserve(1);
        }
        int line = startLoop();
        return new Statement.NumericFor(variable, start, limit, step, loopBody(1), line);
    }

    private Expression settledExpression() {
        Operand expression = expression();
        scope.code().toNextRegister(expression);
        return expression.expression;
    }

    private Statement genericFor(String name) {
        declareHidden("(for generator)", "(for state)", "(for control)");
        List<Variable> variables = new ArrayList<>();
        variables.add(scope.declare(name));
        while (tokens.take(',')) {
            variables.add(scope.declare(tokens.expectName()));
        }
        tokens.expect(Token.IN);
        int line = tokens.line();
        ExpressionList values = expressions();
        scope.code().adjust(values, 3);
        scope.code().checkRegisters(3);
        startLoop();
        Block block = loopBody(variables.size());
        return new Statement.GenericFor(List.copyOf(variables), values.all(), block, line);
    }

    private void declareHidden(String first, String second, String third) {
        scope.declare(first);
        scope.declare(second);
        scope.declare(third);
    }

    /** Returns the line of the instruction that prepares the loop. */
    private int startLoop() {
        scope.activate(3);
        tokens.expect(Token.DO);
        return tokens.lastLine();
    }

    private Block loopBody(int variables) {
        int outer = scope.active();
        scope.activate(variables);
        scope.code().reserve(variables);
        Block block = block();
        scope.close(outer);
        return block;
    }

    private Statement namedFunction(int line) {
        tokens.next();
        Operand target = variable();
        while (tokens.current() == '.') {
            field(target);
        }
        boolean method = tokens.current() == ':';
        if (method) {
            field(target);
        }
        Operand function = function(method, line);
        scope.code().store(target, function);
        return new Statement.Assignment(List.of(target.expression), List.of(function.expression), line);
    }

    private Statement local() {
        tokens.next();
        return tokens.take(Token.FUNCTION) ? localFunction() : localVariables();
    }

    private Statement localFunction() {
        Variable variable = scope.declare(tokens.expectName());
        scope.code().reserve(1);
        scope.activate(1);
        Operand function = function(false, tokens.line());
        return new Statement.LocalFunction(variable, ((Expression.Function) function.expression).body());
    }

    private Statement localVariables() {
        List<Variable> variables = new ArrayList<>();
        do {
            variables.add(scope.declare(tokens.expectName()));
        } while (tokens.take(','));
        List<Expression> values = List.of();
        if (tokens.take('=')) {
            ExpressionList list = expressions();
            scope.code().adjust(list, variables.size());
            values = list.all();
        } else {
            scope.code().reserve(variables.size());
        }
        scope.activateAll();
        return new Statement.LocalDeclaration(List.copyOf(variables), values);
    }

    private Statement callOrAssignment() {
        Operand first = primary();
        return first.kind == Operand.Kind.CALL ? new Statement.CallStatement(first.expression) : assignment(first);
    }

    private Statement assignment(Operand first) {
        List<Expression> targets = new ArrayList<>();
        Operand target = first;
        checkAssignable(target);
        while (tokens.take(',')) {
            targets.add(target.expression);
            target = primary();
            scope.checkLimit(targets.size(), MAX_LEVELS - levels(), "variables in assignment");
            checkAssignable(target);
        }
        targets.add(target.expression);
        tokens.expect('=');
        ExpressionList values = expressions();
        if (values.size() == targets.size()) {
            scope.code().store(target, values.last());
        } else {
            scope.code().adjust(values, targets.size());
        }
        return new Statement.Assignment(List.copyOf(targets), values.all(), tokens.lastLine());
    }

    private void checkAssignable(Operand target) {
        if (!target.isAssignable()) {
            throw tokens.failureNear("syntax error");
        }
    }

    private Statement returned() {
        tokens.next();
        if (endsBlock() || tokens.current() == ';') {
            return new Statement.Return(List.of());
        }
        ExpressionList values = expressions();
        Operand last = values.last();
        if (last.isMultiple()) {
            scope.code().toMultiple(last);
        } else if (values.size() == 1) {
            scope.code().toAnyRegister(last);
        } else {
            scope.code().toNextRegister(last);
        }
        return new Statement.Return(values.all());
    }

    private Statement leaveLoopStatement() {
        tokens.next();
        if (!scope.isInLoop()) {
            throw tokens.failureNear("no loop to break");
        }
        return new Statement.Break();
    }
}
