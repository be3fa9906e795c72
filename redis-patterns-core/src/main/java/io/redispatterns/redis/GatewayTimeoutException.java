package io.redispatterns.redis;

import org.jspecify.annotations.Nullable;

/** A reply that did not come in time. Whether the command has run is not known. */
public final class GatewayTimeoutException extends GatewayException {

    private static final long serialVersionUID = 1L;

    public GatewayTimeoutException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
