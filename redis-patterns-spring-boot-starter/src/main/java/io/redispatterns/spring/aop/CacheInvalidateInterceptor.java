package io.redispatterns.spring.aop;

import io.redispatterns.cache.Cache;
import io.redispatterns.spring.cache.CacheRegistry;
import io.redispatterns.spring.transaction.AfterCommit;
import java.util.Optional;
import org.aopalliance.intercept.MethodInterceptor;
import org.aopalliance.intercept.MethodInvocation;
import org.jspecify.annotations.Nullable;
import org.springframework.aop.support.AopUtils;
import org.springframework.beans.factory.ObjectProvider;

/** Stands in front of {@code @CacheInvalidate} methods. */
final class CacheInvalidateInterceptor implements MethodInterceptor {

    private final Operations operations;
    private final ObjectProvider<CacheRegistry> registry;

    CacheInvalidateInterceptor(Operations operations, ObjectProvider<CacheRegistry> registry) {
        this.operations = operations;
        this.registry = registry;
    }

    @Override
    public @Nullable Object invoke(MethodInvocation invocation) throws Throwable {
        Object target = invocation.getThis();
        Object result = invocation.proceed();
        Call call = new Call(target, invocation.getArguments(), unwrapped(result));
        for (InvalidateOperation operation : operations.invalidating(
                invocation.getMethod(), target == null ? null : AopUtils.getTargetClass(target))) {
            if (operation.condition().holds(call)) {
                invalidate(operation, call);
            }
        }
        return result;
    }

    private void invalidate(InvalidateOperation operation, Call call) {
        KeyExpression key = operation.key();
        if (key == null) {
            AfterCommit.run(() -> cache(operation).clear());
        } else {
            String id = key.idOf(call);
            AfterCommit.run(() -> cache(operation).invalidate(id));
        }
    }

    private Cache<?> cache(InvalidateOperation operation) {
        return registry.getObject().forInvalidation(operation.cache());
    }

    private static @Nullable Object unwrapped(@Nullable Object result) {
        return result instanceof Optional<?> optional ? optional.orElse(null) : result;
    }
}
