package io.redispatterns.spring;

import org.jspecify.annotations.Nullable;

/** A setting or an annotation that cannot work, found while the application starts: what is wrong, and its cure. */
public final class RedisPatternsConfigurationException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final String action;

    /**
     * Tells of a mistake.
     *
     * @param description what is wrong, naming the value and the rule that it breaks
     * @param action what to do about it
     */
    public RedisPatternsConfigurationException(String description, String action) {
        this(description, action, null);
    }

    /** Tells of a mistake that came to light as an exception. */
    public RedisPatternsConfigurationException(String description, String action, @Nullable Throwable cause) {
        super(description, cause);
        this.action = action;
    }

    /** What to do about it. */
    public String action() {
        return action;
    }
}
