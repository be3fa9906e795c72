package io.redispatterns.spring.aop;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** In what a method gives many values. */
enum BulkValues {
    /** By their keys. */
    MAP {
        @Override
        Object of(Map<Object, Object> byElement) {
            return byElement;
        }
    },
    /** In the order of the keys. */
    LIST {
        @Override
        Object of(Map<Object, Object> byElement) {
            return new ArrayList<>(byElement.values());
        }
    },
    /** Each once. */
    SET {
        @Override
        Object of(Map<Object, Object> byElement) {
            return new LinkedHashSet<>(byElement.values());
        }
    };

    /** That of a return type; null if it is none. */
    static @Nullable BulkValues of(Class<?> type) {
        if (type == Map.class) {
            return MAP;
        }
        if (type == Set.class) {
            return SET;
        }
        return type == List.class || type == Collection.class || type == Iterable.class ? LIST : null;
    }

    /** What a caller gets for the values of the elements that he asked for. */
    abstract Object of(Map<Object, Object> byElement);

    /** The values of what a method gave by the elements that they belong to. */
    static Map<Object, @Nullable Object> byElement(
            @Nullable Object given, @Nullable Expression elementOfValue, Call call) {
        Map<Object, @Nullable Object> byElement = new LinkedHashMap<>();
        if (given instanceof Map<?, ?> map) {
            map.forEach((element, value) -> byElement.put(element, value));
        } else if (given != null && elementOfValue != null) {
            for (Object value : (Iterable<?>) given) {
                Object element = value == null ? null : elementOfValue.valueFor(call.withResult(value));
                if (element != null && byElement.put(element, value) != null) {
                    throw new IllegalStateException("the method gave two values for " + element
                            + "; one that gives several for a key returns a Map of lists");
                }
            }
        }
        return byElement;
    }
}
