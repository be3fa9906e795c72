package io.redispatterns.engine.config;

import java.util.Objects;

/** A directive that is unknown, or whose value breaks a rule; the message names both. */
public final class ConfigException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final String reason;

    /** Makes the exception with a message that names the value and the rule. */
    public ConfigException(String message) {
        this(message, message);
    }

    /**
     * Makes the exception for a rule that Redis has its own words for.
     *
     * @param reason those words
     */
    ConfigException(String message, String reason) {
        super(message);
        this.reason = reason;
    }

    /** Returns the same refusal with Redis's own words for the rule. */
    ConfigException because(String newReason) {
        return new ConfigException(Objects.toString(getMessage()), newReason);
    }

    /** The rule in the words of Redis's CONFIG SET, where it has any; else the message. */
    public String reason() {
        return reason;
    }
}
