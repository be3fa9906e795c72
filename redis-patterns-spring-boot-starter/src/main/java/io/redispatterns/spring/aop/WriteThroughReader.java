package io.redispatterns.spring.aop;

import io.redispatterns.spring.annotation.WriteThrough;
import java.lang.reflect.Method;
import java.lang.reflect.Type;
import org.jspecify.annotations.Nullable;
import org.springframework.core.GenericTypeResolver;
import org.springframework.core.annotation.AnnotatedElementUtils;

/** Reads {@code @WriteThrough}. */
record WriteThroughReader(AnnotationParts parts) implements Readings.Reader<WriteThroughOperation> {

    @Override
    public @Nullable WriteThroughOperation read(Method method, Class<?> targetClass) {
        WriteThrough annotation = AnnotatedElementUtils.findMergedAnnotation(method, WriteThrough.class);
        if (annotation == null) {
            return null;
        }
        AnnotatedMethod annotated = parts.proxied(new AnnotatedMethod(method, targetClass, "@WriteThrough"));
        ResultType result = ResultType.of(annotated);
        ExpressionFactory expressions = parts.expressions();
        String store = annotation.store();
        return new WriteThroughOperation(
                parts.cache(annotated, annotation.cache(), typeOfStored(annotated, result, store), annotation),
                result,
                expressions.key(annotated, annotation.key(), Scope.AFTER),
                store.isEmpty() ? null : expressions.value(annotated, "store", store, Scope.AFTER),
                expressions.condition(annotated, "condition", annotation.condition(), Condition.ALWAYS, Scope.BEFORE),
                parts.keeping(annotated, "", annotation.tags(), annotation.ttlExpression(), Scope.AFTER));
    }

    /** Null if it is an expression, whose type is for the other methods of the cache to say. */
    private @Nullable Type typeOfStored(AnnotatedMethod method, ResultType result, String store) {
        if (store.isEmpty()) {
            if (result.isNothing()) {
                throw method.mistake(
                        "it returns nothing that could be stored",
                        "Return what was written, or name it, as in store = \"#city\".");
            }
            return result.kept(method).type();
        }
        Integer parameter = parts.expressions().parameter(method, store);
        if (parameter == null) {
            return null;
        }
        Type type = GenericTypeResolver.resolveType(
                method.method().getGenericParameterTypes()[parameter], method.targetClass());
        ResultType.requireDefinite(method, type);
        return type;
    }
}
