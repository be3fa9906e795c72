package io.redispatterns.cache;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

/** No reader gets what was invalidated, whatever the network does: random operations, on every gateway. */
abstract class LinearizabilityContract extends RandomOperations {

    private static final CacheConfig PLAIN = CacheConfig.custom()
            .ttl(Duration.ofMillis(40))
            .jitter(0.5)
            .lease(new LeaseConfig(Duration.ofMillis(30), Duration.ofSeconds(2), Duration.ofMillis(3)))
            .build();

    @Test
    void holdsWithLeases() throws Exception {
        holds(PLAIN);
    }

    @Test
    void holdsWithKeptNullsAndEarlyRefresh() throws Exception {
        holds(CacheConfig.from(PLAIN)
                .negativeTtl(Duration.ofMillis(30))
                .earlyRefresh(EarlyRefresh.threshold(0.3))
                .build());
    }

    @Test
    void holdsWithStaleValuesAndLimitsOfTime() throws Exception {
        holds(CacheConfig.from(PLAIN)
                .negativeTtl(Duration.ofMillis(30))
                .earlyRefresh(EarlyRefresh.xFetch(2))
                .failSafe(new FailSafeConfig(Duration.ofMillis(60), Duration.ofMillis(4), Duration.ofMillis(2)))
                .load(LoadConfig.ofDefaults()
                        .withSoftTimeout(Duration.ofMillis(1))
                        .withHardTimeout(Duration.ofSeconds(1)))
                .build());
    }

    private void holds(CacheConfig config) throws Exception {
        assertThat(holds(config, (faulty, redis, chance) -> faulty, 6_000)).isZero();
    }
}
