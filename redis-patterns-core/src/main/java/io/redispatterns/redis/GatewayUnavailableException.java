package io.redispatterns.redis;

import org.jspecify.annotations.Nullable;

/** A Redis that could not be reached: not connected, connection lost, or calls stopped by a circuit breaker. */
public final class GatewayUnavailableException extends GatewayException {

    private static final long serialVersionUID = 1L;

    public GatewayUnavailableException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }

    private GatewayUnavailableException(String message) {
        super(message, false);
    }

    /** An exception without a stack trace, for refusals that have to cost next to nothing. */
    public static GatewayUnavailableException refused(String message) {
        return new GatewayUnavailableException(message);
    }
}
