package io.redispatterns.engine;

import io.redispatterns.engine.config.Config;
import io.redispatterns.engine.config.ConfigException;
import io.redispatterns.engine.config.Directives;
import io.redispatterns.engine.util.TimeSource;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * How an engine is to be: directives under redis.conf's names, and the clock. Immutable.
 *
 * @param directives texts by directive, as redis.conf has them
 * @param time the clock
 */
public record EngineConfig(Map<String, String> directives, TimeSource time) {

    /** Checks the directives. */
    public EngineConfig {
        directives = Map.copyOf(directives);
        toConfig(directives);
    }

    /** Returns a configuration in which every directive has its default. */
    public static EngineConfig ofDefaults() {
        return custom().build();
    }

    /** Begins a configuration. */
    public static Builder custom() {
        return new Builder();
    }

    Config toConfig() {
        return toConfig(directives);
    }

    private static Config toConfig(Map<String, String> directives) {
        Config config = new Config();
        directives.forEach(config::set);
        return config;
    }

    /** Collects what a configuration says. */
    public static final class Builder {

        private final Map<String, String> directives = new LinkedHashMap<>();
        private TimeSource time = TimeSource.system();

        private Builder() {}

        /**
         * Sets a directive.
         *
         * @param directive the name, as in redis.conf
         * @param value the value, as in redis.conf; what it breaks is said by {@link #build}
         */
        public Builder set(String directive, String value) {
            directives.put(Directives.firstName(directive), value);
            return this;
        }

        /** Sets the clock. */
        public Builder time(TimeSource source) {
            time = source;
            return this;
        }

        /**
         * Returns the configuration.
         *
         * @throws ConfigException when a directive is unknown or its value breaks a rule
         */
        public EngineConfig build() {
            return new EngineConfig(directives, time);
        }
    }
}
