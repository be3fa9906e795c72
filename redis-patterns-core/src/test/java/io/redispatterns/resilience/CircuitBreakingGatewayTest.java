package io.redispatterns.resilience;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.redispatterns.redis.Command;
import io.redispatterns.redis.GatewayException;
import io.redispatterns.redis.GatewayTimeoutException;
import io.redispatterns.redis.GatewayUnavailableException;
import io.redispatterns.redis.RedisErrorException;
import io.redispatterns.redis.RedisGateway;
import io.redispatterns.redis.RedisValue;
import io.redispatterns.redis.Subscription;
import io.redispatterns.redis.SubscriptionListener;
import io.redispatterns.redis.Topic;
import io.redispatterns.redis.TrackedReads;
import io.redispatterns.redis.TrackingContract;
import io.redispatterns.redis.TrackingListener;
import io.redispatterns.resilience.CircuitBreakingGateway.State;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class CircuitBreakingGatewayTest {

    private static final Command PING = Command.of("PING");
    private static final CircuitBreakerConfig CONFIG = CircuitBreakerConfig.custom()
            .slidingWindowSize(4)
            .minimumCalls(4)
            .openDuration(Duration.ofMillis(50))
            .probes(2)
            .build();

    private final Scripted redis = new Scripted();
    private final CircuitBreakingGateway gateway = new CircuitBreakingGateway(redis, CONFIG);

    @Test
    void opensAfterFailuresAndRefusesWithoutCalling() {
        redis.failure = () -> new GatewayUnavailableException("away", null);
        failFourTimes();
        assertThat(gateway.state()).isEqualTo(State.OPEN);
        int calls = redis.calls;
        assertThatThrownBy(() -> gateway.call(PING))
                .isInstanceOf(GatewayUnavailableException.class)
                .hasMessageContaining("circuit");
        assertThatThrownBy(() -> gateway.pipeline(List.of(PING))).isInstanceOf(GatewayUnavailableException.class);
        assertThatThrownBy(() -> gateway.transaction(List.of(PING))).isInstanceOf(GatewayUnavailableException.class);
        assertThat(gateway.callAsync(PING).toCompletableFuture()).isCompletedExceptionally();
        assertThat(redis.calls).isEqualTo(calls);
    }

    @Test
    void countsTimeoutsOfEveryKindOfCall() {
        redis.failure = () -> new GatewayTimeoutException("late", null);
        assertThatThrownBy(() -> gateway.call(PING)).isInstanceOf(GatewayTimeoutException.class);
        assertThatThrownBy(() -> gateway.pipeline(List.of(PING))).isInstanceOf(GatewayTimeoutException.class);
        assertThatThrownBy(() -> gateway.transaction(List.of(PING))).isInstanceOf(GatewayTimeoutException.class);
        assertThat(gateway.callAsync(PING).toCompletableFuture()).isCompletedExceptionally();
        assertThat(gateway.state()).isEqualTo(State.OPEN);
    }

    @Test
    void closesWhenItsProbesSucceed() {
        redis.failure = () -> new GatewayUnavailableException("away", null);
        failFourTimes();
        redis.failure = null;
        await().until(() -> succeeds());
        assertThat(gateway.state()).isEqualTo(State.HALF_OPEN);
        assertThat(succeeds()).isTrue();
        assertThat(gateway.state()).isEqualTo(State.CLOSED);
    }

    @Test
    void opensAgainWhenItsProbesFail() {
        redis.failure = () -> new GatewayUnavailableException("away", null);
        failFourTimes();
        int calls = redis.calls;
        await().until(() -> !succeeds() && redis.calls == calls + 2);
        assertThat(gateway.state()).isEqualTo(State.OPEN);
    }

    @Test
    void doesNotCountErrorsOfALivingServer() {
        redis.failure = () -> new RedisErrorException("ERR", "no");
        for (int i = 0; i < 20; i++) {
            assertThatThrownBy(() -> gateway.call(PING)).isInstanceOf(RedisErrorException.class);
        }
        assertThat(gateway.state()).isEqualTo(State.CLOSED);
    }

    @Test
    void closesTheGatewayItGuards() {
        gateway.close();
        assertThat(redis.closed).isTrue();
    }

    @Test
    void refusesWrongSettings() {
        CircuitBreakerConfig.Builder builder = CircuitBreakerConfig.from(CONFIG);
        assertThatThrownBy(() -> builder.failureRateThreshold(0).build()).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(
                        () -> CircuitBreakerConfig.from(CONFIG).minimumCalls(5).build())
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> CircuitBreakerConfig.from(CONFIG)
                        .openDuration(Duration.ZERO)
                        .build())
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> CircuitBreakerConfig.from(CONFIG).probes(0).build())
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void guardsTrackedReadsAndLetsTheirProofsThrough() {
        TrackedReads tracked = gateway.track(new TrackingContract.Notes());
        assertThat(tracked.read(List.of(PING))).hasSize(1);
        redis.failure = () -> new GatewayUnavailableException("away", null);
        failFourTimes();
        int calls = redis.calls;
        assertThatThrownBy(() -> tracked.read(List.of(PING)))
                .isInstanceOf(GatewayUnavailableException.class)
                .hasMessageContaining("circuit");
        assertThat(redis.calls).isEqualTo(calls);
        assertThat(tracked.verify().toCompletableFuture()).isCompleted();
        tracked.close();
        assertThat(redis.trackings).isZero();
    }

    private void failFourTimes() {
        for (int i = 0; i < 4; i++) {
            assertThatThrownBy(() -> gateway.call(PING)).isInstanceOf(GatewayUnavailableException.class);
        }
    }

    private boolean succeeds() {
        try {
            gateway.call(PING);
            return true;
        } catch (GatewayException e) {
            return false;
        }
    }

    /** A gateway that does what the test says. */
    private static final class Scripted implements RedisGateway {

        private @Nullable Supplier<GatewayException> failure;
        private int calls;
        private int trackings;
        private boolean closed;

        @Override
        public RedisValue call(Command command) {
            calls++;
            if (failure != null) {
                throw failure.get();
            }
            return RedisValue.Bulk.of("PONG");
        }

        @Override
        public CompletionStage<RedisValue> callAsync(Command command) {
            try {
                return CompletableFuture.completedFuture(call(command));
            } catch (GatewayException e) {
                return CompletableFuture.failedFuture(e);
            }
        }

        @Override
        public List<RedisValue> pipeline(List<Command> commands) {
            return List.of(call(commands.get(0)));
        }

        @Override
        public List<RedisValue> transaction(List<Command> commands) {
            return List.of(call(commands.get(0)));
        }

        @Override
        public Subscription subscribe(SubscriptionListener listener, Topic... topics) {
            throw new UnsupportedOperationException("not part of these tests");
        }

        @Override
        public TrackedReads track(TrackingListener listener) {
            trackings++;
            return new TrackedReads() {
                @Override
                public List<RedisValue> read(List<Command> commands) {
                    return pipeline(commands);
                }

                @Override
                public CompletionStage<Void> verify() {
                    return CompletableFuture.completedFuture(null);
                }

                @Override
                public void close() {
                    trackings--;
                }
            };
        }

        @Override
        public void close() {
            closed = true;
        }
    }
}
