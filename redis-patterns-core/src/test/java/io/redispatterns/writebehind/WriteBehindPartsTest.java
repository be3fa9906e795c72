package io.redispatterns.writebehind;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The small parts of a write-behind. */
class WriteBehindPartsTest {

    @Test
    void shardsOfIdsNeverChange() {
        assertThat(List.of("", "a", "42", "2267057", "Lisboa"))
                .as("what is stored by one version is found by the next")
                .map(id -> Ids.shardOf(id, 16))
                .containsExactly(0, 15, 15, 14, 8);
    }

    @Test
    void spreadsIdsOverTheShards() {
        for (String format : List.of("%d", "order-%d", "%08d", "%x-0000")) {
            var counts = IntStream.range(0, 16_000)
                    .mapToObj(i -> Ids.shardOf(String.format(format, i), 16))
                    .collect(Collectors.groupingBy(shard -> shard, Collectors.counting()));
            assertThat(counts).hasSize(16);
            assertThat(counts.values())
                    .as(format)
                    .allSatisfy(count -> assertThat(count).isBetween(700L, 1_300L));
        }
    }

    @Test
    void versionsAreNumbersInTheSameOrder() {
        List<String> versions = List.of("0-1", "1-0", "1-1048575", "2-0", "1763730000000-0", "1763730000000-12");
        assertThat(versions).map(Version::parse).isSorted().doesNotHaveDuplicates();
        assertThat(versions)
                .allSatisfy(version ->
                        assertThat(Version.format(Version.parse(version))).isEqualTo(version));
        assertThat(Version.millis(Version.parse("1763730000000-12"))).isEqualTo(1_763_730_000_000L);
    }

    @Test
    void waitsDoubleUpToTheirLimitLessJitter() {
        Backoff backoff = new Backoff(Duration.ofMillis(100), Duration.ofSeconds(1));
        Random random = new Random(1);
        List<Long> longest = List.of(100L, 200L, 400L, 800L, 1_000L, 1_000L);
        for (int failures = 1; failures <= 6; failures++) {
            long limit = longest.get(failures - 1);
            int count = failures;
            assertThat(IntStream.range(0, 100)
                            .mapToObj(i -> backoff.after(count, random).toMillis()))
                    .allSatisfy(millis -> assertThat(millis).isBetween(limit / 2, limit))
                    .anySatisfy(millis -> assertThat(millis).isLessThan(limit * 6 / 10))
                    .anySatisfy(millis -> assertThat(millis).isGreaterThan(limit * 9 / 10));
        }
        assertThat(backoff.after(Integer.MAX_VALUE, random)).isLessThanOrEqualTo(Duration.ofSeconds(1));
    }

    @Test
    void clockGuessesAboveAllItHasSeen() {
        ServerClock clock = new ServerClock();
        assertThat(clock.guess()).isEmpty();
        clock.saw(Version.parse("5000-3"));
        clock.saw(Version.parse("4000-0"));
        long first = clock.guess().orElseThrow();
        long second = clock.guess().orElseThrow();
        assertThat(first).isGreaterThan(Version.parse("5000-3"));
        assertThat(second).isGreaterThan(first);
    }

    @Test
    void refusesSettingsThatMakeNoSense() {
        List<Consumer<WriteBehindConfig.Builder>> wrong = List.of(
                c -> c.shards(0),
                c -> c.shards(1_025),
                c -> c.batchSize(0),
                c -> c.batchSize(1_001),
                c -> c.maxDelay(Duration.ZERO),
                c -> c.maxPending(0),
                c -> c.maxAge(Duration.ZERO),
                c -> c.blockTimeout(Duration.ofMillis(-1)),
                c -> c.maxAttempts(0),
                c -> c.initialBackoff(Duration.ZERO),
                c -> c.maxBackoff(Duration.ofMillis(99)),
                c -> c.lease(Duration.ofMillis(99)),
                c -> c.threads(0),
                c -> c.pollInterval(Duration.ZERO),
                c -> c.closeTimeout(Duration.ofMillis(-1)));
        for (Consumer<WriteBehindConfig.Builder> change : wrong) {
            WriteBehindConfig.Builder builder = WriteBehindConfig.custom();
            change.accept(builder);
            assertThatIllegalArgumentException()
                    .isThrownBy(builder::build)
                    .withMessageMatching("[a-z ]+ is from \\S+ to \\S+, not \\S+");
        }
        WriteBehindConfig config =
                WriteBehindConfig.custom().shards(3).maxPending(10).build();
        assertThat(config.maxPendingOfShard()).isEqualTo(4);
        assertThat(WriteBehindConfig.from(config).build()).isEqualTo(config);
    }
}
