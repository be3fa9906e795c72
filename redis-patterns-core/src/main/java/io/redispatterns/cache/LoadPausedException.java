package io.redispatterns.cache;

import java.time.Duration;

/** A load that was not tried, because one has failed a moment ago and the cache is configured to pause after that. */
public final class LoadPausedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final Duration retryAfter;

    LoadPausedException(String cache, Duration retryAfter) {
        super(
                "cache " + cache + ": a load has failed, the next is in " + retryAfter.toMillis() + " ms",
                null,
                false,
                false);
        this.retryAfter = retryAfter;
    }

    /** How long the pause still lasts. */
    public Duration retryAfter() {
        return retryAfter;
    }
}
