package io.redispatterns.spring.aop;

import io.redispatterns.spring.cache.EntryId;
import java.util.Map;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.context.expression.BeanFactoryResolver;
import org.springframework.expression.ParseException;
import org.springframework.expression.spel.SpelCompilerMode;
import org.springframework.expression.spel.SpelNode;
import org.springframework.expression.spel.SpelParserConfiguration;
import org.springframework.expression.spel.ast.BeanReference;
import org.springframework.expression.spel.ast.VariableReference;
import org.springframework.expression.spel.standard.SpelExpression;
import org.springframework.expression.spel.standard.SpelExpressionParser;
import org.springframework.expression.spel.support.StandardEvaluationContext;
import org.springframework.expression.spel.support.StandardTypeLocator;

/**
 * Makes keys and conditions of the texts in annotations, and refuses those that cannot work. A key that is just a
 * parameter is read without SpEL; all else by SpEL, which
 * compiles itself after a while and goes back when the types of the arguments change.
 */
final class ExpressionFactory {

    private static final Pattern VARIABLE = Pattern.compile("#(\\w+)");

    private final SpelExpressionParser parser;
    private final StandardEvaluationContext shared = new StandardEvaluationContext();

    ExpressionFactory(BeanFactory beanFactory, @Nullable ClassLoader classLoader) {
        this.parser = new SpelExpressionParser(new SpelParserConfiguration(SpelCompilerMode.MIXED, classLoader));
        shared.setBeanResolver(new BeanFactoryResolver(beanFactory));
        shared.setTypeLocator(new StandardTypeLocator(classLoader));
    }

    /** The key of a text; of an empty one the parameter, or all parameters together. */
    KeyExpression key(AnnotatedMethod method, String text, Scope scope) {
        if (text.isEmpty()) {
            return method.method().getParameterCount() == 1 ? argument(method, 0) : KeyExpression.ALL_PARAMETERS;
        }
        Integer position = parameter(method, text);
        if (position != null) {
            return argument(method, position);
        }
        Expression expression = value(method, "key", text, scope);
        return new KeyOf(method, text, expression);
    }

    /** The condition of a text; of an empty one that which is given. */
    Condition condition(AnnotatedMethod method, String attribute, String text, Condition ofEmpty, Scope scope) {
        if (text.isEmpty()) {
            return ofEmpty;
        }
        return new ConditionOf(parsed(method, attribute, text, scope));
    }

    /** The value of a text. */
    Expression value(AnnotatedMethod method, String attribute, String text, Scope scope) {
        Integer position = parameter(method, text);
        return position != null ? new Argument(position) : parsed(method, attribute, text, scope);
    }

    /** The position of the parameter that is all that a text names; null if it is something else. */
    @Nullable
    Integer parameter(AnnotatedMethod method, String text) {
        Matcher variable = VARIABLE.matcher(text.trim());
        return variable.matches() ? method.parameters().get(variable.group(1)) : null;
    }

    /** Whether the text of an expression asks other beans, so that it may say something else in another thread. */
    boolean asksBeans(String text) {
        return !text.isEmpty() && has(parser.parseRaw(text).getAST(), BeanReference.class::isInstance);
    }

    private Parsed parsed(AnnotatedMethod method, String attribute, String text, Scope scope) {
        Map<String, Integer> parameters = method.parameters();
        SpelExpression expression = parse(method, attribute, text, parameters, scope);
        return new Parsed(shared, method, parameters, expression, uses(expression.getAST(), Scope.RESULT));
    }

    /** A parameter, which needs no SpEL. */
    private record Argument(int position) implements Expression {

        @Override
        public @Nullable Object valueFor(Call call) {
            return call.args()[position];
        }

        @Override
        public boolean usesResult() {
            return false;
        }
    }

