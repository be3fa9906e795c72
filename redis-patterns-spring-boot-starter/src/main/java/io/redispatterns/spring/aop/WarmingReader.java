package io.redispatterns.spring.aop;

import io.redispatterns.cache.WarmingSource;
import io.redispatterns.spring.annotation.CacheWarming;
import io.redispatterns.spring.annotation.Cached;
import java.lang.reflect.Method;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.core.MethodIntrospector;
import org.springframework.core.ResolvableType;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.util.ClassUtils;

/**
 * Reads {@code @CacheWarming}.
 *
 * @param cached reads what the values come from
 */
record WarmingReader(AnnotationParts parts, CachedReader cached) {

    /**
     * What the annotation of a method means.
     *
     * @param beanType the class of the bean, which may be that of a proxy
     */
    WarmingOperation read(Method method, Class<?> targetClass, Class<?> beanType, CacheWarming annotation) {
        AnnotatedMethod keys = parts.proxied(new AnnotatedMethod(method, targetClass, "@CacheWarming"));
        keys.requireCallable(beanType);
        String cache = parts.texts().ownCacheName(keys, annotation.cache());
        WarmedMethod warmed = warmed(keys, cache, beanType);
        boolean isPaged = isPaged(keys, warmed);
        String name = parts.texts().warmingName(keys, annotation.name());
        return new WarmingOperation(
                keys, isPaged, warmed, name, cache, parts.texts().warmingSettings(keys, name, annotation));
    }

    /** The cached method of the same class and cache. */
    private WarmedMethod warmed(AnnotatedMethod keys, String cache, Class<?> beanType) {
        List<WarmedMethod> found = cachedMethods(keys, parts.caches().named(cache));
        if (found.size() != 1) {
            throw keys.mistake(
                    found.isEmpty()
                            ? "its class has no @Cached method of cache " + cache + " to load the values with"
                            : "its class has several @Cached methods of cache " + cache + ": " + names(found),
                    "Put it into a class with one @Cached method of the cache.");
        }
        WarmedMethod warmed = found.get(0);
        warmed.annotated().requireCallable(beanType);
        requireOneArgument(keys, warmed);
        return warmed;
    }

    private List<WarmedMethod> cachedMethods(AnnotatedMethod keys, DeclaredCache cache) {
        Class<?> type = keys.targetClass();
        Map<Method, CachedOperation> operations = MethodIntrospector.selectMethods(
                type, (MethodIntrospector.MetadataLookup<CachedOperation>) method -> cached.read(method, type));
        List<WarmedMethod> found = new ArrayList<>();
        operations.forEach((method, operation) -> {
            if (operation.cache() == cache) {
                found.add(new WarmedMethod(new AnnotatedMethod(method, type, "@Cached"), operation));
            }
        });
        return found;
    }

    private static String names(List<WarmedMethod> methods) {
        return methods.stream()
                .map(warmed -> warmed.annotated().method().getName())
                .sorted()
                .collect(Collectors.joining(", "));
    }

    private void requireOneArgument(AnnotatedMethod keys, WarmedMethod warmed) {
        AnnotatedMethod method = warmed.annotated();
        if (method.method().getParameterCount() != 1) {
            throw keys.mistake(
                    method + " has " + method.method().getParameterCount() + " parameters, and a key is one argument",
                    "Let it have one, such as a record of several.");
        }
        Cached annotation = AnnotatedElementUtils.findMergedAnnotation(method.method(), Cached.class);
        if (annotation != null && parts.expressions().asksBeans(annotation.key())) {
            throw keys.mistake(
                    "the key \"" + annotation.key() + "\" of " + method + " is made of more than its argument",
                    "Let the argument tell it all: a warming is not in the thread of a caller.");
        }
    }

    /** Whether the keys come in pages; fails if they do not come, or not as the cached method takes them. */
    private static boolean isPaged(AnnotatedMethod keys, WarmedMethod warmed) {
        Method method = keys.method();
        if (method.getReturnType() == WarmingSource.Page.class
                && List.of(method.getParameterTypes()).equals(List.of(String.class, int.class))) {
            requireReadable(keys, warmed);
            return true;
        }
        Class<?> given = method.getParameterCount() == 0 ? typeOfKeys(keys) : null;
        if (given == null) {
            throw keys.mistake(
                    "it does not give keys: " + method.toGenericString(),
                    "Let it take nothing and return a Collection, a Stream or an array, or take (String cursor, int size)"
                            + " and return a WarmingSource.Page.");
        }
        requireKeys(keys, given, warmed);
        return false;
    }

    /** Of which type the keys are; null if they are in nothing that is known. */
    private static @Nullable Class<?> typeOfKeys(AnnotatedMethod keys) {
        ResolvableType returned = ResolvableType.forMethodReturnType(keys.method(), keys.targetClass());
        if (returned.isArray()) {
            return returned.getComponentType().toClass();
        }
        return Stream.of(Collection.class, Stream.class)
                .filter(container -> container.isAssignableFrom(returned.toClass()))
                .findFirst()
                .map(container -> returned.as(container).getGeneric(0).toClass())
                .orElse(null);
    }

    private static void requireKeys(AnnotatedMethod keys, Class<?> given, WarmedMethod warmed) {
        Type wanted = warmed.parameter();
        if (!ClassUtils.isAssignable(ResultType.rawOf(wanted), given)) {
            throw keys.mistake(
                    "its keys are of type " + given.getSimpleName() + ", but " + warmed.annotated() + " takes another",
                    "Return keys of type " + wanted.getTypeName() + ".");
        }
    }

    private static void requireReadable(AnnotatedMethod keys, WarmedMethod warmed) {
        Class<?> wanted = ResultType.rawOf(warmed.parameter());
        if (!PagedKeys.canRead(wanted)) {
            throw keys.mistake(
                    warmed.annotated() + " takes a " + wanted.getSimpleName()
                            + ", which the text of a key cannot be read as",
                    "Return the arguments themselves in a Collection, a Stream or an array, or let the method take a String,"
                            + " a number or a UUID.");
        }
    }
}
