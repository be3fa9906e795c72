package io.redispatterns.spring.aop;

import io.redispatterns.cache.Loader;
import org.aopalliance.intercept.MethodInterceptor;
import org.aopalliance.intercept.MethodInvocation;
import org.jspecify.annotations.Nullable;
import org.springframework.aop.support.AopUtils;

/** Stands in front of {@code @Cached} methods. */
final class CachedInterceptor implements MethodInterceptor {

    private final Operations operations;

    CachedInterceptor(Operations operations) {
        this.operations = operations;
    }

    @Override
    public @Nullable Object invoke(MethodInvocation invocation) throws Throwable {
        Object target = invocation.getThis();
        OpenCache open =
                operations.cached(invocation.getMethod(), target == null ? null : AopUtils.getTargetClass(target));
        if (open == null) {
            return invocation.proceed();
        }
        CachedOperation operation = open.operation();
        Call call = new Call(target, invocation.getArguments());
        if (!operation.condition().holds(call)) {
            return invocation.proceed();
        }
        String id = operation.key().idOf(call);
        return operation.result().wrap(get(open, id, call, invocation));
    }

    private static @Nullable Object get(OpenCache open, String id, Call call, MethodInvocation invocation) {
        CachedOperation operation = open.operation();
        Loader<Object> loader = operation.unless() == Condition.NEVER
                ? key -> load(operation, invocation)
                : key -> keepable(operation, call, load(operation, invocation));
        try {
            return open.cache().get(id, loader);
        } catch (NotKept e) {
            return e.value();
        }
    }

    private static @Nullable Object load(CachedOperation operation, MethodInvocation invocation) throws Exception {
        try {
            return operation.result().unwrap(invocation.proceed());
        } catch (Exception | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException("a method threw what is neither an Exception nor an Error", e);
        }
    }

    private static @Nullable Object keepable(CachedOperation operation, Call call, @Nullable Object value) {
        if (operation.unless().holds(call.withResult(value))) {
            throw new NotKept(value);
        }
        return value;
    }

    /** Carries a value that is not to be kept past the cache, to all who wait for it. */
    private static final class NotKept extends RuntimeException {

        private static final long serialVersionUID = 1L;

        private final transient @Nullable Object value;

        NotKept(@Nullable Object value) {
            super("not kept", null, false, false);
            this.value = value;
        }

        @Nullable
        Object value() {
            return value;
        }
    }
}
