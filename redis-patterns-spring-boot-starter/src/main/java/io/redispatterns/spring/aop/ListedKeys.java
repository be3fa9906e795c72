package io.redispatterns.spring.aop;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.util.ObjectUtils;

/**
 * Keys that a method gives all at once. They are held while this process warms with them; a cursor is the index of the next. Not
 * safe for many threads: a warming asks for one page at a time.
 */
final class ListedKeys implements WarmingKeys {

    private final AnnotatedMethod method;
    private final Supplier<Object> bean;
    private @Nullable List<? extends @Nullable Object> held;

    ListedKeys(AnnotatedMethod method, Supplier<Object> bean) {
        this.method = method;
        this.bean = bean;
    }

    @Override
    public OptionalLong total() throws Exception {
        List<?> keys = given();
        held = keys;
        return OptionalLong.of(keys.size());
    }

    @Override
    public Page page(@Nullable String cursor, int size) throws Exception {
        List<? extends @Nullable Object> keys = held == null ? given() : held;
        int from = cursor == null ? 0 : Math.min(Integer.parseInt(cursor), keys.size());
        int to = Math.min(from + size, keys.size());
        boolean isLast = to == keys.size();
        held = isLast ? null : keys;
        return new Page(keys.subList(from, to), isLast ? null : Integer.toString(to));
    }

    private List<? extends @Nullable Object> given() throws Exception {
        Object given = method.call(bean.get());
        if (given instanceof Collection<?> collection) {
            return new ArrayList<>(collection);
        }
        if (given instanceof Stream<?> stream) {
            try (stream) {
                return stream.collect(Collectors.toList());
            }
        }
        if (given == null) {
            throw new IllegalStateException(method + " gave null and no keys");
        }
        return Arrays.asList(ObjectUtils.toObjectArray(given));
    }
}
