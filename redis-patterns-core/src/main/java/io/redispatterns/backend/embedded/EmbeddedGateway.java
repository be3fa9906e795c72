package io.redispatterns.backend.embedded;

import io.redispatterns.backend.Admission;
import io.redispatterns.backend.ScriptText;
import io.redispatterns.engine.EngineSession;
import io.redispatterns.engine.RedisEngine;
import io.redispatterns.redis.Command;
import io.redispatterns.redis.GatewayException;
import io.redispatterns.redis.GatewayUnavailableException;
import io.redispatterns.redis.RedisErrorException;
import io.redispatterns.redis.RedisGateway;
import io.redispatterns.redis.RedisValue;
import io.redispatterns.redis.Subscription;
import io.redispatterns.redis.SubscriptionListener;
import io.redispatterns.redis.Topic;
import io.redispatterns.redis.TrackedReads;
import io.redispatterns.redis.TrackingListener;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * A gateway to the engine in this process. Commands run in the caller's thread, those of {@link #callAsync} too, whose
 * stages are complete when it returns. It is never unavailable, until it is closed.
 *
 * <p>The engine keeps the arrays of a command and never changes them, so that nothing is copied.
 */
public final class EmbeddedGateway implements RedisGateway {

    private static final Command MULTI = Command.of("MULTI");
    private static final Command EXEC = Command.of("EXEC");

    private final RedisEngine engine;
    private final boolean closesEngine;
    private final EngineSession shared;
    private final Set<EmbeddedSubscription> subscriptions = ConcurrentHashMap.newKeySet();
    private final Set<EmbeddedTracking> trackings = ConcurrentHashMap.newKeySet();
    private final AtomicBoolean closed = new AtomicBoolean();

    private EmbeddedGateway(RedisEngine engine, boolean closesEngine) {
        this.engine = engine;
        this.closesEngine = closesEngine;
        this.shared = engine.session();
    }

    /** A gateway with an engine of its own, which closes with it. */
    public static EmbeddedGateway open() {
        return new EmbeddedGateway(RedisEngine.open(), true);
    }

    /** A gateway to an engine that stays open when the gateway is closed. */
    public static EmbeddedGateway on(RedisEngine engine) {
        return new EmbeddedGateway(engine, false);
    }

    @Override
    public RedisValue call(Command command) {
        RedisValue value = run(command);
        if (value instanceof RedisValue.ErrorValue error) {
            throw error.toException();
        }
        return value;
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
        Admission.check(commands);
        List<RedisValue> replies = new ArrayList<>(commands.size());
        for (Command command : commands) {
            replies.add(run(command));
        }
        return replies;
    }

    @Override
    public List<RedisValue> transaction(List<Command> commands) {
        Admission.check(commands);
        requireOpen();
        if (commands.isEmpty()) {
            return List.of();
        }
        try (EngineSession session = engine.session()) {
            session.call(MULTI.argv());
            List<RedisValue> queued = ScriptText.complete(commands).stream()
                    .map(command -> Replies.translate(session.call(command.argv())))
                    .toList();
            RedisValue replies = Replies.translate(session.call(EXEC.argv()));
            if (replies instanceof RedisValue.ErrorValue error) {
                throw withCause(error, queued);
            }
            return replies.asList();
        }
    }

    @Override
    public Subscription subscribe(SubscriptionListener listener, Topic... topics) {
        if (topics.length == 0) {
            throw new IllegalArgumentException("a subscription needs at least one topic");
        }
        requireOpen();
        EmbeddedSubscription subscription =
                new EmbeddedSubscription(engine.session(), listener, List.of(topics), subscriptions::remove);
        subscriptions.add(subscription);
        try {
            subscription.start();
            return subscription;
        } catch (GatewayException e) {
            subscription.close();
            throw e;
        }
    }

    @Override
    public TrackedReads track(TrackingListener listener) {
        requireOpen();
        EmbeddedTracking tracking = new EmbeddedTracking(engine.session(), listener, trackings::remove);
        trackings.add(tracking);
        try {
            tracking.start();
            return tracking;
        } catch (GatewayException e) {
            tracking.close();
            throw e;
        }
    }

    @Override
    public void close() {
        if (!closed.compareAndSet(false, true)) {
            return;
        }
        List.copyOf(subscriptions).forEach(EmbeddedSubscription::close);
        List.copyOf(trackings).forEach(tracking -> tracking.end(true));
        shared.close();
        if (closesEngine) {
            engine.close();
        }
    }

    private RedisValue run(Command command) {
        Admission.check(command);
        requireOpen();
        RedisValue value = Replies.translate(shared.call(command.argv()));
        return value instanceof RedisValue.ErrorValue error && ScriptText.isMissing(command, error.code())
                ? Replies.translate(shared.call(command.withScriptText().argv()))
                : value;
    }

    private void requireOpen() {
        if (closed.get()) {
            throw new GatewayUnavailableException("the gateway is closed", null);
        }
    }

    private static RedisErrorException withCause(RedisValue.ErrorValue error, List<RedisValue> queued) {
        RedisErrorException exception = error.toException();
        queued.stream()
                .filter(RedisValue.ErrorValue.class::isInstance)
                .map(refused -> ((RedisValue.ErrorValue) refused).toException())
                .findFirst()
                .ifPresent(exception::addSuppressed);
        return exception;
    }
}
