package io.redispatterns.spring.aop;

import static io.redispatterns.spring.aop.Cities.city;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.redispatterns.RedisPatterns;
import io.redispatterns.cache.Cache;
import io.redispatterns.redis.Command;
import io.redispatterns.spring.Starter;
import io.redispatterns.spring.Workers;
import io.redispatterns.spring.annotation.Cached;
import io.redispatterns.spring.aop.Cities.Box;
import io.redispatterns.spring.aop.Cities.City;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.context.assertj.AssertableApplicationContext;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

/** What the annotations do, whatever the backend. */
abstract class CachedContract {

    interface Names {

        @Cached(cache = "interface-names", key = "#id")
        String name(long id);
    }

    static class NamesOfCities implements Names {

        private final AtomicInteger loads = new AtomicInteger();

        @Override
        public String name(long id) {
            return "name " + id + " load " + loads.incrementAndGet();
        }
    }

    abstract static class Finder<T> {

        private final AtomicInteger loads = new AtomicInteger();

        abstract T make(long id);

        @Cached("generic-finds")
        List<T> find(long id) {
            loads.incrementAndGet();
            return List.of(make(id));
        }

        int loads() {
            return loads.get();
        }
    }

    static class CityFinder extends Finder<City> {

        @Override
        City make(long id) {
            return city(id);
        }
    }

    abstract String[] properties();

    ApplicationContextRunner runner() {
        return new ApplicationContextRunner()
                .withConfiguration(Starter.configuration())
                .withPropertyValues(properties())
                .withBean("suffix", String.class, () -> "end")
                .withBean(Cities.class);
    }

    interface Scenario {

        void play(Cities cities, RedisPatterns patterns, AssertableApplicationContext context) throws Exception;
    }

    private void run(Scenario scenario) {
        runner().run(context -> {
            assertThat(context).hasNotFailed();
            RedisPatterns patterns = context.getBean(RedisPatterns.class);
            patterns.gateway().call(Command.of("FLUSHALL"));
            scenario.play(context.getBean(Cities.class), patterns, context);
        });
    }

    private static long pttl(RedisPatterns patterns, String key) {
        return patterns.gateway().call(Command.of("PTTL").key(key)).asLong();
    }

    /** The plain payload of an entry, after a header that tells its own length and a byte that says that it is not compressed. */
    private static String stored(RedisPatterns patterns, String key) {
        ByteBuffer entry = ByteBuffer.wrap(
                patterns.gateway().call(Command.of("GET").key(key)).asBytes());
        return UTF_8.decode(entry.position(entry.getShort(2) + 1)).toString();
    }

    @Test
    void aSecondCallIsAnsweredByRedis() {
        run((cities, patterns, context) -> {
            assertThat(cities.find(5)).contains(city(5));
            assertThat(cities.find(5)).contains(city(5));
            assertThat(cities.loads()).isOne();
            assertThat(stored(patterns, "app:cache:cities:5"))
                    .isEqualTo("{\"id\":5,\"name\":\"city 5\",\"founded\":\"1147-10-25\"}");
            assertThat(pttl(patterns, "app:cache:cities:5")).isBetween(590_000L, 600_000L);
        });
    }

    @Test
    void anEmptyOptionalIsKeptForTheNegativeTtl() {
        run((cities, patterns, context) -> {
            assertThat(cities.find(-1)).isEmpty();
            assertThat(cities.find(-1)).isEmpty();
            assertThat(cities.loads()).isOne();
            assertThat(pttl(patterns, "app:cache:cities:-1")).isBetween(50_000L, 60_000L);
        });
    }

    @Test
    void aNullWithoutNegativeTtlIsNotKept() {
        run((cities, patterns, context) -> {
            assertThat(cities.nothing("a")).isNull();
            assertThat(cities.nothing("a")).isNull();
            assertThat(cities.loads()).isEqualTo(2);
        });
    }

    @Test
    void genericTypesComeBackAsTheyWere() {
        run((cities, patterns, context) -> {
            UUID session = new UUID(1, 2);
            Map<String, List<Box<City>>> first = cities.find("PT", "Lisboa", session);
            assertThat(cities.find("PT", "Lisboa", session)).isEqualTo(first);
            assertThat(cities.loads()).isOne();
            assertThat(pttl(patterns, "app:cache:by-default-key:PT:Lisboa:" + session))
                    .isBetween(20_000L, 30_000L);
        });
    }

    @Test
    void allParametersTogetherAreAKeyWithoutAmbiguity() {
        run((cities, patterns, context) -> {
            UUID session = new UUID(1, 2);
            cities.find("a:b", "c", session);
            cities.find("a", "b:c", session);
            cities.find("a:b", "", session);
            cities.find("a", null, session);
            cities.find("a", "\\-", session);
            cities.find("a:b:c", null, session);
            cities.find(null, "a:b:c", session);
            assertThat(cities.loads()).isEqualTo(7);
        });
    }

    @Test
    void aMethodWithoutParametersHasOneEntry() {
        run((cities, patterns, context) -> {
            assertThat(cities.count()).isOne();
            assertThat(cities.count()).isOne();
            cities.reload();
            assertThat(cities.count()).isEqualTo(2);
        });
    }

    @Test
    void aKeyIsComputedFromPropertiesBeansAndTheMethod() {
        run((cities, patterns, context) -> {
            for (int i = 0; i < 500; i++) {
                assertThat(cities.named(city(1))).isEqualTo("city 1");
            }
            assertThat(cities.loads()).isOne();
            assertThat(pttl(patterns, "app:cache:spel:1:named:end")).isPositive();
        });
    }

