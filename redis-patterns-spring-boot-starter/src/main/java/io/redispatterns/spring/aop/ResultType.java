package io.redispatterns.spring.aop;

import java.io.InputStream;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.lang.reflect.TypeVariable;
import java.lang.reflect.WildcardType;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Future;
import java.util.stream.BaseStream;
import org.jspecify.annotations.Nullable;
import org.springframework.core.GenericTypeResolver;
import org.springframework.core.KotlinDetector;
import org.springframework.core.ReactiveAdapter;
import org.springframework.core.ReactiveAdapterRegistry;
import org.springframework.core.ResolvableType;
import org.springframework.util.ClassUtils;

/**
 * What a method gives.
 *
 * @param type of the values
 * @param isOptional whether the method gives them in an {@link Optional}
 * @param delivery whether it gives them at once
 */
record ResultType(Type type, boolean isOptional, Delivery delivery) {

    private static final List<Class<?>> READ_ONCE = List.of(BaseStream.class, Iterator.class, InputStream.class);
    private static final boolean HAS_REACTOR =
            ClassUtils.isPresent("reactor.core.publisher.Mono", ResultType.class.getClassLoader());

    /** What a method gives, whatever it is. */
    static ResultType of(AnnotatedMethod method) {
        Type returned = GenericTypeResolver.resolveType(method.method().getGenericReturnType(), method.targetClass());
        Class<?> raw = method.method().getReturnType();
        if (KotlinDetector.isSuspendingFunction(method.method())
                || (Future.class.isAssignableFrom(raw) && raw != CompletableFuture.class)) {
            throw method.mistake(
                    "it gives its result later in a way that is not supported (" + raw.getSimpleName() + ")",
                    "Return a CompletableFuture, a CompletionStage, a Mono or a Flux, or the value itself.");
        }
        if (raw == CompletableFuture.class || raw == CompletionStage.class) {
            return of(contentOf(returned), Delivery.FUTURE);
        }
        ReactiveAdapter adapter = ReactiveAdapterRegistry.getSharedInstance().getAdapter(raw);
        return adapter == null ? of(returned, Delivery.NOW) : reactive(method, adapter, contentOf(returned));
    }

    private static ResultType reactive(AnnotatedMethod method, ReactiveAdapter adapter, Type content) {
        if (!HAS_REACTOR) {
            throw method.mistake(
                    "it returns a " + method.method().getReturnType().getSimpleName()
                            + ", which needs Reactor on the class path",
                    "Add io.projectreactor:reactor-core.");
        }
        Delivery delivery = new ReactiveDelivery(adapter);
        return adapter.isMultiValue() ? new ResultType(listOf(content), false, delivery) : of(content, delivery);
    }

    private static ResultType of(Type given, Delivery delivery) {
        return rawOf(given) == Optional.class
                ? new ResultType(contentOf(given), true, delivery)
                : new ResultType(given, false, delivery);
    }

    private static Type listOf(Type content) {
        return ResolvableType.forClassWithGenerics(List.class, ResolvableType.forType(content))
                .getType();
    }

    /** Whether there is a value at all. */
    boolean isNothing() {
        return type == void.class || type == Void.class;
    }

    /** This type, if its values can be kept; else fails. */
    ResultType kept(AnnotatedMethod method) {
        if (isNothing()) {
            throw method.mistake(
                    "it returns nothing that could be kept",
                    "Annotate a method with a result, or use @CacheInvalidate.");
        }
        Class<?> raw = rawOf(type);
        if (READ_ONCE.stream().anyMatch(once -> once.isAssignableFrom(raw))) {
            throw method.mistake(
                    "it returns a " + raw.getSimpleName() + ", which can be read only once",
                    "Return a collection or an array.");
        }
        requireDefinite(method, type);
        return this;
    }

    /** Fails for a type that values cannot be read as. */
    static void requireDefinite(AnnotatedMethod method, Type type) {
        if (type == Object.class || type instanceof TypeVariable<?> || type instanceof WildcardType) {
            throw method.mistake(
                    "its type does not say what the values are: "
                            + method.method().toGenericString(),
                    "Let it have a type that JSON can be read as.");
        }
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

    static Class<?> rawOf(Type type) {
        return ResolvableType.forType(type).resolve(Object.class);
    }

    /** The only or the first argument of a generic type. */
    static Type contentOf(Type type) {
        return type instanceof ParameterizedType parameterized
                ? parameterized.getActualTypeArguments()[0]
                : Object.class;
    }
}
