package io.redispatterns.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assertions.entry;
import static org.awaitility.Awaitility.await;

import io.redispatterns.cache.CacheLookup.Hit;
import io.redispatterns.cache.CacheLookup.Miss;
import io.redispatterns.cache.CacheLookup.Stale;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** What callers get when loads fail or have something to say, on every gateway. */
abstract class FailSafeContract extends LoadingContract {

    @Test
    void servesTheOldValueWhenALoadFails() {
        Cache<String> cache = cache(first, failSafe(AN_HOUR));
        cache.put("1", "old");
        pass(TTL);
        assertThat(cache.get("1", failing())).isEqualTo("old");
        assertThat(cache.lookup("1")).isEqualTo(new Stale<>("old"));
        assertThat(cache.stats().servedStale()).isEqualTo(1);
        assertThat(cache.get("1", id -> "new")).isEqualTo("new");
        assertThat(cache.lookup("1")).isEqualTo(new Hit<>("new"));
    }

    @Test
    void servesNoOldValueWithoutFailSafe() {
        Cache<String> cache = cache(first, CacheConfig.custom().ttl(LONG).build());
        cache.put("1", "old");
        cache.expireAll(List.of("1"));
        assertThatThrownBy(() -> cache.get("1", failing())).isInstanceOf(IOException.class);
    }

    @Test
    void servesNothingAfterTheLongestAge() {
        Cache<String> cache = cache(first, failSafe(FailSafeConfig.of(Duration.ofMillis(200))));
        cache.put("1", "old");
        pass(TTL.plusMillis(201));
        await().until(() -> cache.lookup("1") instanceof Miss);
        assertThatThrownBy(() -> cache.get("1", failing())).isInstanceOf(IOException.class);
    }

    @Test
    void keepsToTheLongestAgeOfItsOwnConfiguration() {
        cache(first, failSafe(AN_HOUR)).put("1", "old");
        Cache<String> stricter = cache(second, failSafe(FailSafeConfig.of(Duration.ofMillis(100))));
        pass(TTL.plusMillis(101));
        assertThatThrownBy(() -> stricter.get("1", failing())).isInstanceOf(IOException.class);
    }

    @Test
    void triesOnceInAThrottleInTheWholeApplication() {
        Duration throttle = Duration.ofMillis(800);
        CacheConfig config = failSafe(AN_HOUR.withThrottle(throttle));
        Cache<String> cache = cache(first, config);
        Cache<String> other = cache(second, config);
        cache.put("1", "old");
        pass(TTL);
        assertThat(cache.get("1", failing())).isEqualTo("old");
        AtomicInteger loads = new AtomicInteger();
        for (Cache<String> each : List.of(cache, other)) {
            assertThat(each.get("1", id -> "load " + loads.incrementAndGet())).isEqualTo("old");
        }
        assertThat(loads).hasValue(0);
        pass(throttle);
        assertThat(other.get("1", id -> "load " + loads.incrementAndGet())).isEqualTo("load 1");
    }

    @Test
    void pausesAfterAFailureWithoutAnOldValue() {
        Duration pause = Duration.ofMillis(800);
        CacheConfig config = failSafe(FailSafeConfig.off().withFailurePause(pause));
        Cache<String> cache = cache(first, config);
        Cache<String> other = cache(second, config);
        assertThatThrownBy(() -> cache.get("1", failing())).isInstanceOf(IOException.class);
        LoadPausedException paused = (LoadPausedException) catchThrowable(() -> other.get("1", id -> "new"));
        assertThat(paused.retryAfter()).isBetween(Duration.ofMillis(1), pause);
        pass(pause);
        assertThat(other.get("1", id -> "new")).isEqualTo("new");
    }

    @Test
    void pausesAlsoIfTheOldValueIsNotToBeServed() {
        Cache<String> cache = cache(first, failSafe(FailSafeConfig.off().withFailurePause(LONG)));
        cache.put("1", "old", LONG);
        cache.expireAll(List.of("1"));
        assertThatThrownBy(() -> cache.get("1", failing())).isInstanceOf(IOException.class);
        assertThatThrownBy(() -> cache.get("1", id -> "new")).isInstanceOf(LoadPausedException.class);
    }

    @Test
    void letsALoaderDecline() {
        Cache<String> cache = cache(first, failSafe(AN_HOUR));
        assertThatThrownBy(() -> cache.get("1", (id, context) -> context.fail("the shop is closed")))
                .isInstanceOf(LoadDeclinedException.class)
                .hasMessageContaining("the shop is closed");
        assertThat(cache.lookup("1")).isInstanceOf(Miss.class);
        cache.put("1", "old");
        pass(TTL);
        assertThat(cache.get("1", (id, context) -> context.fail("the shop is closed")))
                .isEqualTo("old");
        assertThat(cache.stats().loadFailures()).isEqualTo(2);
    }

    @Test
    void keepsTheValueWithItsTagsForAnotherLifeIfNothingWasModified() {
        Cache<String> cache = cache(first, failSafe(AN_HOUR));
        Instant changed = Instant.parse("2024-02-03T04:05:06Z");
        cache.get(
                "1",
                (id, context) -> value(
                        context.tags("north").etag("v1").lastModified(changed).staleValue(), "first"));
        pass(TTL);
        for (int life = 0; life < 2; life++) {
            assertThat(cache.lookup("1")).isEqualTo(new Stale<>("first"));
            assertThat(cache.get("1", (id, context) -> {
                        assertThat(context.staleValue()).isEqualTo("first");
                        assertThat(context.staleEtag()).isEqualTo("v1");
                        assertThat(context.staleLastModified()).isEqualTo(changed);
                        return context.notModified();
                    }))
                    .isEqualTo("first");
            assertThat(cache.lookup("1")).isEqualTo(new Hit<>("first"));
            pass(TTL);
        }
        cache.invalidateTags(List.of("north"));
        assertThat(cache.lookup("1")).isInstanceOf(Miss.class);
        assertThatThrownBy(() -> cache.get("1", (id, context) -> context.notModified()))
                .isInstanceOf(IllegalStateException.class);
    }

