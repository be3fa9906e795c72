package io.redispatterns.cache;

import java.time.Duration;

/** A load that could not begin in time, because as many as are allowed were under way. */
public final class LoadRejectedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    LoadRejectedException(String cache, int allowed, Duration waited) {
        super("cache " + cache + ": " + allowed + " loads are under way, and none has ended in " + waited);
    }
}