    @Test
    void whatTheMethodThrowsReachesTheCallerAndIsNotKept() {
        run((cities, patterns, context) -> {
            for (int i = 1; i <= 2; i++) {
                assertThatExceptionOfType(IOException.class)
                        .isThrownBy(() -> cities.fail("gone"))
                        .withMessage("gone");
                assertThat(cities.loads()).isEqualTo(i);
            }
        });
    }

    @Test
    void aConditionThatDoesNotHoldPassesTheCacheBy() {
        run((cities, patterns, context) -> {
            cities.choose(-1);
            cities.choose(-1);
            assertThat(cities.loads()).isEqualTo(2);
            cities.choose(1);
            cities.choose(1);
            assertThat(cities.loads()).isEqualTo(3);
        });
    }

    @Test
    void unlessKeepsAResultOut() {
        run((cities, patterns, context) -> {
            assertThat(cities.choose(7)).isEqualTo("secret");
            assertThat(cities.choose(7)).isEqualTo("secret");
            assertThat(cities.loads()).isEqualTo(2);
        });
    }

    @Test
    void aMetaAnnotationPassesItsAttributesOn() {
        run((cities, patterns, context) -> {
            cities.composed(city(1));
            cities.composed(city(1));
            assertThat(cities.loads()).isOne();
            assertThat(pttl(patterns, "app:cache:composed:city%201")).isBetween(50_000L, 60_000L);
        });
    }

    @Test
    void aThousandCallsAtOnceLoadOnce() {
        run((cities, patterns, context) -> {
            try (Workers workers = new Workers(1_000)) {
                AtomicInteger begun = new AtomicInteger();
                List<String> results = workers.each(() -> {
                    if (begun.incrementAndGet() == 1_000) {
                        cities.release();
                    }
                    return cities.slow(1);
                });
                assertThat(results).hasSize(1_000).containsOnly("slow 1");
            }
            assertThat(cities.loads()).isOne();
        });
    }

    @Test
    void anInvalidatedEntryIsLoadedAgain() {
        run((cities, patterns, context) -> {
            cities.find(1);
            cities.update(city(1), false);
            cities.find(1);
            assertThat(cities.loads()).as("the condition did not hold").isOne();
            cities.update(city(1), true);
            cities.find(1);
            assertThat(cities.loads()).isEqualTo(2);
            cities.add(city(1));
            cities.find(1);
            assertThat(cities.loads()).as("by the result").isEqualTo(3);
        });
    }

    @Test
    void aMethodThatThrowsInvalidatesNothing() {
        run((cities, patterns, context) -> {
            cities.find(1);
            assertThatExceptionOfType(IllegalStateException.class).isThrownBy(() -> cities.failToUpdate(1));
            cities.find(1);
            assertThat(cities.loads()).isOne();
        });
    }

    @Test
    void allEntriesOfACacheAreInvalidatedAndNoOthers() {
        run((cities, patterns, context) -> {
            cities.find(1);
            cities.find(2);
            cities.named(city(1));
            cities.reload();
            cities.find(1);
            cities.find(2);
            cities.named(city(1));
            assertThat(cities.loads()).isEqualTo(5);
        });
    }

    @Test
    void propertiesOfACacheWinOverTheAnnotationAndThatOverTheDefaults() {
        runner().withPropertyValues(
                        "redis-patterns.namespace=guide",
                        "redis-patterns.cache.defaults.ttl=2h",
                        "redis-patterns.cache.defaults.jitter=0",
                        "redis-patterns.cache.caches.cities.ttl=3h")
                .run(context -> {
                    RedisPatterns patterns = context.getBean(RedisPatterns.class);
                    assertThat(patterns.findCache("cities"))
                            .extracting(Cache::config)
                            .satisfies(config -> {
                                assertThat(config.ttl().ttl()).hasHours(3);
                                assertThat(config.ttl().negativeTtl()).hasMinutes(1);
                            });
                    assertThat(patterns.findCache("composed"))
                            .satisfies(cache ->
                                    assertThat(cache.config().ttl().ttl()).hasMinutes(1));
                    assertThat(patterns.findCache("failing"))
                            .satisfies(cache ->
                                    assertThat(cache.config().ttl().ttl()).hasHours(2));
                    assertThat(patterns.keySpace().namespace()).isEqualTo("guide");
                });
    }

    @Test
    void anAnnotationOnAnInterfaceWorksWithBothKindsOfProxies() {
        for (String subclasses : List.of("true", "false")) {
            runner().withPropertyValues("spring.aop.proxy-target-class=" + subclasses)
                    .withBean(NamesOfCities.class)
                    .run(context -> {
                        context.getBean(RedisPatterns.class).gateway().call(Command.of("FLUSHALL"));
                        Names names = context.getBean(Names.class);
                        assertThat(names instanceof NamesOfCities).isEqualTo(Boolean.parseBoolean(subclasses));
                        assertThat(names.name(1)).isEqualTo("name 1 load 1");
                        assertThat(names.name(1)).isEqualTo("name 1 load 1");
                    });
        }
    }

    @Test
    void aTypeVariableIsThatOfTheBean() {
        runner().withBean(CityFinder.class).run(context -> {
            context.getBean(RedisPatterns.class).gateway().call(Command.of("FLUSHALL"));
            CityFinder finder = context.getBean(CityFinder.class);
            assertThat(finder.find(1)).containsExactly(city(1));
            assertThat(finder.find(1)).containsExactly(city(1));
            assertThat(finder.loads()).isOne();
        });
    }

    @Test
    void aNullKeyOrOneWithoutATextIsRefused() {
        run((cities, patterns, context) -> {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> cities.nothing(null))
                    .withMessageContaining("Cities.nothing(String)")
                    .withMessageContaining("null");
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> cities.keyed(new Object()))
                    .withMessageContaining("has no text of its own");
        });
    }
}
