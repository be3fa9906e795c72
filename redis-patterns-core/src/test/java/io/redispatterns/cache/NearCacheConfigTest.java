package io.redispatterns.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class NearCacheConfigTest {

    @Test
    void isBoundedByNumberOrByWeight() {
        NearCacheConfig byNumber = NearCacheConfig.ofDefaults();
        assertThat(byNumber.maxEntries()).isPositive();
        assertThat(byNumber.maxWeightBytes()).isZero();
        NearCacheConfig byWeight =
                NearCacheConfig.custom().maxWeightBytes(1_000).build();
        assertThat(byWeight.maxEntries()).isZero();
        assertThat(byWeight.maxWeightBytes()).isEqualTo(1_000);
        assertThat(NearCacheConfig.from(byWeight).maxEntries(5).build().maxWeightBytes())
                .isZero();
    }

    @Test
    void isOnWhenItIsMadeAndOffInACache() {
        assertThat(NearCacheConfig.custom().build().enabled()).isTrue();
        assertThat(NearCacheConfig.off().enabled()).isFalse();
        assertThat(CacheConfig.ofDefaults().near().enabled()).isFalse();
    }

    @Test
    void refusesWrongSettings() {
        assertRefused(NearCacheConfig.custom().maxEntries(0), "0 and 0");
        assertRefused(NearCacheConfig.custom().maxEntries(-1), "-1");
        assertRefused(NearCacheConfig.custom().maxWeightBytes(-1), "-1");
        assertRefused(NearCacheConfig.custom().ttl(Duration.ZERO), "PT0S");
        assertRefused(NearCacheConfig.custom().ttl(Duration.ofDays(366)), "PT8784H");
        assertRefused(NearCacheConfig.custom().maxStaleness(Duration.ofMillis(19)), "PT0.019S");
        assertRefused(NearCacheConfig.custom().maxStaleness(Duration.ofDays(366)), "PT8784H");
        assertThatThrownBy(() -> new NearCacheConfig(true, 1, 1, Duration.ofSeconds(1), Duration.ofSeconds(1), false))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static void assertRefused(NearCacheConfig.Builder builder, String named) {
        assertThatThrownBy(builder::build)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(named);
    }
}
