package io.redispatterns.engine.reply;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;

/**
 * A call whose turn has not come, because clients are paused: it runs later, and has its outcome then. No handler returns it. For any
 * thread.
 */
public final class Postponed implements Outcome {

    private final CompletableFuture<Outcome> outcome = new CompletableFuture<>();

    /** Sets what the call has come to: never another {@code Postponed}. */
    public void complete(Outcome result) {
        outcome.complete(result);
    }

    /** Waits for the outcome. */
    public Outcome await() throws InterruptedException {
        try {
            return outcome.get();
        } catch (ExecutionException e) {
            throw new IllegalStateException("an outcome is never an exception", e);
        }
    }

    /** Returns the outcome, or null when there is none yet. */
    public @Nullable Outcome outcome() {
        return outcome.getNow(null);
    }
}
