package io.redispatterns.spring.aop;

import java.lang.reflect.Method;
import org.jspecify.annotations.Nullable;

/** {@code #root} of an expression, which reads the public properties. */
final class CallRoot {

    private final AnnotatedMethod method;
    private final Call call;

    CallRoot(AnnotatedMethod method, Call call) {
        this.method = method;
        this.call = call;
    }

    public Method getMethod() {
        return method.method();
    }

    public String getMethodName() {
        return method.method().getName();
    }

    public @Nullable Object getTarget() {
        return call.target();
    }

    public Class<?> getTargetClass() {
        return method.targetClass();
    }

    public @Nullable Object[] getArgs() {
        return call.args();
    }

    @Nullable
    Object variable(String name) {
        return call.variable(name);
    }
}
