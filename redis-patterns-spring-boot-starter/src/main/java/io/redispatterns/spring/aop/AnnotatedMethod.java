package io.redispatterns.spring.aop;

import io.redispatterns.spring.RedisPatternsConfigurationException;
import io.redispatterns.spring.annotation.CacheDefaults;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Type;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.StringJoiner;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.aop.support.AopUtils;
import org.springframework.core.DefaultParameterNameDiscoverer;
import org.springframework.core.GenericTypeResolver;
import org.springframework.core.ParameterNameDiscoverer;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.util.ReflectionUtils;

/**
 * A method with an annotation of ours.
 *
 * @param method as the target class has it
 * @param targetClass the class of the bean
 * @param annotation how the annotation is shown in messages, such as {@code @Cached}
 */
record AnnotatedMethod(Method method, Class<?> targetClass, String annotation) {

    private static final ParameterNameDiscoverer NAMES = DefaultParameterNameDiscoverer.getSharedInstance();

    /** The defaults of the class, or null. */
    @Nullable
    CacheDefaults defaults() {
        return AnnotatedElementUtils.findMergedAnnotation(targetClass, CacheDefaults.class);
    }

    /** The same method in the messages about another annotation. */
    AnnotatedMethod as(String other) {
        return new AnnotatedMethod(method, targetClass, other);
    }

    /** The parameters' positions by every name an expression may use: {@code id}, {@code a0}, {@code p0}. */
    Map<String, Integer> parameters() {
        Map<String, Integer> positions = new LinkedHashMap<>();
        for (int i = 0; i < method.getParameterCount(); i++) {
            positions.put("a" + i, i);
            positions.put("p" + i, i);
        }
        List<String> names = parameterNames();
        for (int i = 0; i < names.size(); i++) {
            positions.put(names.get(i), i);
        }
        return positions;
    }

    /** The parameters' own names; empty if they were not compiled into the class. */
    List<String> parameterNames() {
        @Nullable String @Nullable [] names = NAMES.getParameterNames(method);
        return names == null
                ? List.of()
                : Stream.of(names).filter(Objects::nonNull).toList();
    }

    /**
     * Fails if the method cannot be called on its bean.
     *
     * @param beanType the class of the bean, which may be that of a proxy
     */
    void requireCallable(Class<?> beanType) {
        try {
            AopUtils.selectInvocableMethod(method, beanType);
        } catch (IllegalStateException e) {
            throw mistake(
                    "its bean is a proxy of interfaces, of which none has it",
                    "Declare it in an interface of the bean, or leave spring.aop.proxy-target-class as it is.",
                    e);
        }
    }

    /** Calls the method on its bean, with all its advice. */
    @Nullable
    Object call(Object bean, @Nullable Object... args) throws Exception {
        Method callable = AopUtils.selectInvocableMethod(method, bean.getClass());
        ReflectionUtils.makeAccessible(callable);
        try {
            return callable.invoke(bean, args);
        } catch (InvocationTargetException e) {
            Throwable cause = Objects.requireNonNull(e.getCause());
            if (cause instanceof Error error) {
                throw error;
            }
            throw cause instanceof Exception exception ? exception : e;
        }
    }

    /** The type of a parameter, as the class of the bean has it. */
    Type parameterType(int position) {
        return GenericTypeResolver.resolveType(method.getGenericParameterTypes()[position], targetClass);
    }

    RedisPatternsConfigurationException mistake(String description, String action) {
        return mistake(description, action, null);
    }

    RedisPatternsConfigurationException mistake(String description, String action, @Nullable Throwable cause) {
        return new RedisPatternsConfigurationException(annotation + " on " + this + ": " + description, action, cause);
    }

    /** The method as people write it, {@code com.acme.Cities.find(long)}. */
    @Override
    public String toString() {
        StringJoiner parameters = new StringJoiner(", ", "(", ")");
        for (Class<?> type : method.getParameterTypes()) {
            parameters.add(type.getSimpleName());
        }
        return targetClass.getName() + "." + method.getName() + parameters;
    }
}
