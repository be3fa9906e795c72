package io.redispatterns.spring.aop;

import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.util.function.BiPredicate;
import org.springframework.aop.support.StaticMethodMatcherPointcut;
import org.springframework.core.annotation.AnnotationUtils;

/** The methods with an annotation, which is read and checked on the way. */
final class AnnotationPointcut extends StaticMethodMatcherPointcut {

    private final BiPredicate<Method, Class<?>> isAnnotated;

    AnnotationPointcut(Class<? extends Annotation> annotation, BiPredicate<Method, Class<?>> isAnnotated) {
        this.isAnnotated = isAnnotated;
        setClassFilter(type -> AnnotationUtils.isCandidateClass(type, annotation));
    }

    @Override
    public boolean matches(Method method, Class<?> targetClass) {
        return isAnnotated.test(method, targetClass);
    }
}
