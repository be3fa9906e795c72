package io.redispatterns.engine.lua.syntax;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.redispatterns.engine.lua.syntax.Expression.Arithmetic;
import io.redispatterns.engine.lua.syntax.Expression.Call;
import io.redispatterns.engine.lua.syntax.Expression.Comparison;
import io.redispatterns.engine.lua.syntax.Expression.Concatenation;
import io.redispatterns.engine.lua.syntax.Expression.Global;
import io.redispatterns.engine.lua.syntax.Expression.Index;
import io.redispatterns.engine.lua.syntax.Expression.Local;
import io.redispatterns.engine.lua.syntax.Expression.MethodCall;
import io.redispatterns.engine.lua.syntax.Expression.Number;
import io.redispatterns.engine.lua.syntax.Expression.Parentheses;
import io.redispatterns.engine.lua.syntax.Expression.TableConstructor;
import io.redispatterns.engine.lua.syntax.Expression.Text;
import io.redispatterns.engine.lua.syntax.Expression.Upvalue;
import io.redispatterns.engine.lua.syntax.Expression.Varargs;
import io.redispatterns.engine.lua.syntax.Statement.Assignment;
import io.redispatterns.engine.lua.syntax.Statement.LocalDeclaration;
import io.redispatterns.engine.lua.syntax.Statement.NumericFor;
import io.redispatterns.engine.lua.syntax.Statement.Repeat;
import io.redispatterns.engine.lua.syntax.Statement.Return;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The trees that chunks become. */
class ParserTest {

    @Test
    void aChunkIsAVarargFunction() {
        FunctionBody chunk = parse("");
        assertThat(chunk).isEqualTo(new FunctionBody(List.of(), true, null, List.of(), new Block(List.of()), 0));
        assertThat(parse("return arg").block()).isEqualTo(new Block(List.of(new Return(List.of(global("arg", 1))))));
    }

    @Test
    void operatorsGroup() {
        assertThat(expression("a + b * c"))
                .isEqualTo(arithmetic(
                        ArithmeticOperator.ADD,
                        global("a"),
                        arithmetic(ArithmeticOperator.MULTIPLY, global("b"), global("c"))));
        assertThat(expression("a ^ b ^ c"))
                .isEqualTo(arithmetic(
                        ArithmeticOperator.POWER,
                        global("a"),
                        arithmetic(ArithmeticOperator.POWER, global("b"), global("c"))));
        assertThat(expression("a - b - c"))
                .isEqualTo(arithmetic(
                        ArithmeticOperator.SUBTRACT,
                        arithmetic(ArithmeticOperator.SUBTRACT, global("a"), global("b")),
                        global("c")));
        assertThat(expression("-a ^ b"))
                .isEqualTo(new Expression.Negation(arithmetic(ArithmeticOperator.POWER, global("a"), global("b")), 1));
        assertThat(expression("not a == b"))
                .isEqualTo(new Comparison(ComparisonOperator.EQUAL, new Expression.Not(global("a")), global("b"), 1));
        assertThat(expression("a or b and c"))
                .isEqualTo(new Expression.Or(global("a"), new Expression.And(global("b"), global("c"))));
        assertThat(expression("a > b"))
                .isEqualTo(new Comparison(ComparisonOperator.GREATER, global("a"), global("b"), 1));
    }

    @Test
    void concatenationIsFlat() {
        assertThat(expression("a .. b .. 'c'"))
                .isEqualTo(new Concatenation(List.of(global("a"), global("b"), new Text("c")), 1));
        assertThat(expression("(a .. b) .. c"))
                .isEqualTo(new Concatenation(
                        List.of(new Concatenation(List.of(global("a"), global("b")), 1), global("c")), 1));
        assertThat(expression("a .. (b .. c)"))
                .isEqualTo(new Concatenation(List.of(global("a"), global("b"), global("c")), 1));
    }

    @Test
    void constantsAreFolded() {
        assertThat(expression("-2 ^ 2 + 10 % 4 * 3")).isEqualTo(new Number(2));
        assertThat(expression("1 ^ (1e400)")).isEqualTo(new Number(1));
        assertThat(expression("not nil")).isEqualTo(new Expression.Bool(true));
        assertThat(expression("1 / 0")).isEqualTo(arithmetic(ArithmeticOperator.DIVIDE, new Number(1), new Number(0)));
        assertThat(expression("x + 1 + 2"))
                .isEqualTo(arithmetic(
                        ArithmeticOperator.ADD,
                        arithmetic(ArithmeticOperator.ADD, global("x"), new Number(1)),
                        new Number(2)));
    }

