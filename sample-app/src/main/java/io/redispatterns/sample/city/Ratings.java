package io.redispatterns.sample.city;

import io.redispatterns.spring.annotation.Cached;
import io.redispatterns.spring.annotation.WriteBehind;
import io.redispatterns.writebehind.Write;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

/** Ratings of cities. One is safe in Redis when {@link #save} returns, is read from then on, and reaches the table later. */
@Repository
public class Ratings {

    private static final String MERGE = """
            merge into rating using (
              select cast(:city as bigint) as city, cast(:guest as varchar) as guest,
                     cast(:stars as int) as stars, cast(:version as bigint) as version) as given
            on rating.city = given.city and rating.guest = given.guest
            when matched and rating.version < given.version then
              update set stars = given.stars, version = given.version
            when not matched then
              insert (city, guest, stars, version) values (given.city, given.guest, given.stars, given.version)
            """;

    private final JdbcClient jdbc;

    Ratings(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Returns a guest's rating of a city. */
    @Cached(cache = "ratings", key = "#city + ':' + #guest", ttl = "10m")
    public Optional<Rating> find(long city, String guest) {
        return jdbc.sql("select city, guest, stars from rating where city = :city and guest = :guest")
                .param("city", city)
                .param("guest", guest)
                .query(Rating.class)
                .optional();
    }

    /** Keeps a rating in place of an earlier one. However often a guest changes it in a second, the table sees the last one. */
    @WriteBehind(
            cache = "ratings",
            key = "#rating.city + ':' + #rating.guest",
            batch = "saveAll",
            poison = DataIntegrityViolationException.class)
    public void save(Rating rating) {
        throw new IllegalStateException(rating + " is written by saveAll, which sees its version");
    }

    /** Writes ratings, but none over a newer one: another instance may have gone on while this one stood still. */
    @Transactional
    public void saveAll(List<Write<Rating>> writes) {
        writes.forEach(write -> merge(Objects.requireNonNull(write.value()), write.version()));
    }

    private void merge(Rating rating, long version) {
        jdbc.sql(MERGE)
                .param("city", rating.city())
                .param("guest", rating.guest())
                .param("stars", rating.stars())
                .param("version", version)
                .update();
    }
}
