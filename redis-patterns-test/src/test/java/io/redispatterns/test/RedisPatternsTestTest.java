package io.redispatterns.test;

import static io.redispatterns.test.CacheAssert.assertThatCache;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.redispatterns.RedisPatterns;
import io.redispatterns.engine.RedisEngine;
import io.redispatterns.engine.util.ManualTimeSource;
import io.redispatterns.spring.annotation.CacheInvalidate;
import io.redispatterns.spring.annotation.Cached;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.annotation.Import;

@SpringBootTest(properties = "spring.data.redis.url=redis://no.such.host:6379")
@RedisPatternsTest
class RedisPatternsTestTest {

    @SpringBootConfiguration
    @EnableAutoConfiguration
    @Import(Cities.class)
    static class Application {}

    static class Cities {

        @Cached(cache = "cities", ttl = "10m", negativeTtl = "1m", jitter = "0")
        Optional<String> find(long id) {
            return id < 0 ? Optional.empty() : Optional.of("city " + id);
        }

        @CacheInvalidate("cities")
        void change(long id) {}
    }

    @Autowired
    private Cities cities;

    @Autowired
    private RedisPatterns patterns;

    @Autowired
    private ManualTimeSource time;

    @Autowired
    private RedisEngine engine;

    @RepeatedTest(2)
    void theEngineIsEmptyBeforeEachTest() {
        assertThatCache(patterns, "cities").hasNothing("1");
        cities.find(1);
        assertThatCache(patterns, "cities").hasValue("1").hasValue("1", "city 1");
    }

    @Test
    void timeIsTheTests() {
        assertThat(engine.time()).isSameAs(time);
        cities.find(1);
        cities.find(-1);
        time.advance(Duration.ofMinutes(1));
        assertThatCache(patterns, "cities").hasValue("1").hasKeptNull("-1");
        time.advance(Duration.ofMillis(1));
        assertThatCache(patterns, "cities").hasValue("1").hasNothing("-1");
        time.advance(Duration.ofMinutes(9));
        assertThatCache(patterns, "cities").hasNothing("1");
    }

    @Test
    void countsAreThoseOfAnAction() {
        assertThatCache(patterns, "cities")
                .during(() -> cities.find(1))
                .hasMisses(1)
                .hasLoads(1)
                .hasPuts(1)
                .hasHits(0);
        assertThatCache(patterns, "cities")
                .during(() -> cities.find(1))
                .hasHits(1)
                .hasLoads(0);
        assertThatCache(patterns, "cities")
                .during(() -> cities.change(1))
                .hasEvictions(1)
                .hasNoBackendFailures();
    }

    @Test
    void aWrongAssertionFailsAndSaysWhatIsThere() {
        cities.find(1);
        assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(() -> assertThatCache(patterns, "cities").hasNothing("1"))
                .withMessageContaining("to hold nothing for 1, but found Hit[value=city 1]");
        assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(() -> assertThatCache(patterns, "cities").hasValue("1", "other"))
                .withMessageContaining("<other>");
        assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(() -> assertThatCache(patterns, "cities")
                        .during(() -> cities.find(1))
                        .hasMisses(1))
                .withMessageContaining("to count 1 misses, but it counted 0");
        assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(() -> assertThatCache(patterns, "towns"))
                .withMessageContaining("there is no cache towns, only [cities]");
        assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(() -> assertThatCache(patterns, "cities").during(() -> {
                    throw new IllegalStateException("broken");
                }))
                .withMessageContaining("broken");
    }
}
