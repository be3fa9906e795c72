package io.redispatterns.spring.aop;

import static org.assertj.core.api.Assertions.assertThat;

import io.redispatterns.spring.RedisPatternsConfigurationException;
import io.redispatterns.spring.Starter;
import io.redispatterns.spring.annotation.CacheDefaults;
import io.redispatterns.spring.annotation.CacheInvalidate;
import io.redispatterns.spring.annotation.Cached;
import io.redispatterns.spring.annotation.CachedBulk;
import io.redispatterns.spring.annotation.WriteBehind;
import io.redispatterns.spring.annotation.WriteThrough;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import reactor.core.publisher.Mono;

/** Every mistake stops the start, names the method, and says the cure. */
class MistakesTest {

    record Mistake(Class<?> bean, String method, String description, String cure) {

        void check(ApplicationContextRunner runner) {
            runner.withBean(bean).run(context -> {
                assertThat(context).hasFailed();
                RedisPatternsConfigurationException failure = mistakeIn(context.getStartupFailure());
                assertThat(failure).hasMessageContaining(method).hasMessageContaining(description);
                assertThat(failure.action()).contains(cure);
            });
        }
    }

    static class Unparsable {
        @Cached(cache = "c", key = "#id + ")
        String find(long id) {
            return "";
        }
    }

    static class UnknownName {
        @Cached(cache = "c", key = "'x' + #idd")
        String find(long id) {
            return "";
        }
    }

    static class UnknownSimpleName {
        @CacheInvalidate(cache = "c", key = "#idd")
        void change(long id) {}
    }

    static class ResultInKey {
        @Cached(cache = "c", key = "#result.length()")
        String find(long id) {
            return "";
        }
    }

    static class BadCondition {
        @Cached(cache = "c", condition = "id >")
        String find(long id) {
            return "";
        }
    }

    static class BadTtl {
        @Cached(cache = "c", ttl = "10 minutes or so")
        String find(long id) {
            return "";
        }
    }

    static class NegativeTtl {
        @Cached(cache = "c", ttl = "-10m")
        String find(long id) {
            return "";
        }
    }

    static class ZeroTtl {
        @Cached(cache = "c", ttl = "0s")
        String find(long id) {
            return "";
        }
    }

    static class UnsetProperty {
        @Cached(cache = "c", ttl = "${cities.ttl}")
        String find(long id) {
            return "";
        }
    }

    static class BadJitter {
        @Cached(cache = "c", jitter = "some")
        String find(long id) {
            return "";
        }
    }

    static class TooMuchJitter {
        @Cached(cache = "c", jitter = "1.5")
        String find(long id) {
            return "";
        }
    }

    static class NoName {
        @Cached(key = "#id")
        String find(long id) {
            return "";
        }
    }

    static class NoNameToInvalidate {
        @CacheInvalidate(allEntries = true)
        void change() {}
    }

    static class BadName {
        @Cached("All Cities")
        String find(long id) {
            return "";
        }
    }

    static class KeyAndAllEntries {
        @CacheInvalidate(cache = "c", key = "#id", allEntries = true)
        void change(long id) {}
    }

    static class TwoTypes {
        @Cached(cache = "c", key = "#id")
        String find(long id) {
            return "";
        }

        @Cached(cache = "c", key = "#id")
        List<String> findAll(long id) {
            return List.of();
        }
    }

    static class TwoTtls {
        @Cached(cache = "c", ttl = "1m")
        String find(long id) {
            return "";
        }

        @Cached(cache = "c", ttl = "2m")
        String findOther(long id) {
            return "";
        }
    }

    static class Nothing {
        @Cached("c")
        void find(long id) {}
    }

    static class Later {
        @Cached("c")
        Future<String> find(long id) {
            return CompletableFuture.completedFuture("");
        }
    }

    static class NothingLater {
        @Cached("c")
        Mono<Void> find(long id) {
            return Mono.empty();
        }
    }

    static class AnythingLater {
        @Cached("c")
        CompletableFuture<?> find(long id) {
            return CompletableFuture.completedFuture("");
        }
    }

    static class BadTag {
        @Cached(
                cache = "c",
                tags = {"'a'", "country:#id"})
        String find(long id) {
            return "";
        }
    }

    static class ResultInFallback {
        @Cached(cache = "c", fallback = "#result")
        String find(long id) {
            return "";
        }
    }

    static class BadEarlyRefresh {
        @Cached(cache = "c", earlyRefresh = "soon")
        String find(long id) {
            return "";
        }
    }

    static class BadThreshold {
        @Cached(cache = "c", earlyRefresh = "threshold:1.5")
        String find(long id) {
            return "";
        }
    }

    static class BadMaxStale {
        @Cached(cache = "c", maxStale = "long")
        String find(long id) {
            return "";
        }
    }

