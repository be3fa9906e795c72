package io.redispatterns.backend.lettuce;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import io.redispatterns.engine.testing.RealRedis;
import io.redispatterns.redis.Command;
import io.redispatterns.redis.GatewayException;
import io.redispatterns.redis.GatewayInterruptedException;
import io.redispatterns.redis.GatewayTimeoutException;
import io.redispatterns.redis.GatewayUnavailableException;
import io.redispatterns.redis.RedisGateway;
import io.redispatterns.redis.Script;
import io.redispatterns.redis.Subscription;
import io.redispatterns.redis.SubscriptionListener;
import io.redispatterns.redis.Topic;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A server that goes away, comes back, or does not answer. */
class LettuceGatewayOutageTest {

    private static final Command GET = Command.of("GET");
    private static final Command INCR = Command.of("INCR");
    private static final Command PAUSE = Command.of("CLIENT").arg("PAUSE");

    @RegisterExtension
    static final RealRedis REDIS = RealRedis.with();

    private RedisGateway gateway;
    private RedisGateway impatient;

    @BeforeEach
    void open() {
        REDIS.start();
        gateway = LettuceGateway.connect(RedisURI.create(REDIS.uri()));
        gateway.call(Command.of("FLUSHALL"));
        impatient = LettuceGateway.on(
                RedisClient.create(),
                RedisURI.create(REDIS.uri()),
                LettuceConfig.custom()
                        .commandTimeout(Duration.ofMillis(200))
                        .closesClient(true)
                        .build());
        await().until(() -> answers(impatient));
    }

    @AfterEach
    void close() {
        gateway.close();
        impatient.close();
    }

    @Test
    void failsWhileTheServerIsAwayAndWorksAgainAfterwards() {
        REDIS.stop();
        await().untilAsserted(() ->
                assertThatThrownBy(() -> gateway.call(INCR.key("n"))).isInstanceOf(GatewayUnavailableException.class));
        assertThatThrownBy(() -> gateway.pipeline(List.of(INCR.key("n"))))
                .isInstanceOf(GatewayUnavailableException.class);
        assertThat(gateway.callAsync(INCR.key("n")).toCompletableFuture()).isCompletedExceptionally();
        REDIS.start();
        await().until(() -> answers(gateway));
        assertThat(gateway.call(GET.key("n")).isNil())
                .as("what was reported failed has not run")
                .isTrue();
    }

    @Test
    void runsScriptsOnAServerThatHasForgottenThem() {
        Command count = Command.of(Script.of("count", """
                        -- Counts its calls.
                        -- KEYS[1] the counter
                        -- returns the number of calls
                        -- complexity O(1)
                        return redis.call('INCR', KEYS[1])
                        """)).key("n");
        gateway.call(count);
        gateway.transaction(List.of(count));
        restart();
        assertThat(gateway.transaction(List.of(count, count)).get(1).asLong()).isEqualTo(2);
        restart();
        assertThat(gateway.pipeline(List.of(count, count)).get(1).asLong()).isEqualTo(2);
        restart();
        assertThat(gateway.callAsync(count).toCompletableFuture().join().asLong())
                .isEqualTo(1);
        restart();
        assertThat(gateway.call(count).asLong()).isEqualTo(1);
    }

    @Test
    void canBeMadeWhileTheServerIsAway() {
        REDIS.stop();
        try (RedisGateway early = LettuceGateway.connect(RedisURI.create(REDIS.uri()))) {
            assertThatThrownBy(() -> early.call(GET.key("k"))).isInstanceOf(GatewayUnavailableException.class);
            assertThatThrownBy(() -> early.subscribe((topic, name, payload) -> {}, Topic.channel("c")))
                    .isInstanceOf(GatewayUnavailableException.class);
            REDIS.start();
            await().until(() -> answers(early));
        }
    }

    @Test
    void timesOut() {
        gateway.call(PAUSE.arg(1_000));
        assertThatThrownBy(() -> impatient.call(GET.key("k"))).isInstanceOf(GatewayTimeoutException.class);
        assertThatThrownBy(() -> impatient.transaction(List.of(INCR.key("n"))))
                .isInstanceOf(GatewayTimeoutException.class);
        assertThat(impatient.callAsync(GET.key("k")).toCompletableFuture())
                .failsWithin(Duration.ofSeconds(5))
                .withThrowableThat()
                .withCauseInstanceOf(GatewayTimeoutException.class);
        await().until(() -> answers(impatient));
        assertThat(impatient.transaction(List.of(INCR.key("m"))).get(0).asLong())
                .as("a transaction that was given up leaves its connection usable")
                .isEqualTo(1);
    }

    @Test
    void restoresTheInterruptFlag() {
        gateway.call(PAUSE.arg(300));
        Thread.currentThread().interrupt();
        assertThatThrownBy(() -> gateway.call(GET.key("k"))).isInstanceOf(GatewayInterruptedException.class);
        assertThat(Thread.interrupted()).isTrue();
    }

    @Test
    void subscribesAgainAndTellsWhatIsMissed() {
        List<String> events = new CopyOnWriteArrayList<>();
        SubscriptionListener listener = new SubscriptionListener() {
            @Override
            public void onMessage(Topic topic, byte[] channel, byte[] payload) {
                events.add(new String(payload, UTF_8));
            }

            @Override
            public void onSubscribed(Topic topic) {
                events.add("+" + topic);
            }

            @Override
            public void onMissed() {
                events.add("missed");
            }
        };
        try (Subscription subscription = gateway.subscribe(listener, Topic.channel("a"), Topic.pattern("b*"))) {
            await().until(() -> events.size() == subscription.topics().size());
            REDIS.stop();
            await().until(() -> !answers(gateway));
            REDIS.start();
            await().until(() -> answers(gateway));
            await().until(() -> events.size() == 5);
            assertThat(events.subList(2, 4)).containsExactlyInAnyOrder("+channel a", "+pattern b*");
            assertThat(events.get(4)).isEqualTo("missed");
            gateway.call(Command.of("PUBLISH").arg("bb").arg("back"));
            await().until(() -> events.contains("back"));
        }
    }

    /** Waits until both connections of the gateway, for calls and for transactions, are up again. */
    private void restart() {
        REDIS.stop();
        await().until(() -> !answers(gateway));
        REDIS.start();
        await().until(() -> answers(gateway));
        await().ignoreExceptions()
                .until(() -> gateway.transaction(List.of(GET.key("k"))).size() == 1);
    }

    private static boolean answers(RedisGateway gateway) {
        try {
            return gateway.call(Command.of("PING")).asString().equals("PONG");
        } catch (GatewayException e) {
            return false;
        }
    }
}
