package io.redispatterns.spring.aop;

import static io.redispatterns.spring.aop.AnnotatedBean.cache;
import static io.redispatterns.spring.aop.AnnotatedBean.target;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import io.redispatterns.RedisPatterns;
import io.redispatterns.cache.CacheLookup;
import io.redispatterns.spring.NoResource;
import io.redispatterns.spring.annotation.CacheInvalidate;
import io.redispatterns.spring.annotation.Cached;
import io.redispatterns.spring.annotation.WriteThrough;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.springframework.transaction.support.TransactionTemplate;
import reactor.core.publisher.Mono;

/** Methods that write the database and the cache. */
abstract class WriteThroughContract {

    record City(long id, String name) {}

    static class Cities {

        private final Map<Long, City> table = new ConcurrentHashMap<>();
        private volatile Runnable inTheMiddle = () -> {};

        @Cached(cache = "cities", key = "#id", negativeTtl = "1m", tags = "'initial:' + #result.name.charAt(0)")
        Optional<City> find(long id) {
            return Optional.ofNullable(table.get(id));
        }

        @WriteThrough(cache = "cities", key = "#city.id", tags = "'initial:' + #result.name.charAt(0)")
        City save(City city) {
            table.put(city.id(), city);
            inTheMiddle.run();
            return city;
        }

        @WriteThrough(cache = "cities", key = "#result.id")
        Optional<City> add(String name) {
            City city = new City(100 + table.size(), name);
            table.put(city.id(), city);
            return Optional.of(city);
        }

        @WriteThrough(cache = "cities", key = "#id", store = "null")
        void remove(long id) {
            table.remove(id);
        }

        @WriteThrough(cache = "cities", key = "#city.id", store = "#city", condition = "#city.id < 10")
        void store(City city) {
            table.put(city.id(), city);
        }

        @WriteThrough(cache = "cities", key = "#city.id")
        Mono<City> saveLater(City city) {
            return Mono.fromSupplier(() -> {
                table.put(city.id(), city);
                return city;
            });
        }

        @WriteThrough(cache = "cities", key = "#city.id")
        CompletableFuture<City> saveInFuture(City city) {
            return CompletableFuture.supplyAsync(() -> {
                if (city.name().isEmpty()) {
                    throw new IllegalArgumentException("nameless");
                }
                table.put(city.id(), city);
                return city;
            });
        }

        @CacheInvalidate(cache = "cities", tags = "'initial:O'")
        void renameThoseWithO() {}
    }

    abstract String[] properties();

    private AnnotatedBean<Cities> application() {
        return AnnotatedBean.of(Cities.class, properties());
    }

    private static CacheLookup<?> lookup(RedisPatterns patterns, long id) {
        return cache(patterns, "cities").lookup(Long.toString(id));
    }

    private static final CacheLookup<?> OSLO = new CacheLookup.Hit<>(new City(1, "Oslo"));

    @Test
    void whatIsWrittenIsRead() {
        application().run((cities, patterns) -> {
            assertThat(cities.find(1)).isEmpty();
            assertThat(cities.save(new City(1, "Oslo"))).isEqualTo(new City(1, "Oslo"));
            assertThat(lookup(patterns, 1)).isEqualTo(OSLO);
            cities.remove(1);
            assertThat(lookup(patterns, 1)).isEqualTo(new CacheLookup.CachedNull<>());
            cities.store(new City(1, "Oslo"));
            assertThat(lookup(patterns, 1)).isEqualTo(OSLO);
            cities.store(new City(10, "Bergen"));
            assertThat(lookup(patterns, 10)).isInstanceOf(CacheLookup.Miss.class);
            City added = cities.add("Oslo").orElseThrow();
            assertThat(lookup(patterns, added.id())).isEqualTo(new CacheLookup.Hit<>(added));
            assertThat(cache(patterns, "cities").stats().loads()).isOne();
        });
    }

    @Test
    void aWrittenEntryHasItsTags() {
        application().run((cities, patterns) -> {
            cities.save(new City(1, "Oslo"));
            cities.save(new City(2, "Bergen"));
            cities.renameThoseWithO();
            assertThat(lookup(patterns, 1)).isInstanceOf(CacheLookup.Miss.class);
            assertThat(lookup(patterns, 2)).isInstanceOf(CacheLookup.Hit.class);
        });
    }

    @Test
    void othersWaitForTheChange() {
        application().run((cities, patterns) -> {
            target(cities).table.put(1L, new City(1, "Christiania"));
            cities.find(1);
            CompletableFuture<Optional<City>> reader = new CompletableFuture<>();
            target(cities).inTheMiddle = () -> {
                reader.completeAsync(() -> cities.find(1));
                await().until(() -> cache(patterns, "cities").stats().misses() == 2);
                assertThat(reader).isNotDone();
            };
            cities.save(new City(1, "Oslo"));
            assertThat(reader.get(10, TimeUnit.SECONDS)).contains(new City(1, "Oslo"));
        });
    }

    @Test
    void aFailureLeavesTheEntryAbsent() {
        application().run((cities, patterns) -> {
            target(cities).table.put(1L, new City(1, "Christiania"));
            cities.find(1);
            target(cities).inTheMiddle = () -> {
                throw new IllegalStateException("no");
            };
            assertThatExceptionOfType(IllegalStateException.class).isThrownBy(() -> cities.save(new City(1, "Oslo")));
            assertThat(lookup(patterns, 1)).isInstanceOf(CacheLookup.Miss.class);
        });
    }

    @Test
    void theCommitIsWaitedForAndARollbackLeavesTheEntryAbsent() {
        application().run((cities, patterns) -> {
            TransactionTemplate transaction = new TransactionTemplate(new NoResource());
            transaction.executeWithoutResult(status -> {
                cities.save(new City(1, "Oslo"));
                assertThat(lookup(patterns, 1)).isInstanceOf(CacheLookup.Miss.class);
                assertThat(cities.find(1)).as("to the one who writes").contains(new City(1, "Oslo"));
            });
            assertThat(lookup(patterns, 1)).isEqualTo(OSLO);
            transaction.executeWithoutResult(status -> {
                cities.save(new City(1, "Kristiania"));
                status.setRollbackOnly();
            });
            assertThat(lookup(patterns, 1)).isInstanceOf(CacheLookup.Miss.class);
            target(cities).inTheMiddle = () -> {
                throw new IllegalStateException("no");
            };
            transaction.executeWithoutResult(status -> assertThatExceptionOfType(IllegalStateException.class)
                    .isThrownBy(() -> cities.save(new City(1, "Oslo"))));
            assertThat(lookup(patterns, 1)).as("it may have written something").isInstanceOf(CacheLookup.Miss.class);
        });
    }

    @Test
    void aResultMayComeLater() {
        application().run((cities, patterns) -> {
            Mono<City> saving = cities.saveLater(new City(1, "Oslo"));
            assertThat(target(cities).table).isEmpty();
            saving.block();
            assertThat(lookup(patterns, 1)).isEqualTo(OSLO);
            cities.saveInFuture(new City(2, "Bergen")).get(10, TimeUnit.SECONDS);
            assertThat(lookup(patterns, 2)).isEqualTo(new CacheLookup.Hit<>(new City(2, "Bergen")));
            CompletableFuture<City> failing = cities.saveInFuture(new City(2, ""));
            await().until(failing::isDone);
            assertThat(failing).isCompletedExceptionally();
            assertThat(lookup(patterns, 2)).isInstanceOf(CacheLookup.Miss.class);
        });
    }
}
