package io.redispatterns.cache;

/** A load whose loader said, by {@link LoadContext#fail}, that it has no value now, with no old one to serve instead. */
public final class LoadDeclinedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    LoadDeclinedException(String cache, String reason) {
        super("cache " + cache + ": the loader has no value now: " + reason, null, false, false);
    }
}
