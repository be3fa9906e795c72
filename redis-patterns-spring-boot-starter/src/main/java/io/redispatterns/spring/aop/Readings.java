package io.redispatterns.spring.aop;

import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.aopalliance.intercept.MethodInvocation;
import org.jspecify.annotations.Nullable;
import org.springframework.aop.support.AopUtils;
import org.springframework.core.MethodIntrospector;
import org.springframework.util.ClassUtils;

/**
 * What the annotations of one type mean on each method that has one, read and checked when a bean is looked at for
 * proxying, which is at the start of the application.
 *
 * @param <O> what one means
 */
final class Readings<O> {

    /** Reads what the annotations of a method mean. */
    @FunctionalInterface
    interface Reader<O> {

        /** What they mean; null if there are none. */
        @Nullable
        O read(Method method, Class<?> targetClass);
    }

    /** A method as it is called. */
    private record MethodKey(Method method, @Nullable Class<?> targetClass) {}

    private final Class<? extends Annotation> annotation;
    private final Reader<O> reader;
    private final Set<Class<?>> classes = ConcurrentHashMap.newKeySet();
    private final Map<MethodKey, O> read = new ConcurrentHashMap<>();

    Readings(Class<? extends Annotation> annotation, Reader<O> reader) {
        this.annotation = annotation;
        this.reader = reader;
    }

    /** The pointcut of the methods that have one. */
    AnnotationPointcut pointcut() {
        return new AnnotationPointcut(annotation, (method, type) -> of(method, type) != null && isWholeClassRead(type));
    }

    /** What is meant by those of the method that is being called; null if it has none. */
    @Nullable
    O of(MethodInvocation invocation) {
        Object target = invocation.getThis();
        return of(invocation.getMethod(), target == null ? null : AopUtils.getTargetClass(target));
    }

    /** A proxy that looks at single methods when they are called would let mistakes in the others through. */
    private boolean isWholeClassRead(Class<?> type) {
        if (classes.add(type)) {
            MethodIntrospector.selectMethods(type, (Method method) -> of(method, type) != null);
        }
        return true;
    }

    private @Nullable O of(Method method, @Nullable Class<?> targetClass) {
        MethodKey key = new MethodKey(method, targetClass);
        O known = read.get(key);
        return known != null ? known : read.computeIfAbsent(key, this::read);
    }

    private @Nullable O read(MethodKey key) {
        Class<?> type =
                key.targetClass == null ? key.method.getDeclaringClass() : ClassUtils.getUserClass(key.targetClass);
        return reader.read(AopUtils.getMostSpecificMethod(key.method, key.targetClass), type);
    }
}
