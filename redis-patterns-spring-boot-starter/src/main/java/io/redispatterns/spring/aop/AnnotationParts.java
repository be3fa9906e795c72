package io.redispatterns.spring.aop;

import java.lang.annotation.Annotation;
import java.lang.reflect.Type;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads what several annotations have in common. */
record AnnotationParts(
        AnnotationTexts texts, ExpressionFactory expressions, ProxyCheck proxies, DeclaredCaches caches) {

    /** The method itself, if calls of it get to the annotation's work; else fails. */
    AnnotatedMethod proxied(AnnotatedMethod method) {
        proxies.check(method);
        return method;
    }

    /**
     * The cache of a method whose values it gives, with what its annotation says about it.
     *
     * @param type of the values, or null if that is for other methods to say
     */
    DeclaredCache cache(AnnotatedMethod method, String name, @Nullable Type type, Annotation annotation) {
        DeclaredCache cache = caches.named(texts.ownCacheName(method, name));
        cache.declare(method, type, texts.settings(method, annotation), texts.defaults(method));
        return cache;
    }

    /** How results are kept. */
    Keeping keeping(AnnotatedMethod method, String unless, String[] tags, String ttl, Scope scope) {
        if (unless.isEmpty() && tags.length == 0 && ttl.isEmpty()) {
            return Keeping.AS_CONFIGURED;
        }
        return new Keeping(
                expressions.condition(method, "unless", unless, Condition.NEVER, scope),
                tags(method, tags, scope),
                ttl.isEmpty() ? null : expressions.value(method, "ttlExpression", ttl, scope));
    }

    List<Expression> tags(AnnotatedMethod method, String[] tags, Scope scope) {
        return Stream.of(tags)
                .map(tag -> expressions.value(method, "tags", tag, scope))
                .toList();
    }
}
