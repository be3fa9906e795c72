package io.redispatterns.sample.city;

import io.redispatterns.spring.annotation.CacheInvalidate;
import io.redispatterns.spring.annotation.Cached;
import io.redispatterns.spring.annotation.CachedBulk;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Finds and changes cities. What is found is cached; what is changed is no longer served from the cache once it is committed. */
@Service
public class CityGuide {

    private final CityRepository repository;

    CityGuide(CityRepository repository) {
        this.repository = repository;
    }

    /** Returns a city; that there is none is remembered too. */
    @Cached(cache = "cities", key = "#id", ttl = "10m", negativeTtl = "1m")
    public Optional<City> find(long id) {
        return repository.findById(id);
    }

    /** Returns the cities of those ids that there are; the database is asked for what is not cached alone. */
    @CachedBulk(cache = "cities")
    public Map<Long, City> findAll(Collection<Long> ids) {
        return repository.findAllById(ids);
    }

    /** Returns a country's largest cities, the largest first. The list is tagged with its country and with each city in it. */
    @Cached(
            cache = "largest-cities",
            key = "#country + ':' + #limit",
            ttl = "1m",
            tags = {"'country:' + #country", "#result.!['city:' + id]"})
    public List<City> largest(String country, int limit) {
        return repository.findLargest(country, limit);
    }

    /** Changes a city and returns it as it is then. The lists that show it, and those that it may come into, are made anew. */
    @Transactional
    @CacheInvalidate(cache = "cities", key = "#id")
    @CacheInvalidate(
            cache = "largest-cities",
            tags = {"'country:' + #change.country", "'city:' + #id"})
    public Optional<City> update(long id, CityUpdate change) {
        return repository.update(id, change) ? repository.findById(id) : Optional.empty();
    }
}
