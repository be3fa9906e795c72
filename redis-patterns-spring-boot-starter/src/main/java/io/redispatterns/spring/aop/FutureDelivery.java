package io.redispatterns.spring.aop;

import io.redispatterns.spring.transaction.AfterCommit;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/** Results by a {@link CompletionStage}. */
record FutureDelivery() implements Delivery {

    @Override
    public CompletableFuture<@Nullable Object> deliver(Work work, Executor executor) {
        return Delivery.inBackground(work, Delivery::join, executor);
    }

    @Override
    public @Nullable Object await(@Nullable Object delivered) throws Exception {
        return Delivery.join(delivered);
    }

    @Override
    public CompletableFuture<@Nullable Object> change(Change change, Target target, Executor executor) {
        CompletableFuture<Void> begun = CompletableFuture.runAsync(change::begin, executor);
        CompletableFuture<@Nullable Object> given = called(target);
        boolean inTransaction = AfterCommit.isActive();
        CompletableFuture<@Nullable Object> done = new CompletableFuture<>();
        CompletableFuture<?> unused = begun.thenCombine(given, (nothing, value) -> value)
                .whenCompleteAsync(
                        (value, failure) -> {
                            if (failure == null) {
                                change.returned(value);
                            }
                        },
                        executor)
                .thenCombine(committed(), End::new)
                .whenCompleteAsync((end, failure) -> end(change, end, failure, done), executor);
        // Who is in the transaction must not wait for its end.
        return inTransaction ? given : done;
    }

    /** Whether the transaction of this thread was committed, which may be before or after the result is there. */
    private static CompletableFuture<Boolean> committed() {
        CompletableFuture<Boolean> committed = new CompletableFuture<>();
        AfterCommit.run(() -> committed.complete(true), () -> committed.complete(false));
        return committed;
    }

    private record End(@Nullable Object value, boolean committed) {}

    private static void end(
            Change change, @Nullable End end, @Nullable Throwable failure, CompletableFuture<@Nullable Object> done) {
        try {
            if (end != null && end.committed()) {
                change.committed();
            } else {
                change.failed();
            }
        } catch (RuntimeException | Error e) {
            done.completeExceptionally(e);
        }
        if (end != null) {
            done.complete(end.value());
        } else {
            done.completeExceptionally(failure instanceof CompletionException wrapped ? wrapped.getCause() : failure);
        }
    }

    @SuppressWarnings("unchecked")
    private static CompletableFuture<@Nullable Object> called(Target target) {
        try {
            Object given = target.call();
            return given == null
                    ? CompletableFuture.completedFuture(null)
                    : ((CompletionStage<@Nullable Object>) given).toCompletableFuture();
        } catch (Throwable e) {
            return CompletableFuture.failedFuture(e);
        }
    }
}
