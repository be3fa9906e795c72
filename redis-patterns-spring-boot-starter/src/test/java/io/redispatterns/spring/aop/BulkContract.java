package io.redispatterns.spring.aop;

import static io.redispatterns.spring.aop.AnnotatedBean.cache;
import static io.redispatterns.spring.aop.AnnotatedBean.target;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.entry;

import io.redispatterns.spring.annotation.CacheInvalidate;
import io.redispatterns.spring.annotation.Cached;
import io.redispatterns.spring.annotation.CachedBulk;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Methods that give the values of many keys. */
abstract class BulkContract {

    record City(long id, String country) {}

    static class Cities {

        private final List<Object> asked = new ArrayList<>();

        private static City city(long id) {
            return new City(id, id < 10 ? "NO" : "SE");
        }

        @Cached(cache = "cities", key = "#id", ttl = "10m", negativeTtl = "1m")
        Optional<City> find(long id) {
            asked.add(id);
            return id < 0 ? Optional.empty() : Optional.of(city(id));
        }

        @CachedBulk(cache = "cities", tags = "'country:' + #result.country", unless = "#element == 99")
        Map<Long, City> findAll(Collection<Long> ids) {
            asked.add(List.copyOf(ids));
            Map<Long, City> found = new LinkedHashMap<>();
            ids.stream().filter(id -> id >= 0).forEach(id -> found.put(id, city(id)));
            return found;
        }

        @CachedBulk(cache = "cities", valueKey = "#result.id", keys = "#ids")
        List<City> list(Set<Long> ids, List<String> options) {
            asked.add(ids);
            return ids.stream().filter(id -> id >= 0).map(Cities::city).toList();
        }

        @CachedBulk(cache = "names", key = "#language + ':' + #element", valueKey = "#result.substring(3)")
        Set<String> names(String language, List<Integer> ids) {
            asked.add(ids);
            Set<String> names = new LinkedHashSet<>();
            ids.forEach(id -> names.add(language + " " + id));
            return names;
        }

        @CachedBulk(cache = "doubtful", valueKey = "#result.length()")
        List<String> twice(List<Integer> lengths) {
            return List.of("a", "b");
        }

        @CacheInvalidate(cache = "cities", tags = "'country:NO'")
        void changeNorway() {}
    }

    abstract String[] properties();

    private AnnotatedBean<Cities> application() {
        return AnnotatedBean.of(Cities.class, properties());
    }

    @Test
    void onlyTheMissingKeysAreAskedForTogether() {
        application().run((cities, patterns) -> {
            cities.find(2);
            assertThat(cities.findAll(List.of(3L, 2L, 1L, 3L)))
                    .containsExactly(entry(3L, Cities.city(3)), entry(2L, Cities.city(2)), entry(1L, Cities.city(1)));
            assertThat(target(cities).asked).containsExactly(2L, List.of(3L, 1L));
            assertThat(cities.find(1)).contains(Cities.city(1));
            assertThat(cities.findAll(List.of())).isEmpty();
            assertThat(cities.findAll(Set.of(1L))).hasSize(1);
            assertThat(target(cities).asked).hasSize(2);
            assertThat(cache(patterns, "cities").config().ttl().ttl()).hasMinutes(10);
        });
    }

    @Test
    void keysWithoutAValueAreKeptAsSuch() {
        application().run((cities, patterns) -> {
            assertThat(cities.findAll(List.of(-1L, 1L))).containsOnlyKeys(1L);
            assertThat(cities.findAll(List.of(-1L, 1L))).containsOnlyKeys(1L);
            assertThat(cities.find(-1)).isEmpty();
            assertThat(target(cities).asked).hasSize(1);
        });
    }

    @Test
    void valuesInACollectionSayTheirKeys() {
        application().run((cities, patterns) -> {
            cities.find(5);
            assertThat(cities.list(new LinkedHashSet<>(List.of(7L, 5L, -1L, 6L)), List.of()))
                    .containsExactly(Cities.city(7), Cities.city(5), Cities.city(6));
            assertThat(target(cities).asked.get(1)).isEqualTo(Set.of(7L, -1L, 6L));
            assertThat(cities.names("no", List.of(1, 2))).containsExactly("no 1", "no 2");
            assertThat(cities.names("sv", List.of(2, 1))).containsExactly("sv 2", "sv 1");
            assertThat(cities.names("no", List.of(2, 3))).containsExactly("no 2", "no 3");
            assertThat(target(cities).asked.subList(2, 5)).containsExactly(List.of(1, 2), List.of(2, 1), List.of(3));
        });
    }

    @Test
    void eachValueIsKeptAsTheAnnotationSays() {
        application().run((cities, patterns) -> {
            cities.findAll(List.of(1L, 11L, 99L));
            cities.changeNorway();
            cities.findAll(List.of(1L, 11L, 99L));
            assertThat(target(cities).asked.get(1)).isEqualTo(List.of(1L, 99L));
        });
    }

    @Test
    void whatIsNoKeyIsRefused() {
        application().run((cities, patterns) -> {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> cities.findAll(Arrays.asList(1L, null)))
                    .withMessageContaining("null among the keys");
            assertThatExceptionOfType(IllegalStateException.class)
                    .isThrownBy(() -> cities.twice(List.of(1, 2)))
                    .withMessageContaining("two values for 1");
        });
    }
}
