package io.redispatterns.spring.aop;

import static io.redispatterns.spring.aop.AnnotatedBean.cache;
import static io.redispatterns.spring.aop.AnnotatedBean.pttl;
import static io.redispatterns.spring.aop.AnnotatedBean.target;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import io.redispatterns.cache.EarlyRefresh;
import io.redispatterns.cache.LoadContext;
import io.redispatterns.spring.annotation.CacheDefaults;
import io.redispatterns.spring.annotation.CacheInvalidate;
import io.redispatterns.spring.annotation.Cached;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** How results are kept, as annotations say it: for how long, with which tags, and what is served when the method fails. */
abstract class KeepingContract {

    record City(long id, String country) {}

    @CacheDefaults(cache = "cities", ttl = "10m", jitter = "0", maxStale = "1h")
    static class Cities {

        private final AtomicInteger loads = new AtomicInteger();
        private volatile boolean failing;
        private volatile Thread loader;

        @Cached(
                key = "#id",
                tags = {"'country:' + #result.country", "{'all', 'odd' + #id % 2}"},
                negativeTtl = "1m")
        Optional<City> find(long id) throws IOException {
            loads.incrementAndGet();
            if (failing) {
                throw new IOException("the database is away");
            }
            return id < 0 ? Optional.empty() : Optional.of(new City(id, id < 10 ? "NO" : "SE"));
        }

        @CacheInvalidate(tags = {"'country:' + #country", "{}"})
        void changeCountry(String country) {}

        @CacheInvalidate(tags = "'all'", stale = true)
        void suspectAll() {}

        @CacheInvalidate(keys = "#ids", stale = true)
        void suspect(List<Long> ids) {}

        @CacheInvalidate(keys = "#result.![id]")
        List<City> change() {
            return List.of(new City(1, "NO"), new City(2, "NO"));
        }

        @Cached(cache = "lives", ttlExpression = "#result.length() > 3 ? '1h' : null")
        String life(String text) {
            return text;
        }

        @Cached(cache = "choosy", unless = "#result == 'secret'")
        String choose(String text) {
            loads.incrementAndGet();
            return text;
        }

        @Cached(cache = "replaced", fallback = "#name + ': ' + #error.message")
        String replace(String name) throws IOException {
            throw new IOException("gone");
        }

        @Cached(cache = "documents", earlyRefresh = "threshold:0.000001", ttl = "1m")
        String early(String id) {
            loads.incrementAndGet();
            loader = Thread.currentThread();
            return id + " " + LoadContext.current().staleValue();
        }

        @Cached(cache = "pages", ttl = "1m")
        String page(String id) {
            LoadContext<?> context = LoadContext.current();
            if ("v1".equals(context.staleEtag())) {
                return (String) context.notModified();
            }
            context.etag("v1").tags("page");
            return "page " + loads.incrementAndGet();
        }

        @CacheInvalidate(cache = "pages", tags = "'page'", stale = true)
        void checkPages() {}
    }

    abstract String[] properties();

    private AnnotatedBean<Cities> application() {
        return AnnotatedBean.of(Cities.class, properties());
    }

    @Test
    void entriesAreInvalidatedByTheTagsOfTheirResults() {
        application().run((cities, patterns) -> {
            for (long id : new long[] {1, 2, 11, -1}) {
                cities.find(id);
            }
            cities.changeCountry("NO");
            for (long id : new long[] {1, 2, 11, -1}) {
                cities.find(id);
            }
            assertThat(target(cities).loads).as("1 and 2 again").hasValue(6);
        });
    }

    @Test
    void theEntriesOfATagAreListedByAnIndex() {
        application().with("redis-patterns.cache.caches.cities.tag-index=true").run((cities, patterns) -> {
            cities.find(11);
            cities.find(2);
            cities.find(1);
            assertThat(cache(patterns, "cities").idsByTag("all")).containsExactly("1", "11", "2");
            assertThat(cache(patterns, "cities").idsByTag("odd1")).containsExactly("1", "11");
        });
    }

    @Test
    void staleEntriesAreLoadedAnewAndServedIfThatFails() {
        application().run((cities, patterns) -> {
            cities.find(1);
            cities.find(2);
            cities.suspect(List.of(1L));
            cities.find(1);
            cities.find(2);
            assertThat(target(cities).loads).hasValue(3);
            cities.suspectAll();
            target(cities).failing = true;
            assertThat(cities.find(2)).contains(new City(2, "NO"));
            assertThat(target(cities).loads).hasValue(4);
            assertThat(cache(patterns, "cities").stats().servedStale()).isOne();
            assertThatExceptionOfType(IOException.class).isThrownBy(() -> cities.find(3));
        });
    }

    @Test
    void severalEntriesAreInvalidatedByTheirKeys() {
        application().run((cities, patterns) -> {
            cities.find(1);
            cities.find(2);
            cities.find(3);
            cities.change();
            cities.find(1);
            cities.find(2);
            cities.find(3);
            assertThat(target(cities).loads).hasValue(5);
        });
    }

