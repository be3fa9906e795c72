package io.redispatterns.spring.aop;

import io.redispatterns.cache.LoadContext;
import io.redispatterns.spring.cache.EntryId;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.convert.DurationStyle;
import org.springframework.util.ObjectUtils;

/**
 * What an annotation says about how a result is kept.
 *
 * @param unless whether it is not kept
 * @param tags which tags it has
 * @param ttl how long it is fresh, or null if nothing is said of single results
 */
record Keeping(
        Condition unless, List<Expression> tags, @Nullable Expression ttl) {

    /** Nothing is said. */
    static final Keeping AS_CONFIGURED = new Keeping(Condition.NEVER, List.of(), null);

    /** Tells the cache about a result. */
    void tell(LoadContext<?> context, Call call, @Nullable Object value) {
        Call done = call.withResult(value);
        if (unless.holds(done)) {
            context.doNotKeep();
            return;
        }
        context.tags(tagsOf(tags, done));
        if (ttl != null && value != null) {
            Duration chosen = duration(ttl.valueFor(done));
            if (chosen != null) {
                context.ttl(chosen);
            }
        }
    }

    /** The tags that expressions give; those about a result give none for a null. */
    static String[] tagsOf(List<Expression> expressions, Call call) {
        return expressions.stream()
                .filter(expression -> call.result() != null || !expression.usesResult())
                .map(expression -> expression.valueFor(call))
                .flatMap(Keeping::elements)
                .map(EntryId::of)
                .toArray(String[]::new);
    }

    /** The elements of a collection, a map's keys or an array, or the object itself; nothing of nulls. */
    static Stream<Object> elements(@Nullable Object value) {
        if (value == null) {
            return Stream.empty();
        }
        if (value instanceof Iterable<?> || value instanceof Map<?, ?>) {
            Iterable<?> elements = value instanceof Map<?, ?> map ? map.keySet() : (Iterable<?>) value;
            Stream.Builder<Object> stream = Stream.builder();
            for (Object element : elements) {
                if (element != null) {
                    stream.add(element);
                }
            }
            return stream.build();
        }
        return value.getClass().isArray()
                ? Stream.of(ObjectUtils.toObjectArray(value)).filter(element -> element != null)
                : Stream.of(value);
    }

    private static @Nullable Duration duration(@Nullable Object value) {
        if (value == null || value instanceof Duration) {
            return (Duration) value;
        }
        try {
            return DurationStyle.detectAndParse(value.toString());
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "ttlExpression gave \"" + value + "\", which is not a duration such as '30s' or '1h'", e);
        }
    }
}
