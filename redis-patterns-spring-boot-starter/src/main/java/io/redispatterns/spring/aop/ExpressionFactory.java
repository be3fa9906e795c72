package io.redispatterns.spring.aop;

import io.redispatterns.spring.cache.EntryId;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.context.expression.BeanFactoryResolver;
import org.springframework.expression.ParseException;
import org.springframework.expression.spel.SpelCompilerMode;
import org.springframework.expression.spel.SpelNode;
import org.springframework.expression.spel.SpelParserConfiguration;
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
    private static final String RESULT = "result";

    private final SpelExpressionParser parser;
    private final StandardEvaluationContext shared = new StandardEvaluationContext();

    ExpressionFactory(BeanFactory beanFactory, @Nullable ClassLoader classLoader) {
        this.parser = new SpelExpressionParser(new SpelParserConfiguration(SpelCompilerMode.MIXED, classLoader));
        shared.setBeanResolver(new BeanFactoryResolver(beanFactory));
        shared.setTypeLocator(new StandardTypeLocator(classLoader));
    }

    /** The key of a text; of an empty one the parameter, or all parameters together. */
    KeyExpression key(AnnotatedMethod method, String text, boolean mayUseResult) {
        if (text.isEmpty()) {
            return method.method().getParameterCount() == 1 ? argument(method, 0) : call -> EntryId.joined(call.args());
        }
        Map<String, Integer> parameters = method.parameters();
        Matcher variable = VARIABLE.matcher(text.trim());
        Integer position = variable.matches() ? parameters.get(variable.group(1)) : null;
        if (position != null) {
            return argument(method, position);
        }
        SpelExpression expression = parse(method, "key", text, parameters, mayUseResult);
        return call -> id(method, text, evaluate(expression, method, parameters, call, Object.class));
    }

    /** The condition of a text; of an empty one that which is given. */
    Condition condition(
            AnnotatedMethod method, String attribute, String text, Condition ofEmpty, boolean mayUseResult) {
        if (text.isEmpty()) {
            return ofEmpty;
        }
        Map<String, Integer> parameters = method.parameters();
        SpelExpression expression = parse(method, attribute, text, parameters, mayUseResult);
        return call -> Boolean.TRUE.equals(evaluate(expression, method, parameters, call, Boolean.class));
    }

    private <T> @Nullable T evaluate(
            SpelExpression expression,
            AnnotatedMethod method,
            Map<String, Integer> parameters,
            Call call,
            Class<T> type) {
        CallContext context = new CallContext(new CallRoot(method, call), parameters);
        shared.applyDelegatesTo(context);
        return expression.getValue(context, type);
    }

    private static KeyExpression argument(AnnotatedMethod method, int position) {
        String text = "#a" + position;
        return call -> id(method, text, call.args()[position]);
    }

    private static String id(AnnotatedMethod method, String text, @Nullable Object key) {
        if (key == null) {
            throw new IllegalArgumentException(
                    method.annotation() + " on " + method + ": the key " + text + " is null, which names no entry");
        }
        return EntryId.of(key);
    }

    private SpelExpression parse(
            AnnotatedMethod method,
            String attribute,
            String text,
            Map<String, Integer> parameters,
            boolean mayUseResult) {
        SpelExpression expression;
        try {
            expression = parser.parseRaw(text);
        } catch (ParseException | IllegalStateException e) {
            throw method.mistake(
                    attribute + " \"" + text + "\" is not a SpEL expression: " + e.getMessage(),
                    "Correct the expression; text in it needs quotes, as in \"'city:' + #id\".",
                    e);
        }
        checkVariables(expression.getAST(), method, attribute + " \"" + text + "\"", parameters, mayUseResult);
        return expression;
    }

    private static void checkVariables(
            SpelNode node,
            AnnotatedMethod method,
            String where,
            Map<String, Integer> parameters,
            boolean mayUseResult) {
        if (node instanceof VariableReference variable) {
            checkVariable(variable.toStringAST().substring(1), method, where, parameters, mayUseResult);
        }
        for (int i = 0; i < node.getChildCount(); i++) {
            checkVariables(node.getChild(i), method, where, parameters, mayUseResult);
        }
    }

    private static void checkVariable(
            String name, AnnotatedMethod method, String where, Map<String, Integer> parameters, boolean mayUseResult) {
        if (parameters.containsKey(name) || name.equals("root") || name.equals("this")) {
            return;
        }
        if (name.equals(RESULT)) {
            if (!mayUseResult) {
                throw method.mistake(
                        where + " uses #result, which is not there before the method has run",
                        "Use the parameters, or #result in unless.");
            }
            return;
        }
        throw unknown(name, method, where);
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