    @Test
    void aResultHasTheTtlThatItsExpressionGives() {
        application().run((cities, patterns) -> {
            cities.life("ab");
            cities.life("abcd");
            assertThat(pttl(patterns, "app:cache:lives:ab")).isBetween(4_200_000L - 5_000, 4_200_000L);
            assertThat(pttl(patterns, "app:cache:lives:abcd")).isBetween(7_200_000L - 5_000, 7_200_000L);
        });
    }

    @Test
    void whatIsNotKeptIsNoFailedLoad() {
        application().run((cities, patterns) -> {
            assertThat(cities.choose("secret")).isEqualTo("secret");
            assertThat(cities.choose("secret")).isEqualTo("secret");
            assertThat(target(cities).loads).hasValue(2);
            assertThat(cache(patterns, "choosy").stats().loads()).isEqualTo(2);
            assertThat(cache(patterns, "choosy").stats().loadFailures()).isZero();
            assertThat(pttl(patterns, "app:cache:choosy:secret")).isNegative();
        });
    }

    @Test
    void aFallbackTakesThePlaceOfAFailureAndIsNotKept() {
        application().run((cities, patterns) -> {
            assertThat(cities.replace("Oslo")).isEqualTo("Oslo: gone");
            assertThat(cache(patterns, "replaced").stats().loadFailures()).isOne();
            assertThat(pttl(patterns, "app:cache:replaced:Oslo")).isNegative();
        });
    }

    @Test
    void anEarlyRefreshRunsTheMethodInTheBackground() {
        application().run((cities, patterns) -> {
            assertThat(cities.early("a")).isEqualTo("a null");
            await().untilAsserted(() -> assertThat(cities.early("a")).isEqualTo("a a null"));
            assertThat(target(cities).loader.getName()).startsWith("redis-patterns-");
        });
    }

    @Test
    void anUnmodifiedResultIsKeptOn() {
        application().run((cities, patterns) -> {
            assertThat(cities.page("a")).isEqualTo("page 1");
            cities.checkPages();
            assertThat(cities.page("a")).isEqualTo("page 1");
            assertThat(cities.page("a")).isEqualTo("page 1");
            assertThat(cache(patterns, "pages").stats().loads()).isEqualTo(2);
            assertThat(target(cities).loads).hasValue(1);
        });
    }

    @Test
    void everySettingOfACacheCanBeAProperty() {
        application()
                .with(
                        "redis-patterns.cache.defaults.fail-safe.throttle=5s",
                        "redis-patterns.cache.defaults.load.max-uncoordinated=3",
                        "redis-patterns.cache.defaults.lease.wait-limit=2s",
                        "redis-patterns.cache.caches.cities.early-refresh=xfetch:2",
                        "redis-patterns.cache.caches.cities.lease.ttl=1s",
                        "redis-patterns.cache.caches.cities.lease.poll-interval=10ms",
                        "redis-patterns.cache.caches.cities.fail-safe.failure-pause=1s",
                        "redis-patterns.cache.caches.cities.load.soft-timeout=100ms",
                        "redis-patterns.cache.caches.cities.load.hard-timeout=5s",
                        "redis-patterns.cache.caches.cities.codec=smile",
                        "redis-patterns.cache.caches.cities.compression.algorithm=lz4",
                        "redis-patterns.cache.caches.cities.compression.threshold=0B",
                        "redis-patterns.cache.caches.cities.max-value-size=1MB",
                        "redis-patterns.cache.caches.cities.chunk-size=64KB")
                .run((cities, patterns) -> {
                    assertThat(cache(patterns, "cities").config()).satisfies(config -> {
                        assertThat(config.ttl().ttl()).as("of the class").hasMinutes(10);
                        assertThat(config.ttl().negativeTtl())
                                .as("of the method")
                                .hasMinutes(1);
                        assertThat(config.earlyRefresh()).isEqualTo(EarlyRefresh.xFetch(2));
                        assertThat(config.lease().ttl()).hasSeconds(1);
                        assertThat(config.lease().waitLimit())
                                .as("of the defaults")
                                .hasSeconds(2);
                        assertThat(config.lease().pollInterval()).hasMillis(10);
                        assertThat(config.failSafe().maxStale())
                                .as("of the class")
                                .hasHours(1);
                        assertThat(config.failSafe().throttle()).hasSeconds(5);
                        assertThat(config.failSafe().failurePause()).hasSeconds(1);
                        assertThat(config.load().softTimeout()).hasMillis(100);
                        assertThat(config.load().hardTimeout()).hasSeconds(5);
                        assertThat(config.load().maxUncoordinated()).isEqualTo(3);
                        assertThat(config.size().maxBytes()).isEqualTo(1_048_576);
                        assertThat(config.size().chunkBytes()).isEqualTo(65_536);
                    });
                    assertThat(cities.find(1)).contains(new City(1, "NO"));
                    assertThat(cities.find(1)).contains(new City(1, "NO"));
                    assertThat(target(cities).loads).hasValue(1);
                });
    }
}
