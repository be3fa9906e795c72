package io.redispatterns.spring.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;

import io.redispatterns.RedisPatterns;
import io.redispatterns.engine.testing.RealRedis;
import io.redispatterns.redis.RedisGateway;
import io.redispatterns.resilience.CircuitBreakingGateway;
import io.redispatterns.spring.Starter;
import io.redispatterns.spring.annotation.CacheInvalidate;
import io.redispatterns.spring.annotation.Cached;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.cache.annotation.CacheEvict;
import org.springframework.cache.annotation.CachePut;
import org.springframework.cache.annotation.Cacheable;
import org.springframework.cache.annotation.EnableCaching;
import org.springframework.context.annotation.Configuration;

/** A Redis that is not there costs the application its caches, and nothing else. */
class RedisDownTest {

    @RegisterExtension
    static final RealRedis REDIS = RealRedis.with();

    @Configuration(proxyBeanMethods = false)
    @EnableCaching
    static class CachingConfiguration {}

    static class Cities {

        private final AtomicInteger loads = new AtomicInteger();

        int loads() {
            return loads.get();
        }

        @Cached("cached")
        String cached(long id) {
            return "city " + loads.incrementAndGet();
        }

        @CacheInvalidate("cached")
        void change(long id) {}

        @CacheInvalidate(cache = "cached", allEntries = true)
        void changeAll() {}

        @Cacheable("cacheable")
        String cacheable(long id) {
            return "city " + loads.incrementAndGet();
        }

        @Cacheable(cacheNames = "cacheable", sync = true)
        String synchronous(long id) {
            return "city " + loads.incrementAndGet();
        }

        @CachePut("cacheable")
        String put(long id) {
            return "put";
        }

        @CacheEvict("cacheable")
        void evict(long id) {}

        @CacheEvict(cacheNames = "cacheable", allEntries = true, beforeInvocation = true)
        void evictAll() {}
    }

    private final ApplicationContextRunner runner = new ApplicationContextRunner()
            .withConfiguration(Starter.configuration())
            .withUserConfiguration(CachingConfiguration.class)
            .withBean(Cities.class);

    private static void useEverything(Cities cities) {
        for (int i = 0; i < 3; i++) {
            assertThat(cities.cached(1)).startsWith("city");
            assertThat(cities.cacheable(1)).startsWith("city");
            assertThat(cities.synchronous(2)).startsWith("city");
            assertThat(cities.put(1)).isEqualTo("put");
            cities.change(1);
            cities.changeAll();
            cities.evict(1);
            cities.evictAll();
        }
    }

    @Test
    void anApplicationStartsAndWorksWithoutIt() throws IOException {
        int nobody;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            nobody = socket.getLocalPort();
        }
        runner.withPropertyValues("spring.data.redis.host=127.0.0.1", "spring.data.redis.port=" + nobody)
                .run(context -> {
                    assertThat(context).hasNotFailed();
                    useEverything(context.getBean(Cities.class));
                    assertThat(context.getBean(Cities.class).loads()).isEqualTo(9);
                    HealthIndicator health = context.getBean("redisPatternsHealthIndicator", HealthIndicator.class);
                    assertThat(health.health().getStatus().getCode()).isEqualTo("DEGRADED");
                });
    }

    @Test
    void itMayDieAndComeBack() {
        runner.withPropertyValues(
                        "spring.data.redis.url=" + REDIS.uri(),
                        "redis-patterns.command-timeout=500ms",
                        "redis-patterns.circuit-breaker.open-duration=100ms")
                .run(context -> {
                    Cities cities = context.getBean(Cities.class);
                    RedisGateway gateway = context.getBean(RedisPatterns.class).gateway();
                    cities.cached(1);
                    cities.cached(1);
                    assertThat(cities.loads()).isOne();
                    REDIS.stop();
                    useEverything(cities);
                    assertThat(cities.loads()).isEqualTo(10);
                    assertThat(((CircuitBreakingGateway) gateway).state())
                            .isNotEqualTo(CircuitBreakingGateway.State.CLOSED);
                    REDIS.start();
                    Awaitility.await().atMost(Duration.ofSeconds(20)).until(() -> {
                        int before = cities.loads();
                        cities.cached(5);
                        return cities.loads() == before;
                    });
                });
    }
}
