package io.redispatterns.cache;

/** A wait for another thread's load that ended because the waiting thread was interrupted; its flag is set again. */
public final class LoadInterruptedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    LoadInterruptedException(String cache, InterruptedException cause) {
        super("interrupted while waiting for a load of cache " + cache, cause);
    }
}
