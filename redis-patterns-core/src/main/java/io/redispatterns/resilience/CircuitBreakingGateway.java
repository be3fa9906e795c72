package io.redispatterns.resilience;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig.SlidingWindowType;
import io.redispatterns.redis.Command;
import io.redispatterns.redis.GatewayTimeoutException;
import io.redispatterns.redis.GatewayUnavailableException;
import io.redispatterns.redis.RedisErrorException;
import io.redispatterns.redis.RedisGateway;
import io.redispatterns.redis.RedisValue;
import io.redispatterns.redis.Subscription;
import io.redispatterns.redis.SubscriptionListener;
import io.redispatterns.redis.Topic;
import io.redispatterns.redis.TrackedReads;
import io.redispatterns.redis.TrackingListener;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A gateway that stops calling a Redis that does not answer, so that a dead Redis costs its callers next to nothing.
 *
 * <p>Lost connections and timeouts count as failures; errors that Redis answers with do not, since then it is alive.
 * After enough failures every call is refused with a {@link GatewayUnavailableException}, until some calls that are
 * let through as probes have succeeded. Subscriptions are not guarded, since they
 * reconnect by themselves, nor is the beginning of a tracking, which is not waited for by callers.
 */
public final class CircuitBreakingGateway implements RedisGateway {

    /** Whether calls go through. */
    public enum State {
        /** They do. */
        CLOSED,
        /** They are refused. */
        OPEN,
        /** Some do, to find out whether Redis is back. */
        HALF_OPEN
    }

    private static final Logger log = LoggerFactory.getLogger(CircuitBreakingGateway.class);

    private final RedisGateway gateway;
    private final CircuitBreaker breaker;

    /** Guards a gateway, which is closed together with this one. */
    public CircuitBreakingGateway(RedisGateway gateway, CircuitBreakerConfig config) {
        this.gateway = gateway;
        this.breaker = CircuitBreaker.of("redis", translate(config));
        breaker.getEventPublisher()
                .onStateTransition(event -> log.warn(
                        "the circuit to redis is {} now",
                        event.getStateTransition().getToState()));
    }

    /** Whether calls go through. */
    public State state() {
        return switch (breaker.getState()) {
            case OPEN, FORCED_OPEN -> State.OPEN;
            case HALF_OPEN -> State.HALF_OPEN;
            case CLOSED, DISABLED, METRICS_ONLY -> State.CLOSED;
        };
    }

    @Override
    public RedisValue call(Command command) {
        return guarded(() -> gateway.call(command));
    }

    @Override
    public List<RedisValue> pipeline(List<Command> commands) {
        return guarded(() -> gateway.pipeline(commands));
    }

    @Override
    public List<RedisValue> transaction(List<Command> commands) {
        return guarded(() -> gateway.transaction(commands));
    }

    @Override
    public CompletionStage<RedisValue> callAsync(Command command) {
        if (!breaker.tryAcquirePermission()) {
            return CompletableFuture.failedFuture(refusal());
        }
        long start = breaker.getCurrentTimestamp();
        try {
            return gateway.callAsync(command).whenComplete((reply, failure) -> record(start, failure));
        } catch (RuntimeException e) {
            record(start, e);
            throw e;
        }
    }

    @Override
    public Subscription subscribe(SubscriptionListener listener, Topic... topics) {
        return gateway.subscribe(listener, topics);
    }

    @Override
    public TrackedReads track(TrackingListener listener) {
        return new GuardedReads(gateway.track(listener));
    }

    /** Tracked reads whose calls are guarded like others; what proves that the connection is alive always goes through. */
    private final class GuardedReads implements TrackedReads {

        private final TrackedReads reads;

        GuardedReads(TrackedReads reads) {
            this.reads = reads;
        }

        @Override
        public List<RedisValue> read(List<Command> commands) {
            return guarded(() -> reads.read(commands));
        }

        @Override
        public CompletionStage<Void> verify() {
            return reads.verify();
        }

        @Override
        public void close() {
            reads.close();
        }
    }

    @Override
    public void close() {
        gateway.close();
    }

    private <T> T guarded(Supplier<T> call) {
        if (!breaker.tryAcquirePermission()) {
            throw refusal();
        }
        long start = breaker.getCurrentTimestamp();
        try {
            T result = call.get();
            record(start, null);
            return result;
        } catch (RuntimeException | Error e) {
            record(start, e);
            throw e;
        }
    }

    private void record(long start, @Nullable Throwable failure) {
        long elapsed = breaker.getCurrentTimestamp() - start;
        if (isUnreachable(failure)) {
            breaker.onError(elapsed, breaker.getTimestampUnit(), failure);
        } else if (failure == null || failure instanceof RedisErrorException) {
            breaker.onSuccess(elapsed, breaker.getTimestampUnit());
        } else {
            breaker.releasePermission();
        }
    }

    private static boolean isUnreachable(@Nullable Throwable failure) {
        return failure instanceof GatewayUnavailableException || failure instanceof GatewayTimeoutException;
    }

    private static GatewayUnavailableException refusal() {
        return GatewayUnavailableException.refused("redis is not called: its circuit is open after failures");
    }

    private static io.github.resilience4j.circuitbreaker.CircuitBreakerConfig translate(CircuitBreakerConfig config) {
        return io.github.resilience4j.circuitbreaker.CircuitBreakerConfig.custom()
                .failureRateThreshold(config.failureRateThreshold())
                .slidingWindowType(SlidingWindowType.COUNT_BASED)
                .slidingWindowSize(config.slidingWindowSize())
                .minimumNumberOfCalls(config.minimumCalls())
                .waitDurationInOpenState(config.openDuration())
                .permittedNumberOfCallsInHalfOpenState(config.probes())
                .build();
    }
}
