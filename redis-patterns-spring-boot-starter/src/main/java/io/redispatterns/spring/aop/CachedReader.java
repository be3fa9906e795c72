package io.redispatterns.spring.aop;

import io.redispatterns.spring.annotation.Cached;
import java.lang.reflect.Method;
import org.jspecify.annotations.Nullable;
import org.springframework.core.annotation.AnnotatedElementUtils;

/** Reads {@code @Cached}. */
record CachedReader(AnnotationParts parts) implements Readings.Reader<CachedOperation> {

    @Override
    public @Nullable CachedOperation read(Method method, Class<?> targetClass) {
        Cached annotation = AnnotatedElementUtils.findMergedAnnotation(method, Cached.class);
        if (annotation == null) {
            return null;
        }
        AnnotatedMethod annotated = parts.proxied(new AnnotatedMethod(method, targetClass, "@Cached"));
        ResultType result = ResultType.of(annotated).kept(annotated);
        ExpressionFactory expressions = parts.expressions();
        return new CachedOperation(
                parts.cache(annotated, annotation.cache(), result.type(), annotation),
                result,
                expressions.key(annotated, annotation.key(), Scope.BEFORE),
                expressions.condition(annotated, "condition", annotation.condition(), Condition.ALWAYS, Scope.BEFORE),
                parts.keeping(
                        annotated, annotation.unless(), annotation.tags(), annotation.ttlExpression(), Scope.AFTER),
                annotation.fallback().isEmpty()
                        ? null
                        : expressions.value(annotated, "fallback", annotation.fallback(), Scope.FAILED));
    }
}
