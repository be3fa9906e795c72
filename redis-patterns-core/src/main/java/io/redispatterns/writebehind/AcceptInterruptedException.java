package io.redispatterns.writebehind;

/**
 * A wait for room that ended because the waiting thread was interrupted. Its flag is set again, and nothing was
 * accepted.
 */
public final class AcceptInterruptedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    AcceptInterruptedException(String name, InterruptedException cause) {
        super("interrupted while waiting for room in write-behind " + name, cause);
    }
}
