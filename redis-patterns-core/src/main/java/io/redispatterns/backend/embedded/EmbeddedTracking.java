package io.redispatterns.backend.embedded;

import io.redispatterns.backend.Admission;
import io.redispatterns.backend.ScriptText;
import io.redispatterns.backend.TrackingInfo;
import io.redispatterns.engine.EngineSession;
import io.redispatterns.engine.reply.Reply;
import io.redispatterns.redis.Command;
import io.redispatterns.redis.GatewayException;
import io.redispatterns.redis.GatewayUnavailableException;
import io.redispatterns.redis.RedisValue;
import io.redispatterns.redis.TrackedReads;
import io.redispatterns.redis.TrackingListener;
import io.redispatterns.redis.TrackingUnsupportedException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tracked reads in an engine session of their own. The listener is called while the command runs that changes a key, so that
 * nothing is out of date once that has replied.
 */
final class EmbeddedTracking implements TrackedReads {

    private static final Logger log = LoggerFactory.getLogger(EmbeddedTracking.class);
    private static final Reply INVALIDATE = Reply.of("invalidate");

    private final EngineSession session;
    private final TrackingListener listener;
    private final Consumer<EmbeddedTracking> onEnd;
    private final AtomicBoolean ended = new AtomicBoolean();

    EmbeddedTracking(EngineSession session, TrackingListener listener, Consumer<EmbeddedTracking> onEnd) {
        this.session = session;
        this.listener = listener;
        this.onEnd = onEnd;
    }

    /**
     * Turns tracking on.
     *
     * @throws GatewayUnavailableException if the session was set back meanwhile. The engine does track reads: to say otherwise
     *     would have near caches rely on announcements that nobody makes
     */
    void start() {
        session.onPushAtOnce(this::receive);
        List<RedisValue> replies = TrackingInfo.TURN_ON.stream().map(this::call).toList();
        try {
            TrackingInfo.requireOn(replies);
        } catch (TrackingUnsupportedException e) {
            throw new GatewayUnavailableException("the session was ended while tracking was turned on", e);
        }
    }

    @Override
    public List<RedisValue> read(List<Command> commands) {
        Admission.check(commands);
        requireOpen();
        return ScriptText.complete(commands).stream().map(this::call).toList();
    }

    @Override
    public CompletionStage<Void> verify() {
        try {
            requireOpen();
            TrackingInfo.requireOn(call(TrackingInfo.ASK));
            return CompletableFuture.completedFuture(null);
        } catch (GatewayException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    private RedisValue call(Command command) {
        return Replies.translate(session.call(command.argv()));
    }

    private void requireOpen() {
        if (ended.get()) {
            throw new GatewayUnavailableException("the tracked reads are closed", null);
        }
    }

    /** What the listener throws must not reach the caller whose command it is told of. */
    private void receive(Reply push) {
        if (!ended.get()
                && push instanceof Reply.Push message
                && message.items().get(0).equals(INVALIDATE)) {
            try {
                tell(Replies.translate(message.items().get(1)));
            } catch (RuntimeException e) {
                log.warn("a listener failed on a change", e);
            }
        }
    }

    private void tell(RedisValue changed) {
        if (changed.isNil()) {
            listener.onInvalidatedAll();
        } else {
            listener.onInvalidated(
                    changed.asList().stream().map(RedisValue::asBytes).toList());
        }
    }

    @Override
    public void close() {
        end(false);
    }

    /** Ends it. */
    void end(boolean isLoss) {
        if (ended.compareAndSet(false, true)) {
            onEnd.accept(this);
            session.close();
            if (isLoss) {
                listener.onLost();
            }
        }
    }
}
