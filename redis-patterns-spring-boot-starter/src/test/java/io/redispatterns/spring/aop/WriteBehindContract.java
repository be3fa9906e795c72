package io.redispatterns.spring.aop;

import static io.redispatterns.spring.aop.AnnotatedBean.target;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import io.redispatterns.RedisPatterns;
import io.redispatterns.spring.NoResource;
import io.redispatterns.spring.annotation.CacheDefaults;
import io.redispatterns.spring.annotation.Cached;
import io.redispatterns.spring.annotation.CachedBulk;
import io.redispatterns.spring.annotation.WriteBehind;
import io.redispatterns.spring.writebehind.WriteBehindRegistry;
import io.redispatterns.writebehind.DeadLetter;
import io.redispatterns.writebehind.Write;
import io.redispatterns.writebehind.WriteResult;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.springframework.transaction.support.TransactionTemplate;

/** Methods that write the database later. */
abstract class WriteBehindContract {

    record City(long id, String name) {}

    @CacheDefaults(cache = "cities", ttl = "10m", negativeTtl = "1m")
    static class Cities {

        private final Map<Long, City> table = new ConcurrentSkipListMap<>();
        private final List<Integer> batches = new CopyOnWriteArrayList<>();
        private final Map<Long, Long> versions = new ConcurrentHashMap<>();
        private volatile CountDownLatch gate = new CountDownLatch(0);

        @Cached(key = "#id")
        Optional<City> find(long id) {
            return Optional.ofNullable(table.get(id));
        }

        @CachedBulk
        Map<Long, City> findAll(Collection<Long> ids) {
            Map<Long, City> found = new ConcurrentHashMap<>(table);
            found.keySet().retainAll(ids);
            return found;
        }

        @WriteBehind(key = "#city.id", batch = "saveAll", poison = IllegalArgumentException.class)
        void save(City city) throws InterruptedException {
            gate.await(30, TimeUnit.SECONDS);
            if (city.name().isEmpty()) {
                throw new IllegalArgumentException("a city needs a name");
            }
            batches.add(1);
            table.put(city.id(), city);
        }

        void saveAll(List<City> cities) throws InterruptedException {
            gate.await(30, TimeUnit.SECONDS);
            if (cities.stream().anyMatch(city -> city.name().isEmpty())) {
                throw new IllegalArgumentException("a city needs a name");
            }
            batches.add(cities.size());
            cities.forEach(city -> table.put(city.id(), city));
        }

        @WriteBehind(key = "#id", remove = true)
        void delete(long id) {
            table.remove(id);
        }

        @WriteBehind(
                cache = "versioned",
                key = "#city.id",
                batch = "saveVersions",
                poison = IllegalArgumentException.class)
        void saveVersion(City city) {
            throw new IllegalStateException("only saveVersions is to write this: " + city);
        }

        Collection<WriteResult> saveVersions(List<Write<City>> writes) {
            if (writes.stream().anyMatch(write -> write.value().name().isEmpty())) {
                throw new IllegalArgumentException("a city needs a name");
            }
            writes.forEach(write -> versions.put(write.value().id(), write.version()));
            return writes.stream().map(Write::written).toList();
        }
    }

    abstract String[] properties();

    private AnnotatedBean<Cities> application() {
        return AnnotatedBean.of(Cities.class, properties())
                .with(
                        "redis-patterns.write-behind.defaults.max-delay=20ms",
                        "redis-patterns.write-behind.defaults.initial-backoff=5ms",
                        "redis-patterns.write-behind.defaults.threads=1",
                        "redis-patterns.write-behind.named.cities.max-attempts=3",
                        "redis-patterns.write-behind.named.cities.shards=1",
                        "redis-patterns.write-behind.named.cities.poll-interval=100ms",
                        "redis-patterns.write-behind.named.cities.lease=1s");
    }

    @Test
    void whatIsAcceptedIsReadAtOnceAndWrittenLater() {
        application().run((cities, patterns) -> {
            Cities behind = target(cities);
            assertThat(cities.find(1)).isEmpty();
            behind.gate = new CountDownLatch(1);
            cities.save(new City(1, "Christiania"));
            cities.save(new City(1, "Oslo"));
            cities.save(new City(2, "Bergen"));
            assertThat(behind.table).isEmpty();
            assertThat(cities.find(1)).contains(new City(1, "Oslo"));
            assertThat(cities.findAll(List.of(1L, 2L, 3L)))
                    .containsOnlyKeys(1L, 2L)
                    .containsEntry(1L, new City(1, "Oslo"));
            behind.gate.countDown();
            await().until(() ->
                    behind.table.size() == 2 && behind.table.get(1L).name().equals("Oslo"));
            assertThat(cities.find(2)).contains(new City(2, "Bergen"));
            cities.delete(1);
            assertThat(cities.find(1)).isEmpty();
            await().until(() -> !behind.table.containsKey(1L));
            assertThat(cities.find(1)).isEmpty();
        });
    }

