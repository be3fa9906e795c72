package io.redispatterns.spring.aop;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/** How a method's result comes to its caller: at once, or later. */
interface Delivery {

    /** At once. */
    Delivery NOW = new DirectDelivery();

    /** As a future of the caller's own. */
    Delivery FUTURE = new FutureDelivery();

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

    /** An annotated method, to be called in the caller's thread. */
    @FunctionalInterface
    interface Target {

        @Nullable
        Object call() throws Throwable;
    }

    /**
     * Does work for a caller, who gets its value in the way that the method has.
     *
     * @param executor does it for a caller who does not wait
     */
    @Nullable
    Object deliver(Work work, Executor executor) throws Throwable;

    /**
     * Waits in this thread for what a caller was given.
     *
     * @throws Exception what the method gave instead, unchanged
     */
    @Nullable
    Object await(@Nullable Object delivered) throws Exception;

    /**
     * Calls a method and does what a change does around it. The caller gets what the method gives, in its own way, when all
     * is done that does not wait for a transaction.
     */
    @Nullable
    Object change(Change change, Target target, Executor executor) throws Throwable;

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
    static @Nullable Object join(@Nullable Object future) throws Exception {
        if (future == null) {
            return null;
        }
        try {
            return ((CompletionStage<?>) future).toCompletableFuture().get();
        } catch (ExecutionException e) {
            Throwable cause = e.getCause();
            if (cause instanceof Error error) {
                throw error;
            }
            throw cause instanceof Exception exception ? exception : e;
        }
    }
}
