package io.redispatterns.key;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class TtlPolicyTest {

    private static final TtlPolicy TEN_MINUTES =
            TtlPolicy.of(Duration.ofMinutes(10)).withJitter(0.2).withNegativeTtl(Duration.ofSeconds(10));

    @Test
    void shortensByUpToTheJitterAndNeverLengthens() {
        long[] ttls = millisOf(TEN_MINUTES, "value", 10_000);
        assertThat(LongStream.of(ttls).min().orElseThrow()).isBetween(480_000L, 481_000L);
        assertThat(LongStream.of(ttls).max().orElseThrow()).isBetween(599_000L, 600_000L);
        assertThat(LongStream.of(ttls).average().orElseThrow()).isBetween(538_000.0, 542_000.0);
    }

    @Test
    void isExactWithoutJitter() {
        assertThat(millisOf(TEN_MINUTES.withJitter(0), "value", 3)).containsOnly(600_000L);
    }

    @Test
    void givesNullsTheirOwnTtlOrNone() {
        assertThat(LongStream.of(millisOf(TEN_MINUTES, null, 1_000)).boxed())
                .allSatisfy(millis -> assertThat(millis).isBetween(8_000L, 10_000L));
        assertThat(TEN_MINUTES.withNegativeTtl(null).ttlFor(null, new Random(1)))
                .isNull();
    }

    @Test
    void staysWithinItsBounds() {
        TtlPolicy narrow = TEN_MINUTES.withNegativeTtl(null).withBounds(Duration.ofMinutes(9), Duration.ofMinutes(10));
        assertThat(LongStream.of(millisOf(narrow, "value", 1_000)).boxed())
                .allSatisfy(millis -> assertThat(millis).isBetween(540_000L, 600_000L));
        assertThat(narrow.ttlOf(Duration.ofMinutes(9)).toDuration()).isEqualTo(Duration.ofMinutes(9));
        assertThatThrownBy(() -> narrow.ttlOf(Duration.ofMinutes(11)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("a ttl is from PT9M to PT10M, not PT11M");
    }

    @Test
    void refusesWhatIsNotATtl() {
        for (Duration wrong : List.of(
                Duration.ZERO,
                Duration.ofSeconds(-1),
                Duration.ofNanos(1),
                Duration.ofDays(366),
                Duration.ofSeconds(Long.MAX_VALUE))) {
            assertThatThrownBy(() -> TtlPolicy.of(wrong))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining(wrong.toString());
            assertThatThrownBy(() -> TEN_MINUTES.withNegativeTtl(wrong)).isInstanceOf(IllegalArgumentException.class);
        }
        assertThatThrownBy(() -> Ttl.of(Duration.ZERO)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Ttl(0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Ttl(-5)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void refusesOtherWrongSettings() {
        for (double jitter : new double[] {-0.1, 1, Double.NaN}) {
            assertThatThrownBy(() -> TEN_MINUTES.withJitter(jitter)).isInstanceOf(IllegalArgumentException.class);
        }
        assertThatThrownBy(() -> TEN_MINUTES.withBounds(Duration.ofHours(2), Duration.ofHours(1)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static long[] millisOf(TtlPolicy policy, String value, int count) {
        Random random = new Random(42);
        return LongStream.range(0, count)
                .map(i -> policy.ttlFor(value, random).millis())
                .toArray();
    }
}
