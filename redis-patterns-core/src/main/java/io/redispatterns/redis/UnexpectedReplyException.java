package io.redispatterns.redis;

/** A reply of another kind than the caller asked for. */
public final class UnexpectedReplyException extends GatewayException {

    private static final long serialVersionUID = 1L;

    UnexpectedReplyException(String expected, RedisValue actual) {
        super("expected " + expected + " but the reply is " + actual.kind(), null);
    }
}
