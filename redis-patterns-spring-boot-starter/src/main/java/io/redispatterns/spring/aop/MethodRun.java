package io.redispatterns.spring.aop;

import org.aopalliance.intercept.MethodInvocation;
import org.jspecify.annotations.Nullable;
import org.springframework.aop.ProxyMethodInvocation;
import org.springframework.aop.interceptor.ExposeInvocationInterceptor;

/**
 * Runs a method from where an interceptor stands: any number of times, and in other threads than the caller's, where an
 * invocation itself can go on only once.
 */
final class MethodRun {

    private MethodRun() {}

    /** What the method gives. */
    static @Nullable Object of(MethodInvocation invocation) throws Exception {
        return run(((ProxyMethodInvocation) invocation).invocableClone());
    }

    /** What the method gives for other arguments. */
    static @Nullable Object of(MethodInvocation invocation, @Nullable Object[] args) throws Exception {
        return run(((ProxyMethodInvocation) invocation).invocableClone(args));
    }

    /** With the invocation made known to the thread, which aspects further inside rely on. */
    private static @Nullable Object run(MethodInvocation invocation) throws Exception {
        try {
            return ExposeInvocationInterceptor.INSTANCE.invoke(invocation);
        } catch (Exception | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException("a method threw what is neither an Exception nor an Error", e);
        }
    }
}
