package io.redispatterns.redis;

import org.jspecify.annotations.Nullable;

/** A Redis, or a proxy before it, that was reached and does not track reads, or not for this user. */
public final class TrackingUnsupportedException extends GatewayException {

    private static final long serialVersionUID = 1L;

    public TrackingUnsupportedException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
