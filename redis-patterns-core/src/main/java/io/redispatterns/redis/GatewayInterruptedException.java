package io.redispatterns.redis;

/**
 * A wait for a reply that ended because the calling thread was interrupted. The thread's interrupt flag is set again.
 * Whether the command has run is not known.
 */
public final class GatewayInterruptedException extends GatewayException {

    private static final long serialVersionUID = 1L;

    public GatewayInterruptedException(String message, InterruptedException cause) {
        super(message, cause);
    }
}
