package io.redispatterns.spring.cache;

import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.util.Collection;
import java.util.StringJoiner;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.cache.interceptor.SimpleKey;
import org.springframework.util.ObjectUtils;
import org.springframework.util.ReflectionUtils;

/**
 * The text that stands for a key object in Redis: what it says of itself with {@code toString()}, and for several
 * objects, or the elements of a collection or an array, their texts joined by colons, so that different ones never give
 * the same text.
 */
public final class EntryId {

    private static final char SEPARATOR = ':';
    private static final char ESCAPE = '\\';
    private static final String NULL = ESCAPE + "-";
    private static final String NO_ELEMENTS = ESCAPE + ".";

    private static final ClassValue<Boolean> SAYS_NOTHING = new ClassValue<>() {
        @Override
        protected Boolean computeValue(Class<?> type) {
            Method toString = ReflectionUtils.findMethod(type, "toString");
            return toString == null || toString.getDeclaringClass() == Object.class;
        }
    };

    private EntryId() {}

    /**
     * The text of one object.
     *
     * @throws IllegalArgumentException if its class has no {@code toString()} of its own, so that equal objects would
     *     give different texts
     */
    public static String of(Object key) {
        if (key instanceof String text) {
            return text;
        }
        if (key instanceof Number || key instanceof UUID) {
            return key.toString();
        }
        if (key instanceof Enum<?> constant) {
            return constant.name();
        }
        if (key instanceof SimpleKey simple) {
            return SimpleKeyParts.joined(simple);
        }
        if (key instanceof Collection<?> || key.getClass().isArray()) {
            Object[] elements = ObjectUtils.toObjectArray(key instanceof Collection<?> all ? all.toArray() : key);
            return elements.length == 0 ? NO_ELEMENTS : joined(elements);
        }
        if (saysNothing(key.getClass())) {
            throw new IllegalArgumentException("a key of type " + key.getClass().getTypeName()
                    + " has no text of its own: name what identifies it, such as #city.id, or give it a toString()");
        }
        return key.toString();
    }

    /** The text of several objects, in which nulls may occur; empty for none. */
    public static String joined(@Nullable Object... keys) {
        StringJoiner joined = new StringJoiner(String.valueOf(SEPARATOR));
        for (Object key : keys) {
            joined.add(key == null ? NULL : escaped(of(key)));
        }
        return joined.toString();
    }

    private static boolean saysNothing(Class<?> type) {
        return SAYS_NOTHING.get(type);
    }

    private static String escaped(String text) {
        if (text.indexOf(SEPARATOR) < 0 && text.indexOf(ESCAPE) < 0) {
            return text;
        }
        return text.replace("\\", "\\\\").replace(":", "\\:");
    }

    /** The objects in a {@link SimpleKey}, whose own text is the same for ("a,b", "c") and ("a", "b,c"). */
    private static final class SimpleKeyParts {

        private static final @Nullable Field PARAMS = ReflectionUtils.findField(SimpleKey.class, "params");

        static {
            if (PARAMS != null) {
                ReflectionUtils.makeAccessible(PARAMS);
            }
        }

        static String joined(SimpleKey key) {
            return PARAMS != null && ReflectionUtils.getField(PARAMS, key) instanceof Object[] params
                    ? EntryId.joined(params)
                    : key.toString();
        }
    }
}
