package io.redispatterns.spring.settings;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.util.ReflectionUtils;

/**
 * What holds for every record of settings, whatever its components: null leaves a setting open, and a component that is a
 * record of settings itself is looked into.
 */
public final class SettingsRecords {

    private SettingsRecords() {}

    /** A record that leaves all open. */
    public static <R extends Record> R empty(Class<R> type) {
        return make(type, type.getRecordComponents(), new Object[type.getRecordComponents().length]);
    }

    /** The first record, with the other's components where it leaves them open. */
    public static <R extends Record> R merge(R first, R second) {
        RecordComponent[] components = first.getClass().getRecordComponents();
        R others = displaced(first, second);
        @Nullable
        Object[] merged = Stream.of(components)
                .map(component -> mergeValues(value(component, first), value(component, others)))
                .toArray();
        return make(typeOf(first), components, merged);
    }

    @SuppressWarnings("unchecked")
    private static <R extends Record> R displaced(R first, R second) {
        return first instanceof Displacing<?> displacing ? ((Displacing<R>) displacing).displace(second) : second;
    }

    private static @Nullable Object mergeValues(@Nullable Object first, @Nullable Object second) {
        if (first instanceof Record nested && second instanceof Record other) {
            return merge(nested, other);
        }
        return first != null ? first : second;
    }

    /** The names of the settings that both records have and that differ, such as {@code failSafe.maxStale}. */
    public static List<String> differences(Record first, Record second) {
        List<String> names = new ArrayList<>();
        for (RecordComponent component : first.getClass().getRecordComponents()) {
            Object one = value(component, first);
            Object other = value(component, second);
            if (one instanceof Record nested && other instanceof Record nestedOther) {
                differences(nested, nestedOther).forEach(name -> names.add(component.getName() + "." + name));
            } else if (one != null && other != null && !Objects.equals(one, other)) {
                names.add(component.getName());
            }
        }
        return names;
    }

    @SuppressWarnings("unchecked")
    private static <R extends Record> Class<R> typeOf(R settings) {
        return (Class<R>) settings.getClass();
    }

    private static @Nullable Object value(RecordComponent component, Record of) {
        return ReflectionUtils.invokeMethod(component.getAccessor(), of);
    }

    private static <R extends Record> R make(Class<R> type, RecordComponent[] components, @Nullable Object[] values) {
        Class<?>[] types = Stream.of(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
        try {
            return type.getDeclaredConstructor(types).newInstance(values);
        } catch (InvocationTargetException e) {
            throw new IllegalArgumentException(e.getCause());
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(type + " cannot be made", e);
        }
    }
}
