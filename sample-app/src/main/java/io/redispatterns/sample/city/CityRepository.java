package io.redispatterns.sample.city;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Cities in the database. */
@Repository
class CityRepository {

    private final JdbcClient jdbc;

    CityRepository(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    Optional<City> findById(long id) {
        return jdbc.sql("select * from city where id = :id")
                .param("id", id)
                .query(City.class)
                .optional();
    }

    /** Returns the cities of those ids that there are. */
    Map<Long, City> findAllById(Collection<Long> ids) {
        return jdbc.sql("select * from city where id in (:ids)").param("ids", ids).query(City.class).list().stream()
                .map(Objects::requireNonNull)
                .collect(Collectors.toMap(City::id, city -> city));
    }

    /** Returns a country's largest cities, the largest first. */
    List<City> findLargest(String country, int limit) {
        return jdbc
                .sql("select * from city where country = :country order by population desc, id limit :limit")
                .param("country", country)
                .param("limit", limit)
                .query(City.class)
                .list()
                .stream()
                .map(Objects::requireNonNull)
                .toList();
    }

    /** Changes a city and says whether there was one to change. */
    boolean update(long id, CityUpdate change) {
        int updated = jdbc.sql("""
                        update city set name = :name, country = :country, population = :population,
                                        longitude = :longitude, latitude = :latitude
                        where id = :id""")
                .param("id", id)
                .param("name", change.name())
                .param("country", change.country())
                .param("population", change.population())
                .param("longitude", change.longitude())
                .param("latitude", change.latitude())
                .update();
        return updated == 1;
    }
}
