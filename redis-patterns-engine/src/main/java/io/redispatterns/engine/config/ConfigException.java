package io.redispatterns.engine.config;

/** A directive that is unknown, or whose value breaks a rule; the message names both. */
public final class ConfigException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** Makes the exception with a message that names the value and the rule. */
    public ConfigException(String message) {
        super(message);
    }
}
