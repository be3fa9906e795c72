package io.redispatterns.spring.aop;

import io.redispatterns.cache.Cache;
import io.redispatterns.cache.ContextLoader;
import io.redispatterns.spring.cache.CacheThreads;
import io.redispatterns.writebehind.Pending;
import java.util.Map;
import java.util.function.Supplier;
import org.aopalliance.intercept.MethodInterceptor;
import org.aopalliance.intercept.MethodInvocation;
import org.jspecify.annotations.Nullable;

/** Stands in front of {@code @Cached} methods. */
final class CachedInterceptor implements MethodInterceptor {

    private final Readings<CachedOperation> operations;
    private final Supplier<CacheThreads> threads;

    CachedInterceptor(Readings<CachedOperation> operations, Supplier<CacheThreads> threads) {
        this.operations = operations;
        this.threads = threads;
    }

    @Override
    public @Nullable Object invoke(MethodInvocation invocation) throws Throwable {
        CachedOperation operation = operations.of(invocation);
        if (operation == null) {
            return invocation.proceed();
        }
        Call call = new Call(invocation.getThis(), invocation.getArguments());
        if (!operation.condition().holds(call)) {
            return invocation.proceed();
        }
        String id = operation.key().idOf(call);
        ResultType result = operation.result();
        RequestedLoad requested = RequestedLoad.of(operation.cache(), id);
        if (requested != null) {
            return result.delivery()
                    .deliver(
                            waiting -> result.wrap(requested.by(loader(operation, call, invocation, waiting))),
                            Runnable::run);
        }
        return result.delivery()
                .deliver(
                        waiting -> result.wrap(get(operation, id, call, loader(operation, call, invocation, waiting))),
                        threads.get().executor());
    }

    private static ContextLoader<Object> loader(
            CachedOperation operation, Call call, MethodInvocation invocation, Delivery.Waiting waiting) {
        return (same, context) -> {
            Pending<Object> pending =
                    operation.cache().pending(Map.of(same, context)).get(same);
            Object value = pending instanceof Pending.Value<Object> accepted
                    ? accepted.value()
                    : pending instanceof Pending.Removal
                            ? null
                            : operation.result().unwrap(waiting.await(MethodRun.of(invocation)));
            operation.keeping().tell(context, call, value);
            return value;
        };
    }

    private static @Nullable Object get(CachedOperation operation, String id, Call call, ContextLoader<Object> loader) {
        Cache<Object> cache = operation.cache().cache();
        Expression fallback = operation.fallback();
        return fallback == null
                ? cache.get(id, loader)
                : cache.get(id, loader, e -> operation.result().unwrap(fallback.valueFor(call.withError(e))));
    }
}
