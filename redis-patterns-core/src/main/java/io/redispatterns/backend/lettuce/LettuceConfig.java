package io.redispatterns.backend.lettuce;

import java.time.Duration;

/**
 * How a {@link LettuceGateway} behaves.
 *
 * @param commandTimeout how long a reply is waited for, above zero
 * @param closesClient whether closing the gateway shuts the Redis client down as well
 */
public record LettuceConfig(Duration commandTimeout, boolean closesClient) {

    public LettuceConfig {
        if (commandTimeout.isZero() || commandTimeout.isNegative()) {
            throw new IllegalArgumentException("a command timeout is above zero, not " + commandTimeout);
        }
    }

    /** Waits for 1 second and leaves the client to whoever made it. */
    public static LettuceConfig ofDefaults() {
        return new LettuceConfig(Duration.ofSeconds(1), false);
    }

    /** A builder that starts from the defaults. */
    public static Builder custom() {
        return from(ofDefaults());
    }

    /** A builder that starts from another configuration. */
    public static Builder from(LettuceConfig config) {
        return new Builder(config);
    }

    /** Builds a configuration; not safe for many threads. */
    public static final class Builder {

        private Duration commandTimeout;
        private boolean closesClient;

        private Builder(LettuceConfig config) {
            this.commandTimeout = config.commandTimeout;
            this.closesClient = config.closesClient;
        }

        /** How long a reply is waited for. */
        public Builder commandTimeout(Duration commandTimeout) {
            this.commandTimeout = commandTimeout;
            return this;
        }

        /** Whether closing the gateway shuts the Redis client down as well. */
        public Builder closesClient(boolean closesClient) {
            this.closesClient = closesClient;
            return this;
        }

        /** The configuration. */
        public LettuceConfig build() {
            return new LettuceConfig(commandTimeout, closesClient);
        }
    }
}
