package io.redispatterns.spring.warming;

import io.redispatterns.cache.WarmingConfig;
import io.redispatterns.spring.RedisPatternsConfigurationException;
import io.redispatterns.spring.settings.SettingsRecords;
import java.time.Duration;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/**
 * What has been said about a warming in one place: under its name in the properties, or on its method, where the attributes have
 * the names of the components. Null means that nothing was said.
 *
 * @param enabled Whether the cache is warmed at all.
 * @param interval From the beginning of one run to the earliest beginning of the next, whichever instance does it.
 * @param repeats Whether there is a next run after the interval.
 * @param loadsPerSecond How many loads begin in a second at most.
 * @param parallelism How many loads run at once at most.
 * @param batchSize How many keys are looked at together.
 * @param minFresh An entry that stays fresh for longer is skipped.
 * @param readiness Whether the health contributor redisPatternsWarming waits for a run to be over.
 */
public record WarmingSettings(
        @Nullable Boolean enabled,
        @Nullable Duration interval,
        @Nullable Boolean repeats,
        @Nullable Double loadsPerSecond,
        @Nullable Integer parallelism,
        @Nullable Integer batchSize,
        @Nullable Duration minFresh,
        @Nullable Boolean readiness) {

    /** Nothing is said. */
    public static final WarmingSettings NONE = SettingsRecords.empty(WarmingSettings.class);

    /** These settings, and the others for what they leave open. */
    WarmingSettings orElse(WarmingSettings others) {
        return SettingsRecords.merge(this, others);
    }

    /** Whether the cache is warmed at all, which it is unless that was denied. */
    boolean isEnabled() {
        return !Boolean.FALSE.equals(enabled);
    }

    /** Whether readiness waits for it, which it does not unless that was said. */
    public boolean holdsReadiness() {
        return Boolean.TRUE.equals(readiness);
    }

    /**
     * The configuration of a warming, with the core's defaults for what is still open.
     *
     * @param place where the settings are from, for the message if they cannot be
     * @throws RedisPatternsConfigurationException if they, or the name, cannot be
     */
    public WarmingConfig toConfig(String name, String place) {
        try {
            return config(name);
        } catch (IllegalArgumentException e) {
            throw new RedisPatternsConfigurationException(
                    place + ": " + e.getMessage(),
                    "Correct it there; a warming's settings are those of redis-patterns.cache.warming.<name>, else of its"
                            + " annotation.",
                    e);
        }
    }

    private WarmingConfig config(String name) {
        WarmingConfig config = WarmingConfig.of(name);
        config = with(config, interval, WarmingConfig::withInterval);
        config = with(config, loadsPerSecond, WarmingConfig::withLoadsPerSecond);
        config = with(config, parallelism, WarmingConfig::withParallelism);
        config = with(config, batchSize, WarmingConfig::withBatchSize);
        config = with(config, minFresh, WarmingConfig::withMinFresh);
        return Boolean.TRUE.equals(repeats) ? config.repeating() : config;
    }

    private static <T> WarmingConfig with(
            WarmingConfig config, @Nullable T said, BiFunction<WarmingConfig, T, WarmingConfig> wither) {
        return said == null ? config : wither.apply(config, said);
    }
}
