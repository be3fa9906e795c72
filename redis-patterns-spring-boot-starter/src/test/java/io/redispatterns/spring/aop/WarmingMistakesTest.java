package io.redispatterns.spring.aop;

import static io.redispatterns.spring.aop.MistakesTest.mistakeIn;
import static org.assertj.core.api.Assertions.assertThat;

import io.redispatterns.cache.WarmingSource;
import io.redispatterns.spring.Starter;
import io.redispatterns.spring.annotation.CacheWarming;
import io.redispatterns.spring.annotation.Cached;
import io.redispatterns.spring.aop.MistakesTest.Mistake;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

/** Every mistake with {@code @CacheWarming} stops the start, names the method, and says the cure. */
class WarmingMistakesTest {

    static class WarmsNothing {
        @Cached("other")
        String find(long id) {
            return "";
        }

        @CacheWarming("c")
        List<Long> keys() {
            return List.of();
        }
    }

    static class WarmsByTwo {
        @Cached("c")
        String find(long id) {
            return "";
        }

        @Cached("c")
        String findByName(String name) {
            return "";
        }

        @CacheWarming("c")
        List<Long> keys() {
            return List.of();
        }
    }

    static class WarmsPairs {
        @Cached("c")
        String find(long id, String language) {
            return "";
        }

        @CacheWarming("c")
        List<Long> keys() {
            return List.of();
        }
    }

    static class WarmsTenants {
        @Cached(cache = "c", key = "@tenant.name() + #id")
        String find(long id) {
            return "";
        }

        @CacheWarming("c")
        List<Long> keys() {
            return List.of();
        }
    }

    static class WarmsWithOthers {
        @Cached("c")
        String find(long id) {
            return "";
        }

        @CacheWarming("c")
        List<Integer> keys() {
            return List.of();
        }
    }

    static class WarmsWithAnything {
        @Cached("c")
        String find(long id) {
            return "";
        }

        @CacheWarming("c")
        List<?> keys() {
            return List.of();
        }
    }

    static class WarmsWithOne {
        @Cached("c")
        String find(long id) {
            return "";
        }

        @CacheWarming("c")
        long keys() {
            return 1;
        }
    }

    static class WarmsWithArguments {
        @Cached("c")
        String find(long id) {
            return "";
        }

        @CacheWarming("c")
        List<Long> keys(int size) {
            return List.of();
        }
    }

    static class WarmsWithPagesOfWhat {
        @Cached(cache = "c", key = "#what.toString()")
        String find(Runnable what) {
            return "";
        }

        @CacheWarming("c")
        WarmingSource.Page keys(String cursor, int size) {
            return new WarmingSource.Page(List.of(), null);
        }
    }

    static class WarmsUnderABadName {
        @Cached("c")
        String find(long id) {
            return "";
        }

        @CacheWarming(cache = "c", name = "All Keys")
        List<Long> keys() {
            return List.of();
        }
    }

    static class WarmsTwiceUnderAName {
        @Cached("c")
        String find(long id) {
            return "";
        }

        @CacheWarming("c")
        List<Long> keys() {
            return List.of();
        }

        @CacheWarming(cache = "c", name = "keys")
        List<Long> otherKeys() {
            return List.of();
        }
    }

    static class WarmsNow {
        @Cached("c")
        String find(long id) {
            return "";
        }

        @CacheWarming(cache = "c", interval = "at night")
        List<Long> keys() {
            return List.of();
        }
    }

    static class WarmsMany {
        @Cached("c")
        String find(long id) {
            return "";
        }

        @CacheWarming(cache = "c", loadsPerSecond = "many")
        List<Long> keys() {
            return List.of();
        }
    }

    static class WarmsNever {
        @Cached("c")
        String find(long id) {
            return "";
        }

        @CacheWarming(cache = "c", loadsPerSecond = "0")
        List<Long> keys() {
            return List.of();
        }
    }

    static class WarmsStatically {
        @Cached("c")
        String find(long id) {
            return "";
        }

        @CacheWarming("c")
        static List<Long> keys() {
            return List.of();
        }
    }

    static class WarmsNowhere {
        @Cached("c")
        String find(long id) {
            return "";
        }

        @CacheWarming
        List<Long> keys() {
            return List.of();
        }
    }

    static Stream<Mistake> mistakes() {
        return Stream.of(
                new Mistake(WarmsNothing.class, "keys()", "no @Cached method of cache c", "one @Cached method"),
                new Mistake(WarmsByTwo.class, "keys()", "several @Cached methods of cache c: find, findByName", "one"),
                new Mistake(WarmsPairs.class, "keys()", "find(long, String) has 2 parameters", "record"),
                new Mistake(WarmsTenants.class, "keys()", "key \"@tenant.name() + #id\"", "the argument tell it all"),
                new Mistake(WarmsWithOthers.class, "keys()", "of type Integer, but", "keys of type long"),
                new Mistake(WarmsWithAnything.class, "keys()", "of type Object, but", "keys of type long"),
                new Mistake(WarmsWithOne.class, "keys()", "does not give keys: long", "a Stream or an array"),
                new Mistake(WarmsWithArguments.class, "keys(int)", "does not give keys", "(String cursor, int size)"),
                new Mistake(WarmsWithPagesOfWhat.class, "keys(String, int)", "takes a Runnable", "a number or a UUID"),
                new Mistake(WarmsUnderABadName.class, "keys()", "not \"All Keys\"", "Correct it there"),
                new Mistake(WarmsTwiceUnderAName.class, "eys()", "another warming named keys", "a name of its own"),
                new Mistake(WarmsNow.class, "keys()", "interval \"at night\" is not a duration", "10m"),
                new Mistake(WarmsMany.class, "keys()", "loadsPerSecond \"many\" is not a number", "20"),
                new Mistake(WarmsNever.class, "keys()", "loads per second are above 0", "redis-patterns.cache.warming"),
                new Mistake(WarmsStatically.class, "keys()", "private or static", "public"),
                new Mistake(WarmsNowhere.class, "keys()", "names no cache", "@CacheWarming(cache"));
    }

    private final ApplicationContextRunner runner =
            new ApplicationContextRunner().withConfiguration(Starter.configuration());

    @ParameterizedTest
    @MethodSource("mistakes")
    void aMistakeStopsTheStart(Mistake mistake) {
        mistake.check(runner);
    }

    @Test
    void aProxyOfInterfacesHasToHaveTheKeysToo() {
        runner.withPropertyValues("spring.aop.proxy-target-class=false")
                .withBean(WarmedNames.class)
                .run(context -> assertThat(mistakeIn(context.getStartupFailure()))
                        .hasMessageContaining("keys(): its bean is a proxy of interfaces"));
    }

    @Test
    void aPropertyOfAWarmingThatCannotBeStopsTheStart() {
        runner.withPropertyValues("redis-patterns.cache.warming.keys.batch-size=0")
                .run(context -> assertThat(mistakeIn(context.getStartupFailure()))
                        .hasMessageContaining("redis-patterns.cache.warming.keys: a batch has from 1"));
    }

    static class WarmedNames implements MistakesTest.Names {
        @Override
        @Cached("warmed-names")
        public String name(long id) {
            return "name " + id;
        }

        @CacheWarming("warmed-names")
        public List<Long> keys() {
            return List.of();
        }
    }
}
