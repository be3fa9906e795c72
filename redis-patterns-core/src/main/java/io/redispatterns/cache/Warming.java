package io.redispatterns.cache;

import java.util.concurrent.CompletionStage;

/** The warming of a cache, as one process takes part in it. Safe for many threads. */
public interface Warming {

    /** How far it is. */
    WarmingProgress progress();

    /**
     * Completes with the last progress when the warming is over for this process: the run is done, by whichever process, or it
     * was cancelled here. A repeating one is over only when it is cancelled.
     */
    CompletionStage<WarmingProgress> completion();

    /**
     * Completes when a run is over for the first time since this process takes part, by whichever process, or has been before that
     * and the next one is not due. As {@link #completion()} if it is over before that.
     */
    CompletionStage<WarmingProgress> firstRun();

    /**
     * Ends it in this process: no load begins any more. If this is the process that loads, the run counts as done, so that no
     * other goes on with it. Does nothing if it is over.
     */
    void cancel();

    /**
     * Ends it in this process alone: no load begins here any more, and another process goes on at once from the last place that was
     * noted. To be used when a process stops. Does nothing if it is over.
     */
    void leave();
}
