package io.redispatterns.spring.writebehind;

import io.redispatterns.spring.RedisPatternsConfigurationException;
import io.redispatterns.spring.settings.SettingsRecords;
import io.redispatterns.writebehind.WriteBehindConfig;
import io.redispatterns.writebehind.WriteBehindConfig.Outage;
import io.redispatterns.writebehind.WriteBehindConfig.Overflow;
import java.time.Duration;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What has been said about a write-behind in one place. Null means that nothing was said.
 *
 * @param shards Into how many parts the ids are cut; each is written by one instance at a time.
 * @param batchSize How many writes make a batch.
 * @param maxDelay How long a write may wait for its batch to fill.
 * @param maxPending How many ids may have a pending write.
 * @param maxAge How old the oldest pending write may be when another is accepted.
 * @param overflow What happens to a write beyond these bounds: block, write-through or reject.
 * @param blockTimeout How long a caller waits for room when overflow is block.
 * @param outage What happens to a write when Redis cannot be reached: fail or write-through.
 * @param maxAttempts How often a write is tried before it becomes a dead letter.
 * @param initialBackoff How long the second try waits; each later one waits twice as long.
 * @param maxBackoff The longest wait between two tries.
 * @param lease How long an instance that is gone keeps its shards.
 * @param threads How many batches an instance writes at once.
 * @param pollInterval How often an idle shard is looked at, in case a message got lost.
 * @param closeTimeout How long the shutdown waits for pending writes.
 */
public record WriteBehindSettings(
        @Nullable Integer shards,
        @Nullable Integer batchSize,
        @Nullable Duration maxDelay,
        @Nullable Long maxPending,
        @Nullable Duration maxAge,
        @Nullable Overflow overflow,
        @Nullable Duration blockTimeout,
        @Nullable Outage outage,
        @Nullable Integer maxAttempts,
        @Nullable Duration initialBackoff,
        @Nullable Duration maxBackoff,
        @Nullable Duration lease,
        @Nullable Integer threads,
        @Nullable Duration pollInterval,
        @Nullable Duration closeTimeout) {

    /** Nothing is said. */
    public static final WriteBehindSettings NONE = SettingsRecords.empty(WriteBehindSettings.class);

    /** These settings, and the others for what they leave open. */
    WriteBehindSettings orElse(WriteBehindSettings others) {
        return SettingsRecords.merge(this, others);
    }

    /**
     * The configuration of a write-behind, with the core's defaults for what is still open.
     *
     * @param place where the settings are from, for the message if they cannot be
     */
    WriteBehindConfig toConfig(String place) {
        try {
            return config();
        } catch (IllegalArgumentException e) {
            throw new RedisPatternsConfigurationException(
                    place + ": " + e.getMessage(),
                    "Correct redis-patterns.write-behind.defaults or redis-patterns.write-behind.named.<name>.",
                    e);
        }
    }

    private WriteBehindConfig config() {
        WriteBehindConfig.Builder config = WriteBehindConfig.custom();
        set(shards, config::shards);
        set(batchSize, config::batchSize);
        set(maxDelay, config::maxDelay);
        set(maxPending, config::maxPending);
        set(maxAge, config::maxAge);
        set(overflow, config::overflow);
        set(blockTimeout, config::blockTimeout);
        set(outage, config::outage);
        set(maxAttempts, config::maxAttempts);
        set(initialBackoff, config::initialBackoff);
        set(maxBackoff, config::maxBackoff);
        set(lease, config::lease);
        set(threads, config::threads);
        set(pollInterval, config::pollInterval);
        set(closeTimeout, config::closeTimeout);
        return config.build();
    }

    private static <T> void set(@Nullable T value, Consumer<T> setter) {
        if (value != null) {
            setter.accept(value);
        }
    }
}