    @CacheDefaults(ttl = "forever")
    static class BadDefaults {
        @Cached(cache = "c")
        String find(long id) {
            return "";
        }
    }

    static class BulkWithoutKeys {
        @CachedBulk("c")
        Map<Long, String> find(long id) {
            return Map.of();
        }
    }

    static class BulkWithTwoKeys {
        @CachedBulk("c")
        Map<Long, String> find(List<Long> ids, Set<String> others) {
            return Map.of();
        }
    }

    static class BulkWithKeysNowhere {
        @CachedBulk(cache = "c", keys = "#idds")
        Map<Long, String> find(List<Long> ids) {
            return Map.of();
        }
    }

    static class BulkWithAnArray {
        @CachedBulk(cache = "c", keys = "#ids")
        Map<Long, String> find(long[] ids) {
            return Map.of();
        }
    }

    static class BulkOfOne {
        @CachedBulk("c")
        String find(List<Long> ids) {
            return "";
        }
    }

    static class BulkWithoutValueKey {
        @CachedBulk("c")
        List<String> find(List<Long> ids) {
            return List.of();
        }
    }

    static class BulkMapWithValueKey {
        @CachedBulk(cache = "c", valueKey = "#result.id")
        Map<Long, String> find(List<Long> ids) {
            return Map.of();
        }
    }

    static class BulkOfAnotherType {
        @Cached("c")
        String find(long id) {
            return "";
        }

        @CachedBulk("c")
        Map<Long, Integer> findAll(List<Long> ids) {
            return Map.of();
        }
    }

    static class StoresNothing {
        @WriteThrough("c")
        void save(String text) {}
    }

    static class StoresWhat {
        @WriteThrough(cache = "c", key = "#text", store = "#text.length() + 1")
        void save(String text) {}
    }

    static class WritesTwo {
        @WriteBehind("c")
        void save(String text, String other) {}
    }

    static class WritesAndReturns {
        @WriteBehind("c")
        String save(String text) {
            return text;
        }
    }

    static class WritesInNoBatch {
        @WriteBehind(cache = "c", batch = "saveAll")
        void save(String text) {}

        void saveAll(List<Integer> texts) {}
    }

    static class WritesTwice {
        @WriteBehind("c")
        void save(String text) {}

        @WriteBehind("c")
        void saveOther(String text) {}
    }

    static class RemovesByWhat {
        @WriteBehind(cache = "c", key = "#texts.toString()", remove = true)
        void remove(Runnable texts) {}
    }

    static class KeysAndTags {
        @CacheInvalidate(cache = "c", keys = "#ids", tags = "'a'")
        void change(List<Long> ids) {}
    }

    static class Once {
        @Cached("c")
        Stream<String> find(long id) {
            return Stream.empty();
        }
    }

    static class Anything {
        @Cached("c")
        Object find(long id) {
            return "";
        }
    }

    static class AnythingOptional {
        @Cached("c")
        <T> Optional<T> find(long id) {
            return Optional.empty();
        }
    }

    static final class FinalClass {
        @Cached("c")
        String find(long id) {
            return "";
        }
    }

    static class FinalMethod {
        @Cached("c")
        final String find(long id) {
            return "";
        }
    }

    static class StaticMethod {
        @Cached("c")
        static String find(long id) {
            return "";
        }
    }

