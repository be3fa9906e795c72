package io.redispatterns.spring.cache;

import java.lang.reflect.Method;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import org.springframework.core.GenericTypeResolver;
import org.springframework.core.KotlinDetector;
import org.springframework.core.ReactiveAdapter;
import org.springframework.core.ReactiveAdapterRegistry;
import org.springframework.core.ResolvableType;

/** What is kept of the results of a method that Spring's cache annotations are on. */
final class ReturnTypes {

    private ReturnTypes() {}

    /** The type of the values: what is in an Optional, a future or a publisher, and a list for a stream; null for none. */
    static @Nullable Type keptOf(Method method, Class<?> targetClass) {
        Class<?> raw = method.getReturnType();
        if (raw == void.class || raw == Void.class || KotlinDetector.isSuspendingFunction(method)) {
            return null;
        }
        Type type = GenericTypeResolver.resolveType(method.getGenericReturnType(), targetClass);
        if (raw == Optional.class || CompletionStage.class.isAssignableFrom(raw)) {
            return keptOf(contentOf(type));
        }
        ReactiveAdapter adapter = ReactiveAdapterRegistry.getSharedInstance().getAdapter(raw);
        if (adapter == null) {
            return type;
        }
        Type content = contentOf(type);
        return adapter.isMultiValue()
                ? ResolvableType.forClassWithGenerics(List.class, ResolvableType.forType(content))
                        .getType()
                : content;
    }

    private static Type keptOf(Type content) {
        return content instanceof ParameterizedType parameterized && parameterized.getRawType() == Optional.class
                ? contentOf(parameterized)
                : content;
    }

    private static Type contentOf(Type type) {
        return type instanceof ParameterizedType parameterized
                ? parameterized.getActualTypeArguments()[0]
                : Object.class;
    }
}
