package io.redispatterns.spring.cache;

import io.redispatterns.cache.CacheConfig;
import io.redispatterns.cache.EarlyRefresh;
import io.redispatterns.cache.FailSafeConfig;
import io.redispatterns.cache.LeaseConfig;
import io.redispatterns.cache.LoadConfig;
import io.redispatterns.cache.NearCacheConfig;
import io.redispatterns.cache.RefreshAheadConfig;
import io.redispatterns.cache.ValueSizeConfig;
import io.redispatterns.codec.Codec;
import io.redispatterns.codec.CompressedCodec;
import io.redispatterns.codec.Compression;
import io.redispatterns.codec.CompressionAlgorithm;
import io.redispatterns.codec.PayloadFormat;
import io.redispatterns.spring.RedisPatternsConfigurationException;
import io.redispatterns.spring.settings.Displacing;
import io.redispatterns.spring.settings.SettingsRecords;
import java.lang.reflect.Type;
import java.time.Duration;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.util.unit.DataSize;
import tools.jackson.databind.json.JsonMapper;

/**
 * What has been said about a cache in one place: under its name in the properties, on its methods, or for all caches. Null
 * means that nothing was said. A setting is a component here, with the name that it has in the properties, and a line
 * that hands it to the core; all else follows from that.
 *
 * @param ttl How long values are kept.
 * @param negativeTtl How long it is kept that there is no value; 0 for not at all.
 * @param jitter Fraction of a life, from 0 to below 1, that may be taken off at random.
 * @param earlyRefresh When a value that is still fresh is loaded anew in the background: never, xfetch, xfetch:2 (with a
 *     beta), or threshold:0.8 (after that fraction of its life).
 * @param lease How processes agree on who loads.
 * @param failSafe What callers get when a load fails.
 * @param load How long loads may take and how many there may be.
 * @param near Copies of entries in this process, in front of Redis.
 * @param refreshAhead Which entries are loaded anew before their time is over, whether somebody reads them then or not.
 * @param codec How values are written: json, smile or cbor; the last two need the Jackson library of that name.
 * @param compression Which values are compressed, and how.
 * @param maxValueSize The size of the largest value that is stored, such as 1MB.
 * @param tagIndex Whether the ids of a tag can be listed; costs a round trip for each load of entries with tags.
 * @param chunkSize Values above this size are stored in chunks of it; 0 for never.
 */