    @Test
    void manyAreWrittenTogether() {
        application().run((cities, patterns) -> {
            Cities behind = target(cities);
            behind.gate = new CountDownLatch(1);
            for (long id = 0; id < 50; id++) {
                cities.save(new City(id, "city " + id));
            }
            behind.gate.countDown();
            await().until(() -> behind.table.size() == 50);
            assertThat(behind.batches).hasSizeLessThan(25);
        });
    }

    @Test
    void whatCannotBeWrittenDiesAndLeavesTheCache() {
        application().run((cities, patterns) -> {
            cities.save(new City(1, ""));
            cities.save(new City(2, "Bergen"));
            await().until(() -> target(cities).table.containsKey(2L));
            await().untilAsserted(() -> assertThat(cities.find(1)).isEmpty());
        });
    }

    @Test
    void aTransactionIsWaitedFor() {
        application().run((cities, patterns) -> {
            TransactionTemplate transaction = new TransactionTemplate(new NoResource());
            transaction.executeWithoutResult(status -> {
                save(cities, new City(1, "Oslo"));
                status.setRollbackOnly();
            });
            transaction.executeWithoutResult(status -> {
                save(cities, new City(2, "Bergen"));
                assertThat(cities.find(2)).isEmpty();
            });
            assertThat(cities.find(2)).contains(new City(2, "Bergen"));
            await().until(() -> target(cities).table.containsKey(2L));
            assertThat(target(cities).table).doesNotContainKey(1L);
        });
    }

    @Test
    void aBatchThatWantsTheVersionsWritesSingleOnesToo() {
        application().run((cities, patterns) -> {
            Map<Long, Long> versions = target(cities).versions;
            cities.saveVersion(new City(1, "Christiania"));
            await().until(() -> versions.containsKey(1L));
            long first = versions.get(1L);
            cities.saveVersion(new City(1, "Oslo"));
            await().until(() -> versions.get(1L) > first);
        });
    }

    @Test
    void aSingleOneThatMakesABatchThrowMayBePoison() {
        application().run((cities, patterns) -> {
            cities.saveVersion(new City(1, ""));
            await().until(() -> !deadLetters(patterns, "versioned").isEmpty());
            assertThat(deadLetters(patterns, "versioned"))
                    .singleElement()
                    .satisfies(dead -> assertThat(dead.attempts()).isEqualTo(1))
                    .satisfies(dead -> assertThat(dead.cause()).contains("a city needs a name"));
        });
    }

    @Test
    void aStopWritesWhatIsPending() {
        Cities[] behind = new Cities[1];
        application()
                .with(
                        "redis-patterns.write-behind.named.cities.max-delay=1h",
                        "redis-patterns.write-behind.named.cities.lease=1h",
                        "redis-patterns.write-behind.named.cities.close-timeout=1m")
                .run((cities, patterns) -> {
                    behind[0] = target(cities);
                    // What is accepted before this instance has the shard is left to whoever gets it.
                    await().until(() -> shards(patterns, "cities") == 1);
                    save(cities, new City(1, "Oslo"));
                });
        assertThat(behind[0].table).containsKey(1L);
    }

    @Test
    void aStoppedOneRefusesAndStartsAgain() {
        application().run((cities, patterns) -> {}, context -> {
            Cities cities = context.getBean(Cities.class);
            context.stop();
            assertThatExceptionOfType(IllegalStateException.class).isThrownBy(() -> cities.save(new City(1, "Oslo")));
            context.start();
            save(cities, new City(1, "Oslo"));
            await().until(() -> target(cities).table.containsKey(1L));
            assertThat(context.getBean(WriteBehindRegistry.class).find("cities"))
                    .satisfies(found -> assertThat(found.config().maxDelay()).isEqualTo(Duration.ofMillis(20)));
        });
    }

    private static List<? extends DeadLetter<?>> deadLetters(RedisPatterns patterns, String name) {
        return patterns.writeBehinds().stream()
                .filter(one -> one.name().equals(name))
                .flatMap(one -> one.deadLetters(10).stream())
                .toList();
    }

    private static int shards(RedisPatterns patterns, String name) {
        return patterns.writeBehinds().stream()
                .filter(one -> one.name().equals(name))
                .mapToInt(one -> one.stats().shards())
                .sum();
    }

    private static void save(Cities cities, City city) {
        try {
            cities.save(city);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
