package io.redispatterns.sample.city;

import io.redispatterns.spring.annotation.Cached;
import io.redispatterns.spring.annotation.WriteBehind;
import java.util.Optional;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Ratings of cities. One is safe in Redis when {@link #save} returns, is read from then on, and reaches the table later. */
@Repository
public class Ratings {

    private final JdbcClient jdbc;

    Ratings(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Returns a guest's rating of a city. */
    @Cached(cache = "ratings", key = "#city + ':' + #guest", ttl = "10m")
    public Optional<Rating> find(long city, String guest) {
        return jdbc.sql("select * from rating where city = :city and guest = :guest")
                .param("city", city)
                .param("guest", guest)
                .query(Rating.class)
                .optional();
    }

    /** Keeps a rating in place of an earlier one. However often a guest changes it in a second, the table sees the last one. */
    @WriteBehind(
            cache = "ratings",
            key = "#rating.city + ':' + #rating.guest",
            poison = DataIntegrityViolationException.class)
    public void save(Rating rating) {
        if (write("update rating set stars = :stars where city = :city and guest = :guest", rating) == 0) {
            write("insert into rating (city, guest, stars) values (:city, :guest, :stars)", rating);
        }
    }

    private int write(String sql, Rating rating) {
        return jdbc.sql(sql)
                .param("city", rating.city())
                .param("guest", rating.guest())
                .param("stars", rating.stars())
                .update();
    }
}
