package io.redispatterns.spring.aop;

import static org.assertj.core.api.Assertions.assertThat;

import io.redispatterns.RedisPatterns;
import io.redispatterns.engine.RedisEngine;
import io.redispatterns.redis.Command;
import io.redispatterns.spring.annotation.CacheInvalidate;
import io.redispatterns.spring.annotation.Cached;
import io.redispatterns.spring.autoconfigure.RedisPatternsAutoConfiguration;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.aop.AopAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

class CachedTest {

    record City(long id, String name) {}

    static class Cities {

        private final AtomicInteger loads = new AtomicInteger();

        int loads() {
            return loads.get();
        }

        @Cached(cache = "cities", key = "#id", ttl = "10m", negativeTtl = "1m")
        Optional<City> find(long id) {
            loads.incrementAndGet();
            return id < 0 ? Optional.empty() : Optional.of(new City(id, "city " + id));
        }

        @Cached(cache = "names")
        List<City> named(String country, int limit) {
            loads.incrementAndGet();
            return List.of(new City(limit, country));
        }

        @CacheInvalidate(cache = "cities", key = "#city.id")
        void update(City city) {}

        @CacheInvalidate(cache = "cities", allEntries = true)
        @CacheInvalidate(cache = "names", allEntries = true)
        void reload() {}

        @Cached(cache = "failing")
        String fail(String id) throws IOException {
            loads.incrementAndGet();
            throw new IOException(id);
        }

        @Cached(cache = "choosy", condition = "#id > 0", unless = "#result == 'secret'")
        String choose(int id) {
            loads.incrementAndGet();
            return id == 7 ? "secret" : "public";
        }
    }

    private final ApplicationContextRunner runner = new ApplicationContextRunner()
            .withConfiguration(AutoConfigurations.of(AopAutoConfiguration.class, RedisPatternsAutoConfiguration.class))
            .withBean(Cities.class);

    @Test
    void aSecondCallIsAnsweredFromTheEngine() {
        runner.run(context -> {
            Cities cities = context.getBean(Cities.class);
            assertThat(context).hasSingleBean(RedisEngine.class);
            assertThat(cities.find(5)).contains(new City(5, "city 5"));
            assertThat(cities.find(5)).contains(new City(5, "city 5"));
            assertThat(cities.loads()).isOne();
            assertThat(context.getBean(RedisPatterns.class)
                            .gateway()
                            .call(Command.of("EXISTS").key("app:cache:cities:5"))
                            .asLong())
                    .isEqualTo(1);
        });
    }
}
