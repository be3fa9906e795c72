package io.redispatterns.spring.aop;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/** How a method's result comes to its caller: at once, or later. */
interface Delivery {

    /** Waits for what a method has given, where waiting is no harm. */
    @FunctionalInterface
    interface Waiting {

        /**
         * The value, when it is there.
         *
         * @throws Exception what the method gave instead, unchanged
         */
        @Nullable
        Object await(@Nullable Object given) throws Exception;
    }

    /** What leads to the value, and may block. */
    @FunctionalInterface
    interface Work {

        @Nullable
        Object run(Waiting waiting) throws Throwable;
    }

    /** Does work for a caller, who gets its value in the way that the method has. */
    @Nullable
    Object deliver(Work work, Executor executor) throws Throwable;

    /** Lets something blocking be done before the caller gets the result that the method has given; not if it fails. */
    @Nullable
    Object before(@Nullable Object given, Then then, Executor executor) throws Throwable;

    /** What is done with the value of a result. */
    @FunctionalInterface
    interface Then {
        void accept(@Nullable Object value);
    }

    /** At once. */
    Delivery NOW = new Delivery() {
        @Override
        public @Nullable Object deliver(Work work, Executor executor) throws Throwable {
            return work.run(given -> given);
        }

        @Override
        public @Nullable Object before(@Nullable Object given, Then then, Executor executor) {
            then.accept(given);
            return given;
        }
    };

    /** As a future of the caller's own. */
    Delivery FUTURE = new Delivery() {
        @Override
        public Object deliver(Work work, Executor executor) {
            return inBackground(work, Delivery::join, executor);
        }

        @Override
        public @Nullable Object before(@Nullable Object given, Then then, Executor executor) {
            return given == null
                    ? null
                    : ((CompletionStage<?>) given)
                            .thenApplyAsync(
                                    value -> {
                                        then.accept(value);
                                        return value;
                                    },
                                    executor)
                            .toCompletableFuture();
        }
    };

    /** The value of work that an executor does. */
    static CompletableFuture<@Nullable Object> inBackground(Work work, Waiting waiting, Executor executor) {
        CompletableFuture<@Nullable Object> future = new CompletableFuture<>();
        try {
            executor.execute(() -> complete(future, work, waiting));
        } catch (RuntimeException e) {
            future.completeExceptionally(e);
        }
        return future;
    }

    private static void complete(CompletableFuture<@Nullable Object> future, Work work, Waiting waiting) {
        try {
            future.complete(work.run(waiting));
        } catch (Throwable e) {
            future.completeExceptionally(e);
        }
    }

    /** Waits for a future. */
    static @Nullable Object join(@Nullable Object given) throws Exception {
        try {
            return given == null
                    ? null
                    : ((CompletionStage<?>) given).toCompletableFuture().get();
        } catch (ExecutionException e) {
            Throwable cause = e.getCause();
            if (cause instanceof Error error) {
                throw error;
            }
            throw cause instanceof Exception exception ? exception : e;
        }
    }
}
