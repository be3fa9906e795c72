package io.redispatterns.spring.aop;

import io.redispatterns.spring.transaction.AfterCommit;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.aopalliance.intercept.MethodInterceptor;
import org.aopalliance.intercept.MethodInvocation;
import org.jspecify.annotations.Nullable;

/** Stands in front of {@code @WriteBehind} methods: accepts what they are called with, and lets the writer through. */
final class WriteBehindInterceptor implements MethodInterceptor {

    private static final ThreadLocal<@Nullable Boolean> WRITING = new ThreadLocal<>();

    private final Readings<WriteBehindOperation> operations;

    WriteBehindInterceptor(Readings<WriteBehindOperation> operations) {
        this.operations = operations;
    }

    /** Calls a method past its acceptance. */
    static @Nullable Object writing(Callable<?> call) throws Exception {
        Boolean outer = WRITING.get();
        WRITING.set(true);
        try {
            return call.call();
        } finally {
            WRITING.set(outer);
        }
    }

    /** Whether this call is that of a writer. What the method calls in turn is not. */
    private static boolean isOfWriter() {
        boolean isIt = WRITING.get() != null;
        if (isIt) {
            WRITING.remove();
        }
        return isIt;
    }

    @Override
    public @Nullable Object invoke(MethodInvocation invocation) throws Throwable {
        WriteBehindOperation operation = operations.of(invocation);
        if (operation == null || isOfWriter()) {
            return invocation.proceed();
        }
        @Nullable Object[] args = invocation.getArguments();
        String id = operation.key().idOf(new Call(invocation.getThis(), args));
        if (operation.remove()) {
            AfterCommit.run(() -> operation.writes().remove(id));
        } else {
            Object value = Objects.requireNonNull(args[0], "what is to be written");
            AfterCommit.run(() -> operation.writes().put(id, value));
        }
        return null;
    }
}
