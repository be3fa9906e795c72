package io.redispatterns.spring.aop;

import io.redispatterns.cache.LoadContext;
import io.redispatterns.spring.cache.CacheThreads;
import io.redispatterns.writebehind.Pending;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;
import org.aopalliance.intercept.MethodInterceptor;
import org.aopalliance.intercept.MethodInvocation;
import org.jspecify.annotations.Nullable;

/** Stands in front of {@code @CachedBulk} methods. */
final class BulkInterceptor implements MethodInterceptor {

    private final Readings<BulkOperation> operations;
    private final Supplier<CacheThreads> threads;

    BulkInterceptor(Readings<BulkOperation> operations, Supplier<CacheThreads> threads) {
        this.operations = operations;
        this.threads = threads;
    }

    @Override
    public @Nullable Object invoke(MethodInvocation invocation) throws Throwable {
        BulkOperation operation = operations.of(invocation);
        if (operation == null) {
            return invocation.proceed();
        }
        Call call = new Call(invocation.getThis(), invocation.getArguments());
        Iterable<?> keys = operation.keys().in(call.args());
        if (keys == null || !operation.condition().holds(call)) {
            return invocation.proceed();
        }
        Reading reading = new Reading(operation, call, invocation, elements(operation, call, keys));
        return operation.delivery().deliver(reading::values, threads.get().executor());
    }

    private static Map<String, Object> elements(BulkOperation operation, Call call, Iterable<?> keys) {
        Map<String, Object> elements = new LinkedHashMap<>();
        for (Object element : keys) {
            elements.putIfAbsent(operation.key().idOf(call.withElement(element)), element);
        }
        return elements;
    }

    /**
     * The reading of many values.
     *
     * @param elements the keys that are asked for, by the ids of their entries
     */
    private record Reading(
            BulkOperation operation, Call call, MethodInvocation invocation, Map<String, Object> elements) {

        Object values(Delivery.Waiting waiting) {
            Map<String, Object> found = operation
                    .cache()
                    .cache()
                    .getAll(elements.keySet(), (ids, contexts) -> load(ids, contexts, waiting));
            Map<Object, Object> byElement = new LinkedHashMap<>();
            found.forEach((id, value) -> byElement.put(element(id), value));
            return operation.values().of(byElement);
        }

        private Map<String, @Nullable Object> load(
                List<String> ids, Map<String, LoadContext<Object>> contexts, Delivery.Waiting waiting)
                throws Exception {
            Map<String, @Nullable Object> values = new LinkedHashMap<>();
            operation.cache().pending(contexts).forEach((id, pending) -> {
                if (pending instanceof Pending.Value<Object> accepted) {
                    values.put(id, accepted.value());
                } else if (pending instanceof Pending.Removal) {
                    values.put(id, null);
                }
            });
            List<Object> missing = ids.stream()
                    .filter(id -> !values.containsKey(id))
                    .map(this::element)
                    .toList();
            if (!missing.isEmpty()) {
                values.putAll(given(missing, waiting));
            }
            contexts.forEach(
                    (id, context) -> operation.keeping().tell(context, call.withElement(element(id)), values.get(id)));
            return values;
        }

        private Map<String, @Nullable Object> given(List<Object> missing, Delivery.Waiting waiting) throws Exception {
            @Nullable Object[] args = operation.keys().replaced(call.args(), missing);
            Object given = waiting.await(MethodRun.of(invocation, args));
            Map<String, @Nullable Object> values = new LinkedHashMap<>();
            BulkValues.byElement(given, operation.valueKey(), call)
                    .forEach((element, value) -> values.put(operation.key().idOf(call.withElement(element)), value));
            return values;
        }

        private Object element(String id) {
            return Objects.requireNonNull(elements.get(id));
        }
    }
}
