package io.redispatterns.spring.aop;

import io.redispatterns.spring.annotation.CacheInvalidate;
import io.redispatterns.spring.annotation.CacheInvalidations;
import io.redispatterns.spring.aop.InvalidateOperation.Entries;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.core.annotation.AnnotatedElementUtils;

/** Reads {@code @CacheInvalidate}. */
record InvalidateReader(AnnotationParts parts) implements Readings.Reader<InvalidateReader.All> {

    /**
     * Every {@code @CacheInvalidate} of a method.
     *
     * @param result what the method gives
     */
    record All(ResultType result, List<InvalidateOperation> operations) {}

    @Override
    public @Nullable All read(Method method, Class<?> targetClass) {
        Set<CacheInvalidate> annotations = AnnotatedElementUtils.findMergedRepeatableAnnotations(
                method, CacheInvalidate.class, CacheInvalidations.class);
        if (annotations.isEmpty()) {
            return null;
        }
        AnnotatedMethod annotated = parts.proxied(new AnnotatedMethod(method, targetClass, "@CacheInvalidate"));
        return new All(
                ResultType.of(annotated),
                annotations.stream()
                        .map(annotation -> operation(annotated, annotation))
                        .toList());
    }

    private InvalidateOperation operation(AnnotatedMethod method, CacheInvalidate annotation) {
        return new InvalidateOperation(
                parts.texts().cacheName(method, annotation.cache()),
                entries(method, annotation),
                annotation.stale(),
                annotation.before(),
                parts.expressions()
                        .condition(method, "condition", annotation.condition(), Condition.ALWAYS, Scope.AFTER));
    }

    private Entries entries(AnnotatedMethod method, CacheInvalidate annotation) {
        requireAtMostOne(method, annotation);
        if (annotation.allEntries()) {
            return new Entries.All();
        }
        if (annotation.tags().length > 0) {
            return new Entries.Tagged(parts.tags(method, annotation.tags(), Scope.AFTER));
        }
        return annotation.keys().isEmpty()
                ? new Entries.One(parts.expressions().key(method, annotation.key(), Scope.AFTER))
                : new Entries.Several(parts.expressions().value(method, "keys", annotation.keys(), Scope.AFTER));
    }

    private static void requireAtMostOne(AnnotatedMethod method, CacheInvalidate annotation) {
        List<String> said = new ArrayList<>();
        if (!annotation.key().isEmpty()) {
            said.add("key");
        }
        if (!annotation.keys().isEmpty()) {
            said.add("keys");
        }
        if (annotation.tags().length > 0) {
            said.add("tags");
        }
        if (annotation.allEntries()) {
            said.add("allEntries");
        }
        if (said.size() > 1) {
            throw method.mistake(
                    "it has " + String.join(" and ", said),
                    "Keep one of them, and write a second @CacheInvalidate for the other.");
        }
    }
}