    private record Parsed(
            StandardEvaluationContext shared,
            AnnotatedMethod method,
            Map<String, Integer> parameters,
            SpelExpression expression,
            @Override boolean usesResult)
            implements Expression {

        @Override
        public @Nullable Object valueFor(Call call) {
            return valueFor(call, Object.class);
        }

        <T> @Nullable T valueFor(Call call, Class<T> type) {
            CallContext context = new CallContext(new CallRoot(method, call), parameters);
            shared.applyDelegatesTo(context);
            return expression.getValue(context, type);
        }
    }

    private record ConditionOf(Parsed expression) implements Condition {

        @Override
        public boolean holds(Call call) {
            return Boolean.TRUE.equals(expression.valueFor(call, Boolean.class));
        }

        @Override
        public boolean usesResult() {
            return expression.usesResult();
        }
    }

    private record KeyOf(AnnotatedMethod method, String text, Expression expression) implements KeyExpression {

        @Override
        public String idOf(Call call) {
            return id(method, text, expression.valueFor(call));
        }

        @Override
        public boolean usesResult() {
            return expression.usesResult();
        }
    }

    private static KeyExpression argument(AnnotatedMethod method, int position) {
        return new KeyOf(method, "#a" + position, new Argument(position));
    }

    private static String id(AnnotatedMethod method, String text, @Nullable Object key) {
        if (key == null) {
            throw new IllegalArgumentException(
                    method.annotation() + " on " + method + ": the key " + text + " is null, which names no entry");
        }
        return EntryId.of(key);
    }

    private SpelExpression parse(
            AnnotatedMethod method, String attribute, String text, Map<String, Integer> parameters, Scope scope) {
        SpelExpression expression;
        try {
            expression = parser.parseRaw(text);
        } catch (ParseException | IllegalStateException e) {
            throw method.mistake(
                    attribute + " \"" + text + "\" is not a SpEL expression: " + e.getMessage(),
                    "Correct the expression; text in it needs quotes, as in \"'city:' + #id\".",
                    e);
        }
        checkVariables(expression.getAST(), method, attribute + " \"" + text + "\"", parameters, scope);
        return expression;
    }

    private static void checkVariables(
            SpelNode node, AnnotatedMethod method, String where, Map<String, Integer> parameters, Scope scope) {
        if (node instanceof VariableReference variable) {
            checkVariable(variable.toStringAST().substring(1), method, where, parameters, scope);
        }
        for (int i = 0; i < node.getChildCount(); i++) {
            checkVariables(node.getChild(i), method, where, parameters, scope);
        }
    }

    private static void checkVariable(
            String name, AnnotatedMethod method, String where, Map<String, Integer> parameters, Scope scope) {
        if (parameters.containsKey(name) || name.equals("root") || name.equals("this") || scope.has(name)) {
            return;
        }
        if (name.equals(Scope.RESULT)) {
            throw method.mistake(
                    where + " uses #result, which is not there before the method has run",
                    "Use the parameters; #result is for what is said of results, as in unless.");
        }
        throw unknown(name, method, where);
    }

    private static boolean uses(SpelNode node, String variable) {
        return has(
                node,
                part -> part instanceof VariableReference reference
                        && reference.toStringAST().equals("#" + variable));
    }

    private static boolean has(SpelNode node, Predicate<SpelNode> wanted) {
        if (wanted.test(node)) {
            return true;
        }
        for (int i = 0; i < node.getChildCount(); i++) {
            if (has(node.getChild(i), wanted)) {
                return true;
            }
        }
        return false;
    }

    private static RuntimeException unknown(String name, AnnotatedMethod method, String where) {
        return method.parameterNames().isEmpty() && method.method().getParameterCount() > 0
                ? method.mistake(
                        where + " uses #" + name + ", but the class was compiled without the names of parameters",
                        "Compile with -parameters, or write #a0 for the first parameter, #a1 for the second.")
                : method.mistake(
                        where + " uses #" + name + ", which is no parameter; there are " + method.parameterNames(),
                        "Correct the name.");
    }
}
