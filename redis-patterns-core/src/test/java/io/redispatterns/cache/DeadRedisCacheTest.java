package io.redispatterns.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.lettuce.core.RedisURI;
import io.redispatterns.RedisPatterns;
import io.redispatterns.backend.lettuce.LettuceGateway;
import io.redispatterns.cache.CacheEvent.BackendFailed;
import io.redispatterns.cache.CacheEvent.Operation;
import io.redispatterns.cache.CacheLookup.Failed;
import io.redispatterns.cache.CacheLookup.Hit;
import io.redispatterns.engine.testing.RealRedis;
import io.redispatterns.resilience.CircuitBreakerConfig;
import io.redispatterns.resilience.CircuitBreakingGateway;
import io.redispatterns.resilience.CircuitBreakingGateway.State;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A cache whose server process ends, and comes back. */
class DeadRedisCacheTest {

    @RegisterExtension
    static final RealRedis REDIS = RealRedis.with();

    private CircuitBreakingGateway gateway;
    private Cache<String> cache;
    private final List<CacheEvent> events = new CopyOnWriteArrayList<>();

    @BeforeEach
    void open() {
        REDIS.start();
        CircuitBreakerConfig config = CircuitBreakerConfig.custom()
                .openDuration(Duration.ofMillis(200))
                .probes(1)
                .build();
        gateway = new CircuitBreakingGateway(LettuceGateway.connect(RedisURI.create(REDIS.uri())), config);
        cache = RedisPatterns.on(gateway)
                .namespace("test")
                .build()
                .cache("words", String.class, CacheConfig.ofDefaults());
        cache.addListener(events::add);
    }

    @AfterEach
    void close() {
        gateway.close();
    }

    @Test
    void failsOpenAndRecoversByItself() {
        cache.put("a", "stored");
        REDIS.stop();
        await().until(() -> cache.lookup("a") instanceof Failed);
        assertThat(cache.get("a", id -> "loaded")).isEqualTo("loaded");
        assertThat(cache.put("a", "x")).isFalse();
        assertThat(cache.invalidate("a")).isFalse();
        assertThat(cache.clear()).isFalse();
        assertThatThrownBy(() -> cache.get("a", id -> {
                    throw new IllegalStateException("from the loader");
                }))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("from the loader");
        assertThat(events.stream()
                        .filter(BackendFailed.class::isInstance)
                        .map(event -> ((BackendFailed) event).operation()))
                .contains(Operation.READ, Operation.WRITE, Operation.INVALIDATE, Operation.CLEAR);
        assertThat(cache.stats().backendFailures()).isGreaterThanOrEqualTo(6);
        await().until(() -> {
            cache.lookup("a");
            return gateway.state() == State.OPEN;
        });
        REDIS.start();
        await().until(() -> cache.put("a", "back"));
        await().untilAsserted(() -> assertThat(cache.lookup("a")).isEqualTo(new Hit<>("back")));
        await().until(() -> gateway.state() == State.CLOSED);
    }
}
