package io.redispatterns.cache;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

/**
 * No reader gets from a copy in the process what was invalidated longer ago than the bound, or by its own instance at all, however
 * news of changes arrive: random operations, on every gateway and with both ways to hear of changes.
 */
abstract class NearLinearizabilityContract extends RandomOperations {

    /** Entries live so much longer than the bound that a copy which is kept too long is served too long. */
    private static final CacheConfig PLAIN = CacheConfig.custom()
            .ttl(Duration.ofMillis(400))
            .jitter(0.5)
            .lease(new LeaseConfig(Duration.ofMillis(30), Duration.ofSeconds(2), Duration.ofMillis(3)))
            .near(NearCacheConfig.custom().maxStaleness(Duration.ofMillis(20)).build())
            .build();

    private static final CacheConfig RICH = CacheConfig.from(PLAIN)
            .negativeTtl(Duration.ofMillis(300))
            .earlyRefresh(EarlyRefresh.threshold(0.3))
            .failSafe(new FailSafeConfig(Duration.ofMillis(60), Duration.ofMillis(4), Duration.ofMillis(2)))
            .load(LoadConfig.ofDefaults().withSoftTimeout(Duration.ofMillis(1)).withHardTimeout(Duration.ofSeconds(1)))
            .near(NearCacheConfig.custom()
                    .maxStaleness(Duration.ofMillis(60))
                    .maxEntries(4)
                    .decodesEachTime(true)
                    .build())
            .build();

    @Test
    void holdsWithTrackedReads() throws Exception {
        holds(PLAIN, true);
    }

    @Test
    void holdsWithTrackedReadsAndFewCopiesAndEarlyRefreshAndStaleValues() throws Exception {
        holds(RICH, true);
    }

    @Test
    void holdsWithAnnouncements() throws Exception {
        holds(PLAIN, false);
    }

    @Test
    void holdsWithAnnouncementsAndFewCopiesAndEarlyRefreshAndStaleValues() throws Exception {
        holds(RICH, false);
    }

    private void holds(CacheConfig config, boolean tracks) throws Exception {
        long longDelay = 2 * config.near().maxStaleness().toNanos();
        long nearHits = holds(
                config,
                (faulty, redis, chance) -> new UnreliableNews(faulty, redis, chance, tracks, longDelay),
                12_000);
        assertThat(nearHits).as("copies were served").isPositive();
    }
}
