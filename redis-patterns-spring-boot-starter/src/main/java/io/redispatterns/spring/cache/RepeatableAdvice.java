package io.redispatterns.spring.cache;

import java.lang.reflect.AccessibleObject;
import java.lang.reflect.Method;
import org.aopalliance.intercept.MethodInterceptor;
import org.aopalliance.intercept.MethodInvocation;
import org.jspecify.annotations.Nullable;
import org.springframework.aop.ProxyMethodInvocation;
import org.springframework.aop.interceptor.ExposeInvocationInterceptor;

/**
 * Lets Spring's cache interceptor run a method as often as its cache likes, and in any thread, with all that stands between
 * the two: a value that is refreshed is loaded again by the call that loaded it, which could go on only once.
 */
final class RepeatableAdvice implements MethodInterceptor {

    private final MethodInterceptor interceptor;

    RepeatableAdvice(MethodInterceptor interceptor) {
        this.interceptor = interceptor;
    }

    @Override
    public @Nullable Object invoke(MethodInvocation invocation) throws Throwable {
        return interceptor.invoke(
                invocation instanceof ProxyMethodInvocation cloneable ? new Repeatable(cloneable) : invocation);
    }

    private record Repeatable(ProxyMethodInvocation call) implements MethodInvocation {

        @Override
        public @Nullable Object proceed() throws Throwable {
            return ExposeInvocationInterceptor.INSTANCE.invoke(call.invocableClone());
        }

        @Override
        public Method getMethod() {
            return call.getMethod();
        }

        @Override
        public @Nullable Object[] getArguments() {
            return call.getArguments();
        }

        @Override
        public @Nullable Object getThis() {
            return call.getThis();
        }

        @Override
        public AccessibleObject getStaticPart() {
            return call.getStaticPart();
        }
    }
}