    /** The compiler keeps one constant for both zeros, with the sign of the first. */
    @Test
    void theFirstZeroOfAFunctionGivesTheSign() {
        assertThat(values("return 0, -0")).containsExactly(new Number(0.0), new Number(0.0));
        assertThat(values("return -0, 0")).containsExactly(new Number(-0.0), new Number(-0.0));
    }

    @Test
    void parenthesesMatterAroundManyValuesOnly() {
        assertThat(values("return (f()), (a), (...), f()"))
                .containsExactly(new Parentheses(call("f")), global("a"), new Parentheses(new Varargs()), call("f"));
        assertThat(expression("('x'):rep(2)"))
                .isEqualTo(new MethodCall(new Text("x"), "rep", List.of(new Number(2)), 1, 1));
    }

    @Test
    void whatIsInParenthesesCannotBeAssignedTo() {
        assertThat(statement("(a).b = 1"))
                .isEqualTo(
                        new Assignment(List.of(new Index(global("a"), new Text("b"), 1)), List.of(new Number(1)), 1));
        assertThatThrownBy(() -> parse("(a) = 1")).hasMessage("test:1: syntax error near '='");
    }

    @Test
    void tablesKeepTheOrderOfTheirItems() {
        assertThat(expression("{a, b = 1; [c] = 2, ...}"))
                .isEqualTo(new TableConstructor(List.of(
                        new Expression.Item.Positional(global("a")),
                        new Expression.Item.Keyed(new Text("b"), new Number(1), 1),
                        new Expression.Item.Keyed(global("c"), new Number(2), 1),
                        new Expression.Item.Positional(new Varargs()))));
    }

    @Test
    void aLocalIsInScopeBehindItsStatement() {
        List<Statement> statements =
                parse("local x = x local x = x return x").block().statements();
        LocalDeclaration first = (LocalDeclaration) statements.get(0);
        LocalDeclaration second = (LocalDeclaration) statements.get(1);
        assertThat(first.values()).containsExactly(global("x"));
        assertThat(second.values()).containsExactly(new Local(first.variables().get(0)));
        assertThat(statements.get(2))
                .isEqualTo(new Return(List.of(new Local(second.variables().get(0)))));
    }

    @Test
    void theConditionOfRepeatSeesItsVariables() {
        Repeat repeat = (Repeat) statement("repeat local x until x");
        LocalDeclaration local = (LocalDeclaration) repeat.block().statements().get(0);
        assertThat(repeat.condition()).isEqualTo(new Local(local.variables().get(0)));
    }

    @Test
    void upvaluesAreHandedDown() {
        List<Statement> statements = parse("local a, b return function() return function() return b, a, b end end")
                .block()
                .statements();
        List<Variable> variables = ((LocalDeclaration) statements.get(0)).variables();
        FunctionBody outer = function(((Return) statements.get(1)).values().get(0));
        Return inOuter = (Return) outer.block().statements().get(0);
        FunctionBody inner = function(inOuter.values().get(0));
        assertThat(outer.upvalues())
                .containsExactly(
                        new UpvalueSource.OfLocal(variables.get(1)), new UpvalueSource.OfLocal(variables.get(0)));
        assertThat(inner.upvalues()).containsExactly(new UpvalueSource.OfUpvalue(0), new UpvalueSource.OfUpvalue(1));
        assertThat(inner.block().statements())
                .containsExactly(new Return(List.of(new Upvalue(0, "b"), new Upvalue(1, "a"), new Upvalue(0, "b"))));
        assertThat(variables).allMatch(Variable::isCaptured);
    }

    @Test
    void aVariableThatNoFunctionWithinUsesIsNotCaptured() {
        LocalDeclaration local = (LocalDeclaration) statement("local x = function() local x return x end");
        assertThat(local.variables().get(0).isCaptured()).isFalse();
    }

