package io.redispatterns.writebehind;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.lettuce.core.RedisURI;
import io.redispatterns.backend.lettuce.LettuceGateway;
import io.redispatterns.codec.StringCodec;
import io.redispatterns.engine.testing.RealRedis;
import io.redispatterns.key.HashTag;
import io.redispatterns.key.KeySpace;
import io.redispatterns.redis.GatewayException;
import io.redispatterns.redis.GatewayUnavailableException;
import io.redispatterns.redis.RedisGateway;
import io.redispatterns.writebehind.Acceptance.Outcome;
import io.redispatterns.writebehind.WriteBehindConfig.Outage;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A write-behind whose server process ends, and comes back, with what it held or without. */
class DeadRedisWriteBehindTest {

    @RegisterExtension
    static final RealRedis REDIS = RealRedis.with();

    private static final WriteBehindConfig CONFIG = WriteBehindConfig.custom()
            .maxDelay(Duration.ofMillis(10))
            .lease(Duration.ofMillis(500))
            .pollInterval(Duration.ofMillis(200))
            .build();

    private final TestDatabase database = new TestDatabase();
    private RedisGateway gateway;

    @BeforeEach
    void start() {
        REDIS.start();
        gateway = LettuceGateway.connect(RedisURI.create(REDIS.uri()));
    }

    @AfterEach
    void close() {
        gateway.close();
        REDIS.stop();
    }

    private WriteBehind<String> open(WriteBehindConfig config) {
        return WriteBehinds.open(
                gateway,
                KeySpace.of("test").template("writebehind", "cities", HashTag.ID),
                StringCodec.INSTANCE,
                database,
                config);
    }

    @Test
    void failsWhileRedisIsAwayAndGoesOnAfterwards() {
        try (WriteBehind<String> cities = open(CONFIG)) {
            cities.put("a", "1");
            await().until(() -> "1".equals(database.value("a")));
            REDIS.stop();
            await().untilAsserted(() ->
                    assertThatThrownBy(() -> cities.put("a", "2")).isInstanceOf(GatewayUnavailableException.class));
            assertThatThrownBy(() -> cities.pending("a")).isInstanceOf(GatewayException.class);
            assertThatThrownBy(cities::backlog).isInstanceOf(GatewayException.class);
            assertThat(cities.stats().backendFailures()).isPositive();
            REDIS.start();
            await().ignoreExceptions().until(() -> cities.put("a", "3").version() > 0);
            await().until(() -> "3".equals(database.value("a")));
        }
    }

    @Test
    void canBeOpenedWhileRedisIsAway() {
        REDIS.stop();
        try (WriteBehind<String> cities = open(CONFIG)) {
            assertThatThrownBy(() -> cities.put("a", "1")).isInstanceOf(GatewayException.class);
            REDIS.start();
            await().ignoreExceptions().until(() -> cities.put("a", "2").version() > 0);
            await().until(() -> "2".equals(database.value("a")));
        }
    }

    @Test
    void writesThroughWhileRedisIsAwayIfItMay() {
        WriteBehindConfig config =
                WriteBehindConfig.from(CONFIG).outage(Outage.WRITE_THROUGH).build();
        try (WriteBehind<String> cities = open(config)) {
            long before = cities.put("a", "1").version();
            await().until(() -> "1".equals(database.value("a")));
            REDIS.stop();
            await().until(() -> cities.put("a", "2").outcome() == Outcome.WRITTEN);
            Acceptance third = cities.put("a", "3");
            assertThat(third.outcome()).isEqualTo(Outcome.WRITTEN);
            assertThat(third.version()).isGreaterThan(before);
            assertThat(database.rows().get("a")).isEqualTo(new TestDatabase.Row("3", third.version()));
            database.on("b", write -> write.poison(new IllegalStateException("no")));
            assertThatThrownBy(() -> cities.put("b", "1")).isInstanceOf(WriteThroughException.class);
        }
    }

    @Test
    void cannotWriteThroughBeforeItHasSeenTheClockOfRedis() {
        REDIS.stop();
        WriteBehindConfig config =
                WriteBehindConfig.from(CONFIG).outage(Outage.WRITE_THROUGH).build();
        try (WriteBehind<String> cities = open(config)) {
            assertThatThrownBy(() -> cities.put("a", "1")).isInstanceOf(GatewayException.class);
            assertThat(database.rows()).isEmpty();
        }
    }
}
