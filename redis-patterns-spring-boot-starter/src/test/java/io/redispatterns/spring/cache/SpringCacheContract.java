package io.redispatterns.spring.cache;

import static io.redispatterns.spring.cache.Books.book;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.redispatterns.RedisPatterns;
import io.redispatterns.redis.Command;
import io.redispatterns.spring.NoResource;
import io.redispatterns.spring.Starter;
import io.redispatterns.spring.Workers;
import io.redispatterns.spring.cache.Books.Book;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.cache.Cache;
import org.springframework.cache.CacheManager;
import org.springframework.cache.annotation.CachingConfigurer;
import org.springframework.cache.annotation.EnableCaching;
import org.springframework.cache.interceptor.KeyGenerator;
import org.springframework.cache.interceptor.SimpleKey;
import org.springframework.context.annotation.Configuration;
import org.springframework.transaction.support.TransactionTemplate;

/** What Spring's cache abstraction does, whatever the backend. */
abstract class SpringCacheContract {

    @Configuration(proxyBeanMethods = false)
    @EnableCaching
    static class CachingConfiguration {}

    static class OwnKeys implements CachingConfigurer {

        @Override
        public KeyGenerator keyGenerator() {
            return (target, method, params) -> method.getName() + "/" + params[0];
        }
    }

    abstract String[] properties();

    ApplicationContextRunner runner() {
        return new ApplicationContextRunner()
                .withConfiguration(Starter.configuration())
                .withUserConfiguration(CachingConfiguration.class)
                .withPropertyValues(properties())
                .withBean(Books.class);
    }

    interface Scenario {

        void play(Books books, CacheManager manager, RedisPatterns patterns) throws Exception;
    }

    private void run(Scenario scenario) {
        run(runner(), scenario);
    }

    private static void run(ApplicationContextRunner runner, Scenario scenario) {
        runner.run(context -> {
            assertThat(context).hasNotFailed();
            RedisPatterns patterns = context.getBean(RedisPatterns.class);
            patterns.gateway().call(Command.of("FLUSHALL"));
            scenario.play(context.getBean(Books.class), context.getBean(CacheManager.class), patterns);
        });
    }

    private static Cache cache(CacheManager manager, String name) {
        Cache cache = manager.getCache(name);
        assertThat(cache).isNotNull();
        return cache;
    }

    @Test
    void aResultIsKeptAsJsonWithoutClassNames() {
        run((books, manager, patterns) -> {
            assertThat(manager).isInstanceOf(RedisPatternsCacheManager.class);
            assertThat(books.find(1)).isEqualTo(book(1));
            assertThat(books.find(1)).isEqualTo(book(1));
            assertThat(books.loads()).isOne();
            assertThat(patterns.gateway()
                            .call(Command.of("GET").key("app:cache:books:1"))
                            .asString())
                    .endsWith("{\"id\":1,\"title\":\"book 1\",\"authors\":[\"one\",\"two\"]}");
        });
    }

    @Test
    void nullsAndEmptyOptionalsAreKept() {
        run((books, manager, patterns) -> {
            assertThat(books.find(-1)).isNull();
            assertThat(books.find(-1)).isNull();
            assertThat(books.findOptional(-1)).isEmpty();
            assertThat(books.findOptional(-1)).isEmpty();
            assertThat(books.findOptional(1)).contains(book(1));
            assertThat(books.findOptional(1)).contains(book(1));
            assertThat(books.loads()).isEqualTo(3);
            assertThat(cache(manager, "books").get(-1L))
                    .isNotNull()
                    .extracting(Cache.ValueWrapper::get)
                    .isNull();
        });
    }

    @Test
    void genericTypesComeBackAsTheyWere() {
        run((books, manager, patterns) -> {
            assertThat(books.list("a", "b")).isEqualTo(Map.of("all", List.of(book(1))));
            assertThat(books.list("a", "b")).isEqualTo(Map.of("all", List.of(book(1))));
            assertThat(books.loads()).isOne();
        });
    }

    @Test
    void keysOfSeveralParametersAreWithoutAmbiguity() {
        run((books, manager, patterns) -> {
            books.list("a,b", "c");
            books.list("a", "b,c");
            assertThat(books.loads()).isEqualTo(2);
            cache(manager, "lists").evict(new SimpleKey("a", "b,c"));
            books.list("a,b", "c");
            assertThat(books.loads()).isEqualTo(2);
            books.list("a", "b,c");
            assertThat(books.loads()).isEqualTo(3);
        });
    }

    @Test
    void methodsOfDifferentTypesMayShareACache() {
        run((books, manager, patterns) -> {
            for (int i = 0; i < 2; i++) {
                assertThat(books.mixedList(1)).containsExactly(book(1));
                assertThat(books.mixedBook(1)).isEqualTo(book(1));
            }
            assertThat(books.loads()).isEqualTo(2);
        });
    }

    @Test
    void synchronousCallsLoadOnce() {
        run((books, manager, patterns) -> {
            try (Workers workers = new Workers(1_000)) {
                AtomicInteger begun = new AtomicInteger();
                assertThat(workers.each(() -> {
                            if (begun.incrementAndGet() == 1_000) {
                                books.release();
                            }
                            return books.slow(1);
                        }))
                        .hasSize(1_000)
                        .containsOnly(book(1));
            }
            assertThat(books.loads()).isOne();
            assertThat(books.slow(-1)).isNull();
            assertThat(books.slow(-1)).isNull();
            assertThat(books.loads()).isEqualTo(2);
            assertThatExceptionOfType(IOException.class)
                    .isThrownBy(() -> books.slow(99))
                    .withMessage("out of print");
        });
    }

