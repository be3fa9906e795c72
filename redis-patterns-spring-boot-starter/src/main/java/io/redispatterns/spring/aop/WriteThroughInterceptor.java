package io.redispatterns.spring.aop;

import io.redispatterns.cache.CacheWrite;
import io.redispatterns.spring.cache.CacheThreads;
import java.util.function.Supplier;
import org.aopalliance.intercept.MethodInterceptor;
import org.aopalliance.intercept.MethodInvocation;
import org.jspecify.annotations.Nullable;

/** Stands in front of {@code @WriteThrough} methods. */
final class WriteThroughInterceptor implements MethodInterceptor {

    private final Readings<WriteThroughOperation> operations;
    private final Supplier<CacheThreads> threads;

    WriteThroughInterceptor(Readings<WriteThroughOperation> operations, Supplier<CacheThreads> threads) {
        this.operations = operations;
        this.threads = threads;
    }

    @Override
    public @Nullable Object invoke(MethodInvocation invocation) throws Throwable {
        WriteThroughOperation operation = operations.of(invocation);
        if (operation == null) {
            return invocation.proceed();
        }
        Call call = new Call(invocation.getThis(), invocation.getArguments());
        if (!operation.condition().holds(call)) {
            return invocation.proceed();
        }
        return operation
                .result()
                .delivery()
                .change(
                        new Writing(operation, call),
                        invocation::proceed,
                        threads.get().executor());
    }

    /** One call's change of the database and the cache. Its steps come one after the other, maybe in several threads. */
    private static final class Writing implements Change {

        private final WriteThroughOperation operation;
        private final Call call;
        private volatile @Nullable CacheWrite<Object> write;
        private volatile @Nullable Object stored;

        Writing(WriteThroughOperation operation, Call call) {
            this.operation = operation;
            this.call = call;
        }

        @Override
        public void begin() {
            if (!operation.key().usesResult()) {
                write = begin(call);
            }
        }

        private CacheWrite<Object> begin(Call known) {
            return operation.cache().cache().beginWrite(operation.key().idOf(known));
        }

        @Override
        public void returned(@Nullable Object given) {
            Object result = operation.result().unwrap(given);
            Call done = call.withResult(result);
            Expression store = operation.store();
            Object value = store == null ? result : operation.result().unwrap(store.valueFor(done));
            stored = value;
            CacheWrite<Object> begun = write != null ? write : begin(done);
            write = begun;
            operation.keeping().tell(begun.context(), done, value);
        }

        @Override
        public void committed() {
            CacheWrite<Object> begun = write;
            if (begun != null) {
                begun.commit(stored);
            }
        }

        @Override
        public void failed() {
            CacheWrite<Object> begun = write;
            if (begun != null) {
                begun.close();
            }
        }
    }
}
