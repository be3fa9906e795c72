package io.redispatterns.spring.aop;

import static io.redispatterns.spring.aop.AnnotatedBean.cache;
import static io.redispatterns.spring.aop.AnnotatedBean.target;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.redispatterns.RedisPatterns;
import io.redispatterns.cache.NearCacheConfig;
import io.redispatterns.cache.RefreshAheadConfig;
import io.redispatterns.redis.Command;
import io.redispatterns.spring.annotation.CacheInvalidate;
import io.redispatterns.spring.annotation.Cached;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Near caches and refresh-ahead, switched on by properties alone. */
abstract class NearContract {

    record City(long id, String name) {}

    static class Cities {

        private final Map<Long, String> table = new ConcurrentHashMap<>();
        private final AtomicInteger loads = new AtomicInteger();

        @Cached("cities")
        City find(long id) {
            loads.incrementAndGet();
            return new City(id, table.getOrDefault(id, "nameless"));
        }

        @CacheInvalidate(cache = "cities", key = "#id")
        void rename(long id, String name) {
            table.put(id, name);
        }

        @Cached("ticks")
        int tick(String id) {
            return loads.incrementAndGet();
        }
    }

    abstract String[] properties();

    private AnnotatedBean<Cities> application() {
        return AnnotatedBean.of(Cities.class, properties());
    }

    private static long nearHits(RedisPatterns patterns) {
        return cache(patterns, "cities").stats().nearHits();
    }

    private static void readUntilNear(Cities cities, RedisPatterns patterns, long id) {
        long before = nearHits(patterns);
        await().until(() -> {
            cities.find(id);
            return nearHits(patterns) > before;
        });
    }

    @Test
    void aPropertyAloneMakesNearHits() {
        application()
                .with("redis-patterns.cache.caches.cities.near.enabled=true")
                .run((cities, patterns) -> {
                    readUntilNear(cities, patterns, 1);
                    assertThat(target(cities).loads).hasValue(1);
                    await("a shared object")
                            .untilAsserted(() -> assertThat(cities.find(1)).isSameAs(cities.find(1)));
                    assertThat(cache(patterns, "ticks").config().near().enabled())
                            .isFalse();
                });
    }

    @Test
    void eachCallerMayGetAnObjectOfItsOwn() {
        application()
                .with(
                        "redis-patterns.cache.defaults.near.enabled=true",
                        "redis-patterns.cache.defaults.near.decodes-each-time=true")
                .run((cities, patterns) -> {
                    readUntilNear(cities, patterns, 1);
                    assertThat(cities.find(1)).isEqualTo(cities.find(1)).isNotSameAs(cities.find(1));
                });
    }

    @Test
    void anOwnChangeIsSeenByTheNextCall() {
        application()
                .with("redis-patterns.cache.caches.cities.near.enabled=true")
                .run((cities, patterns) -> {
                    for (int i = 0; i < 5; i++) {
                        cities.rename(1, "name " + i);
                        assertThat(cities.find(1).name()).isEqualTo("name " + i);
                        readUntilNear(cities, patterns, 1);
                        assertThat(cities.find(1).name()).isEqualTo("name " + i);
                    }
                });
    }

    @Test
    void aChangeByAnotherProgramIsSeenSoon() {
        application()
                .with("redis-patterns.cache.caches.cities.near.enabled=true")
                .run((cities, patterns) -> {
                    readUntilNear(cities, patterns, 1);
                    target(cities).table.put(1L, "Oslo");
                    patterns.gateway().call(Command.of("UNLINK").key("app:cache:cities:1"));
                    await().until(() -> cities.find(1).name().equals("Oslo"));
                });
    }

    @Test
    void settingsOfAllCachesHoldForThoseThatSwitchItOn() {
        application()
                .with(
                        "redis-patterns.cache.defaults.near.max-entries=500",
                        "redis-patterns.cache.defaults.near.ttl=30s",
                        "redis-patterns.cache.defaults.refresh-ahead.idle=5m",
                        "redis-patterns.cache.defaults.refresh-ahead.parallelism=4",
                        "redis-patterns.cache.caches.cities.near.enabled=true",
                        "redis-patterns.cache.caches.cities.near.max-weight=3GB",
                        "redis-patterns.cache.caches.cities.near.max-staleness=500ms",
                        "redis-patterns.cache.caches.cities.refresh-ahead.max-keys=50",
                        "redis-patterns.cache.caches.cities.refresh-ahead.after=0.5",
                        "redis-patterns.cache.caches.cities.refresh-ahead.jitter=0")
                .run((cities, patterns) -> {
                    assertThat(cache(patterns, "cities").config()).satisfies(config -> {
                        assertThat(config.near())
                                .isEqualTo(NearCacheConfig.custom()
                                        .maxWeightBytes(3L << 30)
                                        .ttl(Duration.ofSeconds(30))
                                        .maxStaleness(Duration.ofMillis(500))
                                        .build());
                        assertThat(config.refreshAhead())
                                .isEqualTo(new RefreshAheadConfig(50, 0.5, 0, Duration.ofMinutes(5), 4));
                    });
                    assertThat(cache(patterns, "ticks").config()).satisfies(config -> {
                        assertThat(config.near().enabled()).isFalse();
                        assertThat(config.near().maxEntries()).isEqualTo(500);
                        assertThat(config.refreshAhead().maxKeys()).isZero();
                    });
                });
    }

    @Test
    void whatIsReadIsKeptFresh() {
        application()
                .with(
                        "redis-patterns.cache.caches.ticks.ttl=2s",
                        "redis-patterns.cache.caches.ticks.jitter=0",
                        "redis-patterns.cache.caches.ticks.refresh-ahead.max-keys=10",
                        "redis-patterns.cache.caches.ticks.refresh-ahead.after=0.01")
                .run((cities, patterns) -> {
                    assertThat(cities.tick("a")).isOne();
                    await().untilAsserted(() -> assertThat(target(cities).loads).hasValueGreaterThan(1));
                });
    }
}
