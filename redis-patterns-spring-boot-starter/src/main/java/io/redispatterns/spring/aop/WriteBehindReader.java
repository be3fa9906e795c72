package io.redispatterns.spring.aop;

import io.redispatterns.spring.annotation.WriteBehind;
import io.redispatterns.writebehind.Write;
import io.redispatterns.writebehind.WriteResult;
import java.lang.reflect.Method;
import java.lang.reflect.Type;
import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.core.GenericTypeResolver;
import org.springframework.core.ResolvableType;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.util.ReflectionUtils;

/** Reads {@code @WriteBehind}. */
record WriteBehindReader(AnnotationParts parts, DeclaredWriteBehinds writeBehinds)
        implements Readings.Reader<WriteBehindOperation> {

    @Override
    public @Nullable WriteBehindOperation read(Method method, Class<?> targetClass) {
        WriteBehind annotation = AnnotatedElementUtils.findMergedAnnotation(method, WriteBehind.class);
        if (annotation == null) {
            return null;
        }
        AnnotatedMethod annotated = parts.proxied(new AnnotatedMethod(method, targetClass, "@WriteBehind"));
        requireOneParameterAndNoResult(annotated);
        DeclaredWriteBehind writes = writeBehinds.named(parts.texts().ownCacheName(annotated, annotation.cache()));
        Type type = GenericTypeResolver.resolveType(method.getGenericParameterTypes()[0], targetClass);
        if (annotation.remove()) {
            requireNoBatch(annotated, annotation);
            writes.declareRemoval(new WriteBehindTarget(annotated, List.of(annotation.poison())));
        } else {
            ResultType.requireDefinite(annotated, type);
            writes.declareWrite(
                    new WriteBehindTarget(annotated, List.of(annotation.poison())),
                    type,
                    annotation.batch().isEmpty() ? null : batch(annotated, annotation, type));
        }
        return new WriteBehindOperation(
                writes, parts.expressions().key(annotated, annotation.key(), Scope.BEFORE), annotation.remove());
    }

    private static void requireOneParameterAndNoResult(AnnotatedMethod method) {
        if (method.method().getParameterCount() != 1) {
            throw method.mistake(
                    "it has " + method.method().getParameterCount() + " parameters",
                    "Give it one: what is to be written later, or for a removal the key.");
        }
        if (method.method().getReturnType() != void.class) {
            throw method.mistake(
                    "it returns a " + method.method().getReturnType().getSimpleName()
                            + ", which is not there when its caller goes on",
                    "Let it return nothing.");
        }
    }

    private static void requireNoBatch(AnnotatedMethod method, WriteBehind annotation) {
        if (!annotation.batch().isEmpty()) {
            throw method.mistake("it removes and has a batch", "Remove batch: removals are done one by one.");
        }
    }

    private WriteBehindBatch batch(AnnotatedMethod method, WriteBehind annotation, Type type) {
        Type values = ResolvableType.forClassWithGenerics(List.class, ResolvableType.forType(type))
                .getType();
        Type writes = ResolvableType.forClassWithGenerics(
                        List.class, ResolvableType.forClassWithGenerics(Write.class, ResolvableType.forType(type)))
                .getType();
        List<Method> named = Stream.of(ReflectionUtils.getUniqueDeclaredMethods(method.targetClass()))
                .filter(candidate -> candidate.getName().equals(annotation.batch()))
                .toList();
        for (Method candidate : named) {
            Type taken = candidate.getParameterCount() == 1
                    ? GenericTypeResolver.resolveType(candidate.getGenericParameterTypes()[0], method.targetClass())
                    : Void.class;
            boolean takesWrites = taken.getTypeName().equals(writes.getTypeName());
            if ((takesWrites || taken.getTypeName().equals(values.getTypeName())) && givesNothingOrResults(candidate)) {
                AnnotatedMethod target =
                        parts.proxied(new AnnotatedMethod(candidate, method.targetClass(), "@WriteBehind"));
                return new WriteBehindBatch(new WriteBehindTarget(target, List.of(annotation.poison())), takesWrites);
            }
        }
        throw method.mistake(
                "there is no method " + annotation.batch() + "(" + values.getTypeName() + ") for its batch",
                "Let it take a List of what this method takes, or of Writes of it, and return nothing or a Collection of"
                        + " WriteResults.");
    }

    private static boolean givesNothingOrResults(Method method) {
        ResolvableType returned = ResolvableType.forMethodReturnType(method);
        return method.getReturnType() == void.class
                || returned.as(Collection.class).getGeneric(0).resolve(Object.class) == WriteResult.class;
    }
}
