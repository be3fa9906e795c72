package io.redispatterns.spring.aop;

import io.redispatterns.cache.ContextLoader;
import io.redispatterns.spring.cache.CacheThreads;
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
        return result.delivery()
                .deliver(
                        waiting -> result.wrap(get(operation, id, call, invocation, waiting)),
                        threads.get().executor());
    }

    private static @Nullable Object get(
            CachedOperation operation, String id, Call call, MethodInvocation invocation, Delivery.Waiting waiting) {
        ContextLoader<Object> loader = (same, context) -> {
            Object value = operation.result().unwrap(waiting.await(MethodRun.of(invocation)));
            operation.keeping().tell(context, call, value);
            return value;
        };
        Expression fallback = operation.fallback();
        if (fallback == null) {
            return operation.cache().cache().get(id, loader);
        }
        try {
            return operation.cache().cache().get(id, loader);
        } catch (Exception e) {
            return operation.result().unwrap(fallback.valueFor(call.withError(e)));
        }
    }
}