    @Test
    void keepsAValueForTheTimeThatItsLoaderSays() {
        Cache<String> cache = cache(first, CacheConfig.custom().ttl(LONG).build());
        cache.get("1", (id, context) -> value(context.ttl(Duration.ofHours(2)), "two hours"));
        assertThat(ttl("1")).isBetween(7_000_000L, 7_200_000L);
        cache.get("2", (id, context) -> value(context.ttl(Duration.ofDays(4_000)), "the longest that is allowed"));
        assertThat(ttl("2")).isBetween(364L * 86_400_000, 365L * 86_400_000);
        for (Duration none : List.of(Duration.ZERO, Duration.ofSeconds(-5))) {
            assertThat(cache.get("3", (id, context) -> value(context.ttl(none), "over")))
                    .isEqualTo("over");
            assertThat(cache.lookup("3")).isInstanceOf(Miss.class);
        }
    }

    @Test
    void tagsAValueByWhatItIs() {
        Cache<String> cache = cache(first, CacheConfig.custom().ttl(LONG).build());
        for (String city : List.of("oslo", "rome")) {
            cache.get(city, (id, context) -> value(context.tags(id.equals("oslo") ? "norway" : "italy"), id));
        }
        cache.invalidateTags(List.of("norway"));
        assertThat(cache.lookup("oslo")).isInstanceOf(Miss.class);
        assertThat(cache.lookup("rome")).isEqualTo(new Hit<>("rome"));
    }

    @Test
    void givesAValueThatIsNotKeptToThoseWhoAskedOnly() {
        Cache<String> cache = cache(first, failSafe(AN_HOUR));
        cache.put("1", "old");
        pass(TTL);
        assertThat(cache.get("1", (id, context) -> value(context.doNotKeep(), "once")))
                .isEqualTo("once");
        assertThat(cache.lookup("1")).isInstanceOf(Miss.class);
    }

    @Test
    void keepsWhatWasExpiredForFailuresOnly() {
        Cache<String> cache =
                cache(first, CacheConfig.from(failSafe(AN_HOUR)).ttl(LONG).build());
        for (Runnable expire : List.<Runnable>of(
                () -> cache.expireAll(List.of("1")), () -> cache.expireTags(List.of("north")), cache::expireAll)) {
            assertThat(cache.get("1", (id, context) -> value(context.tags("north"), "value")))
                    .isEqualTo("value");
            expire.run();
            assertThat(cache.lookup("1")).isEqualTo(new Stale<>("value"));
            assertThat(cache.get("1", failing())).isEqualTo("value");
            assertThat(cache.get("1", (id, context) -> value(context.tags("north"), "next")))
                    .isEqualTo("next");
            assertThat(cache.lookup("1")).isEqualTo(new Hit<>("next"));
            cache.invalidate("1");
        }
    }

    @Test
    void fallsBackWhenThereIsNothingElse() {
        Cache<String> cache = cache(first, failSafe(AN_HOUR));
        assertThat(cache.get("1", failing(), failure -> "instead of " + failure.getMessage()))
                .isEqualTo("instead of the source is away");
        assertThat(cache.lookup("1")).isInstanceOf(Miss.class);
        assertThat(cache.get("1", id -> "value", failure -> "instead")).isEqualTo("value");
        pass(TTL);
        assertThat(cache.get("1", (id, context) -> context.fail("no"), failure -> "instead"))
                .isEqualTo("value");
    }

    @Test
    void servesTheOldValuesOfManyIfThereIsOneForEach() {
        Cache<String> cache = cache(first, longLease(AN_HOUR));
        cache.put("1", "one");
        cache.put("2", "two");
        cache.expireAll(List.of("1", "2"));
        IOException failure = new IOException("the source is away");
        BulkLoader<String> failing = ids -> {
            throw failure;
        };
        assertThat(cache.getAll(List.of("1", "2"), failing)).containsOnly(entry("1", "one"), entry("2", "two"));
        assertThat(cache.stats().servedStale()).isEqualTo(2);
        assertThatThrownBy(() -> cache.getAll(List.of("1", "2", "3"), failing)).isSameAs(failure);
        AssertionError error = new AssertionError("the virtual machine is broken");
        BulkLoader<String> broken = ids -> {
            throw error;
        };
        assertThatThrownBy(() -> cache.getAll(List.of("1", "2"), broken)).isSameAs(error);
        cache.getAll(List.of("1", "2"), ids -> Map.of("1", "ONE", "2", "TWO"));
        assertThat(cache.lookup("1")).as("no lease is left behind").isEqualTo(new Hit<>("ONE"));
        assertThat(cache.lookup("2")).isEqualTo(new Hit<>("TWO"));
    }

    @Test
    void doesNotFallBackForErrorsAndInterrupts() {
        Cache<String> cache = cache(first, failSafe(AN_HOUR));
        AssertionError error = new AssertionError("the virtual machine is broken");
        Loader<String> broken = id -> {
            throw error;
        };
        assertThatThrownBy(() -> cache.get("1", broken, failure -> "instead")).isSameAs(error);
        Loader<String> interrupted = id -> {
            throw new InterruptedException("stop");
        };
        assertThatThrownBy(() -> cache.get("1", interrupted, failure -> "instead"))
                .isInstanceOf(InterruptedException.class);
    }
}
