package io.redispatterns.cache;

import java.time.Duration;

/** A load that did not end within the limit, with no old value to serve instead. It may go on in the background. */
public final class LoadTimeoutException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    LoadTimeoutException(String cache, Duration limit) {
        super("cache " + cache + ": a load did not end within " + limit);
    }
}