    @Test
    void methodsHaveSelf() {
        Assignment assignment = (Assignment) statement("function a.b:c(d) return self end");
        FunctionBody body = function(assignment.values().get(0));
        assertThat(assignment.targets())
                .containsExactly(new Index(new Index(global("a"), new Text("b"), 1), new Text("c"), 1));
        assertThat(body.parameters()).extracting(Variable::name).containsExactly("self", "d");
        assertThat(body.block().statements())
                .containsExactly(new Return(List.of(new Local(body.parameters().get(0)))));
    }

    @Test
    void argIsFilledWhereItIsUsedInsteadOfVarargs() {
        FunctionBody body = function(expression("function(...) return arg end"));
        assertThat(body.argTable()).isNotNull();
        assertThat(body.block().statements()).containsExactly(new Return(List.of(new Local(body.argTable()))));
        assertThat(function(expression("function(...) return 1 end")).argTable())
                .isNull();
    }

    @Test
    void argIsNilBesideVarargs() {
        FunctionBody body = function(expression("function(...) return arg, ... end"));
        LocalDeclaration local = (LocalDeclaration) body.block().statements().get(0);
        assertThat(body.argTable()).isNull();
        assertThat(local.values()).isEmpty();
        assertThat(body.block().statements().get(1))
                .isEqualTo(new Return(List.of(new Local(local.variables().get(0)), new Varargs())));
    }

    @Test
    void linesAreThoseOfTheCompiler() {
        assertThat(values("return a\n.b\n, f(\nx\n), -\ny\n"))
                .containsExactly(
                        new Index(global("a", 1), new Text("b"), 3),
                        new Call(global("f", 3), List.of(global("x", 5)), 3),
                        new Expression.Negation(global("y", 6), 6));
        NumericFor loop = (NumericFor) statement("for i = 1,\n2\ndo\nend");
        assertThat(loop.line()).isEqualTo(3);
        Assignment function = (Assignment) statement("\nfunction f(\n)\nend");
        assertThat(function.line()).isEqualTo(2);
    }

    @Test
    void stringsAreBytes() {
        assertThat(expression("'\\0\\255\\\n\u00e4'")).isEqualTo(new Text("\0\u00ff\n\u00e4"));
        assertThat(expression("[==[\r\n]]\r\n]==]")).isEqualTo(new Text("]]\n"));
    }

    /** As a server has it since the correction of CVE-2025-46819; those before refuse it. */
    @Test
    void longBracketsDoNotNest() {
        assertThat(expression("[[ [[ ]]")).isEqualTo(new Text(" [[ "));
    }

    @ParameterizedTest
    @ValueSource(strings = {"+ x", "and x", "(x)", ".x", "[x]", ":x()", "'x'", "{}", "== x ^ x", "and 0", "+ 1"})
    void whatIsNotNestedMayBeOfAnyLength(String tail) {
        assertThat(parse("return x " + (tail + " ").repeat(100_000)).block().statements())
                .hasSize(1);
    }

    @Test
    void programsMayBeOfAnyLength() {
        String branches = "if a then x = 1 " + "elseif b then x = 2 ".repeat(100_000) + "end ";
        String table = "return {" + "f(), x = 1, ".repeat(100_000) + "}";
        assertThat(parse(branches + "x.y = z;".repeat(100_000) + table).block().statements())
                .hasSize(100_002);
    }

    private static FunctionBody parse(String chunk) {
        return Parser.parse(chunk.getBytes(StandardCharsets.ISO_8859_1), "@test");
    }

    private static Statement statement(String chunk) {
        List<Statement> statements = parse(chunk).block().statements();
        assertThat(statements).hasSize(1);
        return statements.get(0);
    }

    private static List<Expression> values(String chunk) {
        return ((Return) statement(chunk)).values();
    }

    private static Expression expression(String expression) {
        List<Expression> values = values("return " + expression);
        assertThat(values).hasSize(1);
        return values.get(0);
    }

    private static FunctionBody function(Expression expression) {
        return ((Expression.Function) expression).body();
    }

    private static Expression arithmetic(ArithmeticOperator operator, Expression left, Expression right) {
        return new Arithmetic(operator, left, right, 1);
    }

    private static Expression call(String function) {
        return new Call(global(function), List.of(), 1);
    }

    private static Expression global(String name) {
        return global(name, 1);
    }

    private static Expression global(String name, int line) {
        return new Global(name, line);
    }
}