    @Test
    void conditionAndUnlessHold() {
        run((books, manager, patterns) -> {
            for (long id = 6; id <= 8; id++) {
                books.choose(id);
                books.choose(id);
            }
            assertThat(books.loads()).isEqualTo(1 + 2 + 2);
        });
    }

    @Test
    void putAndEvictWork() {
        run((books, manager, patterns) -> {
            books.find(1);
            books.update(new Book(1, "other", List.of()));
            assertThat(books.find(1)).extracting(Book::title).isEqualTo("other");
            assertThat(books.loads()).isOne();
            books.remove(1);
            assertThat(books.find(1)).isEqualTo(book(1));
            books.removeAll();
            books.find(1);
            assertThat(books.loads()).isEqualTo(3);
            assertThatExceptionOfType(IllegalStateException.class).isThrownBy(() -> books.removeAndFail(1));
            books.find(1);
            assertThat(books.loads()).isEqualTo(4);
        });
    }

    @Test
    void asynchronousAndReactiveMethodsAreCached() {
        run((books, manager, patterns) -> {
            for (int i = 0; i < 2; i++) {
                assertThat(books.future(1).get(5, TimeUnit.SECONDS)).isEqualTo(book(1));
                assertThat(books.mono(1).block(Duration.ofSeconds(5))).isEqualTo(book(1));
                assertThat(books.flux(1).collectList().block(Duration.ofSeconds(5)))
                        .containsExactly(book(1), book(2));
            }
            assertThat(books.loads()).isEqualTo(3);
        });
    }

    @Test
    void aProgramReadsWithTheTypeItNamesOrTheOneLearned() {
        run((books, manager, patterns) -> {
            Cache cache = cache(manager, "books");
            cache.put(5L, book(5));
            assertThat(cache.get(5L, Book.class)).isEqualTo(book(5));
            assertThat(cache.get(5L)).extracting(Cache.ValueWrapper::get).isEqualTo(book(5));
            assertThat(cache.get(6L)).isNull();
            assertThat(cache.get(6L, () -> book(6))).isEqualTo(book(6));
            assertThat(cache.get(6L, Book.class)).isEqualTo(book(6));
            assertThat(cache.putIfAbsent(6L, book(7)))
                    .extracting(Cache.ValueWrapper::get)
                    .isEqualTo(book(6));
            Cache unknown = cache(manager, "unknown");
            unknown.put("k", book(1));
            assertThat(unknown.get("k"))
                    .extracting(Cache.ValueWrapper::get)
                    .isEqualTo(Map.of("id", 1, "title", "book 1", "authors", List.of("one", "two")));
            assertThatExceptionOfType(Cache.ValueRetrievalException.class)
                    .isThrownBy(() -> cache.get("new", () -> {
                        throw new IOException("no");
                    }))
                    .withCauseInstanceOf(IOException.class);
        });
    }

    @Test
    void aValueThatIsNotOfTheTypeIsAMiss() {
        run((books, manager, patterns) -> {
            books.find(1);
            cache(manager, "books").put(1L, "not a book");
            assertThat(cache(manager, "books").get(1L, String.class)).isEqualTo("not a book");
            assertThat(books.find(1)).isEqualTo(book(1));
            assertThat(books.find(1)).isEqualTo(book(1));
            assertThat(books.loads()).isEqualTo(2);
        });
    }

    @Test
    void eachCacheHasItsOwnTtl() {
        run(
                runner().withPropertyValues(
                                "redis-patterns.cache.caches.books.ttl=1m",
                                "redis-patterns.cache.caches.books.negative-ttl=5s",
                                "redis-patterns.cache.caches.books.jitter=0",
                                "redis-patterns.cache.caches.synchronous.negative-ttl=0",
                                "spring.cache.cache-names=early"),
                (books, manager, patterns) -> {
                    books.find(1);
                    books.find(-1);
                    assertThat(pttl(patterns, "app:cache:books:1")).isBetween(50_000L, 60_000L);
                    assertThat(pttl(patterns, "app:cache:books:-1")).isBetween(1L, 5_000L);
                    books.release();
                    books.slow(-1);
                    books.slow(-1);
                    assertThat(books.loads()).as("no negative entries").isEqualTo(4);
                    assertThat(manager.getCacheNames()).contains("early", "books", "optionalBooks", "mixed");
                });
    }

    @Test
    void writesAndEvictionsWaitForTheCommit() {
        run((books, manager, patterns) -> {
            TransactionTemplate transaction = new TransactionTemplate(new NoResource());
            books.find(1);
            transaction.executeWithoutResult(status -> {
                books.remove(1);
                books.find(1);
                assertThat(books.loads()).as("still there").isOne();
            });
            books.find(1);
            assertThat(books.loads()).isEqualTo(2);
            transaction.executeWithoutResult(status -> {
                books.remove(1);
                books.update(new Book(2, "never", List.of()));
                status.setRollbackOnly();
            });
            books.find(1);
            assertThat(books.loads()).as("rolled back").isEqualTo(2);
            assertThat(cache(manager, "books").get(2L)).isNull();
        });
    }

    @Test
    void aKeyGeneratorOfTheApplicationStays() {
        run(runner().withBean(OwnKeys.class), (books, manager, patterns) -> {
            assertThat(books.find(1)).isEqualTo(book(1));
            assertThat(books.find(1)).isEqualTo(book(1));
            assertThat(books.loads()).isOne();
            assertThat(pttl(patterns, "app:cache:books:find/1")).isPositive();
        });
    }

    private static long pttl(RedisPatterns patterns, String key) {
        return patterns.gateway().call(Command.of("PTTL").key(key)).asLong();
    }
}