public record CacheSettings(
        @Nullable Duration ttl,
        @Nullable Duration negativeTtl,
        @Nullable Double jitter,
        @Nullable String earlyRefresh,
        @Nullable Lease lease,
        @Nullable FailSafe failSafe,
        @Nullable Load load,
        @Nullable Near near,
        @Nullable RefreshAhead refreshAhead,
        @Nullable PayloadFormat codec,
        @Nullable Compressing compression,
        @Nullable DataSize maxValueSize,
        @Nullable Boolean tagIndex,
        @Nullable DataSize chunkSize) {

    /** Nothing is said. */
    public static final CacheSettings NONE = SettingsRecords.empty(CacheSettings.class);

    /**
     * How processes agree on who loads.
     *
     * @param ttl How long the right to load stays with a process that has died.
     * @param waitLimit How long a caller waits for somebody else's load.
     * @param pollInterval How often a waiting process looks for the value, in case the message that it is there got lost.
     */
    public record Lease(
            @Nullable Duration ttl,
            @Nullable Duration waitLimit,
            @Nullable Duration pollInterval) {

        LeaseConfig config() {
            LeaseConfig config = LeaseConfig.ofDefaults();
            config = with(config, ttl, LeaseConfig::withTtl);
            config = with(config, waitLimit, LeaseConfig::withWaitLimit);
            return with(config, pollInterval, LeaseConfig::withPollInterval);
        }
    }

    /**
     * What callers get when a load fails.
     *
     * @param maxStale How long after its ttl a value is still served if loading a new one fails; 0 for not at all.
     * @param throttle How long no load is tried after one has failed and an old value is served.
     * @param failurePause How long no load is tried after one has failed without an old value; 0 for not at all.
     */
    public record FailSafe(
            @Nullable Duration maxStale,
            @Nullable Duration throttle,
            @Nullable Duration failurePause) {

        FailSafeConfig config() {
            FailSafeConfig config = maxStale == null ? FailSafeConfig.off() : FailSafeConfig.of(maxStale);
            config = with(config, throttle, FailSafeConfig::withThrottle);
            return with(config, failurePause, FailSafeConfig::withFailurePause);
        }
    }

    /**
     * How long loads may take and how many there may be.
     *
     * @param softTimeout How long callers wait for a load when there is an old value, which they get then.
     * @param hardTimeout How long callers wait for a load without an old value.
     * @param maxUncoordinated How many loads may run at once in a process without a lease.
     */
    public record Load(
            @Nullable Duration softTimeout,
            @Nullable Duration hardTimeout,
            @Nullable Integer maxUncoordinated) {

        LoadConfig config() {
            LoadConfig config = LoadConfig.ofDefaults();
            config = with(config, softTimeout, LoadConfig::withSoftTimeout);
            config = with(config, hardTimeout, LoadConfig::withHardTimeout);
            return with(config, maxUncoordinated, LoadConfig::withMaxUncoordinated);
        }
    }

    /**
     * Copies of entries in this process, in front of Redis.
     *
     * @param enabled Whether copies are kept.
     * @param maxEntries How many copies are kept.
     * @param maxWeight In place of max-entries, how much the copies weigh together as they are stored, such as 64MB.
     * @param ttl How long a copy is used before Redis is asked again.
     * @param maxStaleness For how long a value may be served after it was changed elsewhere, in the worst case.
     * @param decodesEachTime Whether every caller gets a value of its own; else they share one, which they must not change.
     */
    public record Near(
            @Nullable Boolean enabled,
            @Nullable Long maxEntries,
            @Nullable DataSize maxWeight,
            @Nullable Duration ttl,
            @Nullable Duration maxStaleness,
            @Nullable Boolean decodesEachTime)
            implements Displacing<Near> {

        @Override
        public Near displace(Near others) {
            boolean isBounded = maxEntries != null || maxWeight != null;
            return isBounded
                    ? new Near(others.enabled, null, null, others.ttl, others.maxStaleness, others.decodesEachTime)
                    : others;
        }

        NearCacheConfig config() {
            if (maxEntries != null && maxWeight != null) {
                throw new IllegalArgumentException("near.max-entries (" + maxEntries + ") and near.max-weight ("
                        + maxWeight + ") are both set; a near cache has one bound");
            }
            NearCacheConfig.Builder config = NearCacheConfig.custom().enabled(enabled != null && enabled);
            set(maxEntries, config::maxEntries);
            set(maxWeight, given -> config.maxWeightBytes(given.toBytes()));
            set(ttl, config::ttl);
            set(maxStaleness, config::maxStaleness);
            set(decodesEachTime, config::decodesEachTime);
            return config.build();
        }
    }

    /**
     * Which entries are loaded anew before their time is over, whether somebody reads them then or not.
     *
     * @param maxKeys How many entries each process cares for, those that it reads often and lately; 0 for none.
     * @param after The part of the time that a value is fresh after which it is loaded anew, between 0 and 1.
     * @param jitter The part of the rest that may pass before that at random, from 0 to below 1.
     * @param idle For how long after its last read an entry is cared for.
     * @param parallelism How many entries a process loads at once for this.
     */
    public record RefreshAhead(
            @Nullable Integer maxKeys,
            @Nullable Double after,
            @Nullable Double jitter,
            @Nullable Duration idle,
            @Nullable Integer parallelism) {

        RefreshAheadConfig config() {
            RefreshAheadConfig config = maxKeys == null ? RefreshAheadConfig.off() : RefreshAheadConfig.of(maxKeys);
            config = with(config, after, RefreshAheadConfig::withAfter);
            config = with(config, jitter, RefreshAheadConfig::withJitter);
            config = with(config, idle, RefreshAheadConfig::withIdle);
            return with(config, parallelism, RefreshAheadConfig::withParallelism);
        }
    }

    /**
     * Which values are compressed, and how.
     *
     * @param algorithm How values are compressed: none, lz4 or zstd; the last two need their library.
     * @param threshold Values below this size are not compressed.
     */
    public record Compressing(
            @Nullable CompressionAlgorithm algorithm,
            @Nullable DataSize threshold) {

        Compression config() {
            Compression config = Compression.ofDefaults();
            config = with(config, algorithm, Compression::withAlgorithm);
            return with(config, threshold, (same, size) -> same.withThresholdBytes(bytes(size)));
        }
    }

    /** These settings, and the others for what they leave open. */
    public CacheSettings orElse(CacheSettings others) {
        return SettingsRecords.merge(this, others);
    }

    /** The names of what both say, and say differently. */
    public List<String> differences(CacheSettings others) {
        return SettingsRecords.differences(this, others);
    }

    /**
     * The configuration of a cache, with the core's defaults for what is still open.
     *
     * @param place where the settings are from, for the message if they cannot be
     * @throws RedisPatternsConfigurationException if they cannot be
     */
    public CacheConfig toConfig(String place) {
        return checked(place, this::config);
    }

    /**
     * Sees to it that nothing is said in vain of a single cache: details of what is neither switched on nor off.
     *
     * @param merged these settings together with what is said elsewhere
     * @param place where these settings are from
     * @throws RedisPatternsConfigurationException if there are such details
     */
    void requireEffect(CacheSettings merged, String place) {
        if (near != null && merged.near != null && merged.near.enabled == null) {
            throw inVain(place, "near", "near.enabled");
        }
        if (refreshAhead != null && merged.refreshAhead != null && merged.refreshAhead.maxKeys == null) {
            throw inVain(place, "refresh-ahead", "refresh-ahead.max-keys");
        }
    }

    private static RedisPatternsConfigurationException inVain(String place, String part, String missing) {
        return new RedisPatternsConfigurationException(
                place + "." + part + " is set without " + missing + ", and has no effect",
                "Set " + place + "." + missing + ", or the same in redis-patterns.cache.defaults for all caches.");
    }

    /** How values of a type are written, without compression. */
    Codec<Object> codec(JsonMapper jsonMapper, Type type, String place) {
        PayloadFormat format = codec == null ? PayloadFormat.JSON : codec;
        return checked(place, () -> format.codec(jsonMapper, type));
    }

    /** Another codec with compression. It says of each value how it is compressed, so that this can be changed at any time. */
    <V> Codec<V> compressed(Codec<V> plain, String place) {
        Compression config = compression == null ? Compression.ofDefaults() : compression.config();
        return checked(place, () -> CompressedCodec.of(plain, config));
    }

    private static <T> T checked(String place, Supplier<T> made) {
        try {
            return made.get();
        } catch (IllegalArgumentException e) {
            throw new RedisPatternsConfigurationException(
                    place + ": " + e.getMessage(),
                    "Correct it there; a cache's settings are those of redis-patterns.cache.caches.<name>, else of its"
                            + " methods, else of redis-patterns.cache.defaults.",
                    e);
        }
    }

    private CacheConfig config() {
        CacheConfig.Builder config = CacheConfig.custom();
        set(ttl, config::ttl);
        set(negativeTtl, given -> config.negativeTtl(given.isZero() ? null : given));
        set(jitter, config::jitter);
        set(earlyRefresh, given -> config.earlyRefresh(EarlyRefreshText.parse(given)));
        set(lease, given -> config.lease(given.config()));
        set(failSafe, given -> config.failSafe(given.config()));
        set(load, given -> config.load(given.config()));
        set(near, given -> config.near(given.config()));
        set(refreshAhead, given -> config.refreshAhead(given.config()));
        set(tagIndex, config::tagIndex);
        ValueSizeConfig size = ValueSizeConfig.ofDefaults();
        size = with(size, maxValueSize, (same, max) -> same.withMaxBytes(bytes(max)));
        config.size(with(size, chunkSize, (same, chunk) -> same.withChunkBytes(bytes(chunk))));
        return config.build();
    }

    private static int bytes(DataSize size) {
        if (size.toBytes() > Integer.MAX_VALUE) {
            throw new IllegalArgumentException("a size is below 2 GB, not " + size);
        }
        return (int) size.toBytes();
    }

    private static <T> void set(@Nullable T value, Consumer<T> setter) {
        if (value != null) {
            setter.accept(value);
        }
    }

    private static <C, T> C with(C config, @Nullable T value, BiFunction<C, T, C> with) {
        return value == null ? config : with.apply(config, value);
    }

    /** How {@link EarlyRefresh} is written. */
    private static final class EarlyRefreshText {

        static EarlyRefresh parse(String text) {
            String[] parts = text.trim().split("\\s*:\\s*", 2);
            return switch (parts[0]) {
                case "never" -> parts.length == 1 ? EarlyRefresh.never() : refuse(text);
                case "xfetch" -> EarlyRefresh.xFetch(parts.length == 1 ? 1 : number(parts[1], text));
                case "threshold" -> parts.length == 1 ? refuse(text) : EarlyRefresh.threshold(number(parts[1], text));
                default -> refuse(text);
            };
        }

        private static double number(String part, String text) {
            try {
                return Double.parseDouble(part);
            } catch (NumberFormatException e) {
                throw new IllegalArgumentException(rule(text), e);
            }
        }

        private static EarlyRefresh refuse(String text) {
            throw new IllegalArgumentException(rule(text));
        }

        private static String rule(String text) {
            return "early refresh is never, xfetch, xfetch:<beta> or threshold:<fraction>, not \"" + text + "\"";
        }
    }
}
