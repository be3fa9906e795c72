package io.redispatterns.spring.aop;

import io.redispatterns.spring.annotation.CachedBulk;
import java.lang.reflect.Method;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import org.jspecify.annotations.Nullable;
import org.springframework.core.annotation.AnnotatedElementUtils;

/** Reads {@code @CachedBulk}. */
record BulkReader(AnnotationParts parts) implements Readings.Reader<BulkOperation> {

    @Override
    public @Nullable BulkOperation read(Method method, Class<?> targetClass) {
        CachedBulk annotation = AnnotatedElementUtils.findMergedAnnotation(method, CachedBulk.class);
        if (annotation == null) {
            return null;
        }
        AnnotatedMethod annotated = parts.proxied(new AnnotatedMethod(method, targetClass, "@CachedBulk"));
        ResultType result = ResultType.of(annotated);
        BulkValues values = values(annotated, result);
        ExpressionFactory expressions = parts.expressions();
        KeysParameter keys =
                KeysParameter.of(annotated, annotation.keys(), expressions.parameter(annotated, annotation.keys()));
        return new BulkOperation(
                parts.cache(annotated, annotation.cache(), typeOfValues(annotated, result, values), annotation),
                result.delivery(),
                keys,
                annotation.key().isEmpty()
                        ? KeyExpression.ELEMENT
                        : expressions.key(annotated, annotation.key(), Scope.ELEMENT_BEFORE),
                values,
                valueKey(annotated, annotation.valueKey(), values),
                expressions.condition(annotated, "condition", annotation.condition(), Condition.ALWAYS, Scope.BEFORE),
                parts.keeping(
                        annotated,
                        annotation.unless(),
                        annotation.tags(),
                        annotation.ttlExpression(),
                        Scope.ELEMENT_AFTER));
    }

    private static BulkValues values(AnnotatedMethod method, ResultType result) {
        BulkValues values = result.isOptional() ? null : BulkValues.of(ResultType.rawOf(result.type()));
        if (values == null) {
            throw method.mistake(
                    "it does not return many values: "
                            + method.method().getGenericReturnType().getTypeName(),
                    "Return a Map from keys to values, or a Collection, List, Set or Flux of values.");
        }
        return values;
    }

    private static Type typeOfValues(AnnotatedMethod method, ResultType result, BulkValues values) {
        Type type = result.type() instanceof ParameterizedType parameterized
                ? parameterized.getActualTypeArguments()[values == BulkValues.MAP ? 1 : 0]
                : Object.class;
        ResultType.requireDefinite(method, type);
        return type;
    }

    private @Nullable Expression valueKey(AnnotatedMethod method, String text, BulkValues values) {
        if (values == BulkValues.MAP) {
            if (!text.isEmpty()) {
                throw method.mistake("it returns a Map and has a valueKey", "Remove valueKey: the map has the keys.");
            }
            return null;
        }
        if (text.isEmpty()) {
            throw method.mistake(
                    "it does not say which key each value belongs to",
                    "Return a Map from keys to values, or write it as in valueKey = \"#result.id\".");
        }
        return parts.expressions().value(method, "valueKey", text, Scope.AFTER);
    }
}
