package io.redispatterns.redis;

import org.jspecify.annotations.Nullable;

/** A call through a {@link RedisGateway} that did not give the reply it was made for. */
public abstract sealed class GatewayException extends RuntimeException
        permits RedisErrorException,
                GatewayUnavailableException,
                GatewayTimeoutException,
                GatewayInterruptedException,
                TrackingUnsupportedException,
                UnexpectedReplyException {

    private static final long serialVersionUID = 1L;

    GatewayException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }

    GatewayException(String message, boolean stackTrace) {
        super(message, null, false, stackTrace);
    }
}