    static Stream<Mistake> mistakes() {
        return Stream.of(
                new Mistake(Unparsable.class, "find(long)", "key \"#id + \" is not a SpEL expression", "quotes"),
                new Mistake(UnknownName.class, "find(long)", "#idd, which is no parameter; there are [id]", "Correct"),
                new Mistake(UnknownSimpleName.class, "change(long)", "#idd, which is no parameter", "Correct"),
                new Mistake(ResultInKey.class, "find(long)", "#result, which is not there before", "unless"),
                new Mistake(BadCondition.class, "find(long)", "condition \"id >\" is not a SpEL", "Correct"),
                new Mistake(BadTtl.class, "find(long)", "ttl \"10 minutes or so\" is not a duration", "\"10m\""),
                new Mistake(NegativeTtl.class, "find(long)", "a ttl is from", "redis-patterns.cache"),
                new Mistake(ZeroTtl.class, "@Cached on", "a ttl is from", "redis-patterns.cache.caches"),
                new Mistake(UnsetProperty.class, "find(long)", "ttl \"${cities.ttl}\" names a property", "default"),
                new Mistake(BadJitter.class, "find(long)", "jitter \"some\" is not a number", "fraction"),
                new Mistake(TooMuchJitter.class, "find(long)", "jitter is a fraction", "methods"),
                new Mistake(NoName.class, "find(long)", "it names no cache", "@Cached(cache = \"cities\")"),
                new Mistake(NoNameToInvalidate.class, "change()", "names no cache", "@CacheInvalidate(cache"),
                new Mistake(BadName.class, "find(long)", "\"All Cities\"", "lower case"),
                new Mistake(KeyAndAllEntries.class, "change(long)", "key and allEntries", "Keep one"),
                new Mistake(TwoTypes.class, "java.util.List<java.lang.String>", "cache c keeps values of", "different"),
                new Mistake(TwoTtls.class, "find", "ttl of cache c differs from what", "on one of them only"),
                new Mistake(Nothing.class, "find(long)", "returns nothing", "with a result"),
                new Mistake(Later.class, "find(long)", "not supported (Future)", "CompletableFuture"),
                new Mistake(NothingLater.class, "find(long)", "returns nothing", "with a result"),
                new Mistake(AnythingLater.class, "find(long)", "does not say what the values are", "JSON"),
                new Mistake(BadTag.class, "find(long)", "tags \"country:#id\" is not a SpEL", "quotes"),
                new Mistake(ResultInFallback.class, "find(long)", "#result, which is not there", "parameters"),
                new Mistake(BadEarlyRefresh.class, "find(long)", "early refresh is never, xfetch", "Correct"),
                new Mistake(BadThreshold.class, "find(long)", "between 0 and 1, not 1.5", "Correct"),
                new Mistake(BadMaxStale.class, "find(long)", "maxStale \"long\" is not a duration", "10m"),
                new Mistake(BadDefaults.class, "@CacheDefaults on", "ttl \"forever\" is not a duration", "10m"),
                new Mistake(KeysAndTags.class, "change(List)", "it has keys and tags", "a second @CacheInvalidate"),
                new Mistake(BulkWithoutKeys.class, "find(long)", "none of its parameters", "use @Cached"),
                new Mistake(BulkWithTwoKeys.class, "find(List, Set)", "several of its parameters", "keys ="),
                new Mistake(BulkWithKeysNowhere.class, "find(List)", "is not a parameter; there are [ids]", "Name"),
                new Mistake(BulkWithAnArray.class, "find(long[])", "is a long[]", "Collection"),
                new Mistake(BulkOfOne.class, "find(List)", "does not return many values", "a Map"),
                new Mistake(BulkWithoutValueKey.class, "find(List)", "which key each value", "valueKey ="),
                new Mistake(BulkMapWithValueKey.class, "find(List)", "a Map and has a valueKey", "Remove"),
                new Mistake(BulkOfAnotherType.class, "find", "cache c keeps values of", "different names"),
                new Mistake(StoresNothing.class, "save(String)", "nothing that could be stored", "store ="),
                new Mistake(StoresWhat.class, "save(String)", "nothing says of what type", "a @Cached method"),
                new Mistake(WritesTwo.class, "save(String, String)", "it has 2 parameters", "Give it one"),
                new Mistake(WritesAndReturns.class, "save(String)", "it returns a String", "return nothing"),
                new Mistake(WritesInNoBatch.class, "save(String)", "no method saveAll(", "a List of what"),
                new Mistake(WritesTwice.class, "save", "does that for c already", "another name"),
                new Mistake(RemovesByWhat.class, "remove(Runnable)", "its parameter is a Runnable", "String"),
                new Mistake(Once.class, "find(long)", "Stream, which can be read only once", "collection"),
                new Mistake(Anything.class, "find(long)", "does not say what the values are", "JSON"),
                new Mistake(AnythingOptional.class, "find(long)", "does not say what the values are", "JSON"),
                new Mistake(FinalClass.class, "find(long)", "final class cannot be proxied", "Remove final"),
                new Mistake(FinalMethod.class, "find(long)", "final method cannot be proxied", "Remove final"),
                new Mistake(StaticMethod.class, "find(long)", "private or static", "public"));
    }

    private final ApplicationContextRunner runner =
            new ApplicationContextRunner().withConfiguration(Starter.configuration());

    @ParameterizedTest
    @MethodSource("mistakes")
    void aMistakeStopsTheStart(Mistake mistake) {
        mistake.check(runner);
    }

    @Test
    void aFinalClassBehindAnInterfaceIsFineWithJdkProxies() {
        runner.withPropertyValues("spring.aop.proxy-target-class=false")
                .withBean(FinalNames.class)
                .run(context -> assertThat(context.getBean(Names.class).name(1)).isEqualTo("name 1"));
    }

    interface Names {
        String name(long id);
    }

    static final class FinalNames implements Names {
        @Override
        @Cached("final-names")
        public String name(long id) {
            return "name " + id;
        }
    }

    static RedisPatternsConfigurationException mistakeIn(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof RedisPatternsConfigurationException mistake) {
                return mistake;
            }
        }
        throw new AssertionError("no mistake told", failure);
    }
}
