package io.redispatterns.spring.aop;

import java.io.InputStream;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.lang.reflect.TypeVariable;
import java.lang.reflect.WildcardType;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Future;
import java.util.stream.BaseStream;
import org.jspecify.annotations.Nullable;
import org.springframework.core.GenericTypeResolver;
import org.springframework.core.KotlinDetector;
import org.springframework.core.ReactiveAdapterRegistry;

/**
 * What a cached method gives.
 *
 * @param type of the values that are kept
 * @param isOptional whether the method gives them in an {@link Optional}
 */
record ResultType(Type type, boolean isOptional) {

    private static final List<Class<?>> READ_ONCE = List.of(BaseStream.class, Iterator.class, InputStream.class);

    /** What a method gives; fails for what cannot be kept. */
    static ResultType of(AnnotatedMethod method) {
        Class<?> raw = method.method().getReturnType();
        if (isLater(raw) || KotlinDetector.isSuspendingFunction(method.method())) {
            throw method.mistake(
                    "it gives its result later (" + raw.getSimpleName() + "), which is not supported yet",
                    "Annotate a method that gives the value itself, and call that one from the asynchronous method.");
        }
        if (raw == void.class || raw == Void.class) {
            throw method.mistake(
                    "it returns nothing that could be kept",
                    "Annotate a method with a result, or use @CacheInvalidate.");
        }
        if (READ_ONCE.stream().anyMatch(type -> type.isAssignableFrom(raw))) {
            throw method.mistake(
                    "it returns a " + raw.getSimpleName() + ", which can be read only once",
                    "Return a collection or an array.");
        }
        Type returned = GenericTypeResolver.resolveType(method.method().getGenericReturnType(), method.targetClass());
        ResultType result =
                raw == Optional.class ? new ResultType(contentOf(returned), true) : new ResultType(returned, false);
        return result.checked(method);
    }

    /** What is kept of what the method has given. */
    @Nullable
    Object unwrap(@Nullable Object given) {
        return given instanceof Optional<?> optional && isOptional ? optional.orElse(null) : given;
    }

    /** What the caller of the method gets for what was kept. */
    @Nullable
    Object wrap(@Nullable Object kept) {
        return isOptional ? Optional.ofNullable(kept) : kept;
    }

    private ResultType checked(AnnotatedMethod method) {
        if (type == Object.class || type instanceof TypeVariable<?> || type instanceof WildcardType) {
            throw method.mistake(
                    "its return type does not say what it gives: "
                            + method.method().toGenericString(),
                    "Let it return a type that JSON can be read as.");
        }
        return this;
    }

    private static boolean isLater(Class<?> type) {
        return CompletionStage.class.isAssignableFrom(type)
                || Future.class.isAssignableFrom(type)
                || ReactiveAdapterRegistry.getSharedInstance().getAdapter(type) != null;
    }

    private static Type contentOf(Type optional) {
        return optional instanceof ParameterizedType parameterized
                ? parameterized.getActualTypeArguments()[0]
                : Object.class;
    }
}
