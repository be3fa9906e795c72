package io.redispatterns.spring.autoconfigure.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MockClock;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.micrometer.core.instrument.simple.SimpleConfig;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.redispatterns.engine.testing.RealRedis;
import io.redispatterns.spring.Starter;
import io.redispatterns.spring.annotation.CacheInvalidate;
import io.redispatterns.spring.annotation.Cached;
import io.redispatterns.spring.annotation.WriteBehind;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.boot.test.context.assertj.AssertableApplicationContext;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ConfigurableApplicationContext;

/** What the meters show of near caches, outages, and write-behinds. */
class MetersTest {

    @RegisterExtension
    static final RealRedis REDIS = RealRedis.with();

    static class Visits {

        private static volatile CountDownLatch gate = new CountDownLatch(0);

        @WriteBehind(cache = "visits", key = "#visit", poison = IllegalArgumentException.class)
        void save(String visit) {
            await(gate);
            if (visit.equals("poison")) {
                throw new IllegalArgumentException(visit);
            }
        }

        private static void await(CountDownLatch gate) {
            try {
                assertThat(gate.await(30, TimeUnit.SECONDS)).isTrue();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }

        @Cached("cities")
        String city(long id) {
            return "city " + id;
        }

        @CacheInvalidate("cities")
        void change(long id) {}

        @Cached("far")
        String far(long id) {
            return "far " + id;
        }
    }

    private final MockClock clock = new MockClock();
    private final MeterRegistry meters = new SimpleMeterRegistry(SimpleConfig.DEFAULT, clock);

    private final ApplicationContextRunner runner = new ApplicationContextRunner()
            .withConfiguration(Starter.configuration())
            .withPropertyValues(
                    "redis-patterns.cache.caches.cities.near.enabled=true",
                    "redis-patterns.write-behind.defaults.shards=2",
                    "redis-patterns.write-behind.defaults.max-delay=10ms")
            .withBean(Visits.class);

    private void bind(AssertableApplicationContext context) {
        assertThat(context).hasNotFailed();
        context.getBeansOfType(MeterBinder.class).values().forEach(binder -> binder.bindTo(meters));
    }

    private double count(String cache, String meter, String... tags) {
        return meters.get(meter)
                .tag("cache", cache)
                .tags(tags)
                .functionCounter()
                .count();
    }

    private double written(String event) {
        return meters.get("writebehind." + event)
                .tag("name", "visits")
                .functionCounter()
                .count();
    }

    private double gauge(String what) {
        return meters.get("writebehind." + what).tag("name", "visits").gauge().value();
    }

    @Test
    void nearHitsAreHitsAndCountedBesides() {
        runner.run(context -> {
            bind(context);
            Visits visits = context.getBean(Visits.class);
            int[] reads = new int[1];
            await().until(() -> {
                visits.city(1);
                reads[0]++;
                return count("cities", "cache.near.hits") >= 3;
            });
            assertThat(count("cities", "cache.gets", "result", "hit")).isEqualTo(reads[0] - 1);
            assertThat(count("cities", "cache.gets", "result", "miss")).isOne();
            visits.far(1);
            assertThat(meters.find("cache.near.hits").tag("cache", "far").functionCounter())
                    .as("a cache without copies")
                    .isNull();
        });
    }

    @Test
    void invalidationsAreOwedUntilRedisIsBack() {
        runner.withPropertyValues(
                        "spring.data.redis.url=" + REDIS.uri(),
                        "redis-patterns.command-timeout=500ms",
                        "redis-patterns.circuit-breaker.open-duration=100ms")
                .run(context -> {
                    bind(context);
                    Visits visits = context.getBean(Visits.class);
                    visits.city(1);
                    REDIS.stop();
                    visits.change(1);
                    assertThat(owed()).isOne();
                    clock.add(Duration.ofSeconds(2));
                    assertThat(gauge("pending")).isNaN();
                    assertThat(meters.get("writebehind.lag").timeGauge().value())
                            .isNaN();
                    REDIS.start();
                    await().atMost(Duration.ofSeconds(20)).until(() -> {
                        visits.city(2);
                        return owed() == 0;
                    });
                });
    }

    private double owed() {
        return meters.get("cache.invalidations.owed")
                .tag("cache", "cities")
                .gauge()
                .value();
    }

    @Test
    void aWriteBehindShowsWhatIsPendingWrittenAndDead() {
        runner.run(context -> {
            bind(context);
            Visits visits = context.getBean(Visits.class);
            Visits.gate = new CountDownLatch(1);
            visits.save("one");
            visits.save("two");
            visits.save("poison");
            clock.add(Duration.ofSeconds(2));
            assertThat(gauge("pending")).isEqualTo(3);
            assertThat(written("accepted")).isEqualTo(3);
            Visits.gate.countDown();
            await().untilAsserted(() -> {
                assertThat(written("written")).isEqualTo(2);
                assertThat(written("dead")).isOne();
            });
            assertThat(gauge("pending")).as("asked once a second").isEqualTo(3);
            clock.add(Duration.ofSeconds(2));
            await().untilAsserted(() -> {
                clock.add(Duration.ofSeconds(2));
                assertThat(gauge("pending")).isZero();
            });
            assertThat(gauge("dead.letters")).isOne();
            assertThat(gauge("shards")).isEqualTo(2);
            assertThat(meters.get("writebehind.lag").timeGauge().value()).isZero();
            assertThat(meters.get("writebehind.batches").functionTimer().count())
                    .isPositive();
            for (String event : new String[] {
                "coalesced", "written.through", "refused", "retries", "shards.lost", "backend.failures"
            }) {
                assertThat(written(event)).as(event).isZero();
            }
        });
    }

    @Test
    void countersGoOnAfterARestart() {
        runner.run(context -> {
            bind(context);
            Visits visits = context.getBean(Visits.class);
            visits.save("one");
            await().until(() -> written("written") == 1);
            ConfigurableApplicationContext application =
                    context.getSourceApplicationContext(ConfigurableApplicationContext.class);
            application.stop();
            application.start();
            visits.save("two");
            await().until(() -> written("written") == 2);
            assertThat(written("accepted")).isEqualTo(2);
            await().untilAsserted(() -> assertThat(gauge("shards")).isEqualTo(2));
        });
    }
}
