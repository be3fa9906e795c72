package io.redispatterns.redis;

/** An error that the server answered with: it was reached, and it refused. */
public final class RedisErrorException extends GatewayException {

    private static final long serialVersionUID = 1L;

    private final String code;

    public RedisErrorException(String code, String message) {
        super(message.isEmpty() ? code : code + " " + message, null);
        this.code = code;
    }

    /** The first word of the error, such as {@code ERR}, {@code WRONGTYPE} or {@code EXECABORT}. */
    public String code() {
        return code;
    }
}
