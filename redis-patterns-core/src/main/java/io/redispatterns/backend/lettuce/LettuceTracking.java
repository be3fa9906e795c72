package io.redispatterns.backend.lettuce;

import io.lettuce.core.RedisChannelHandler;
import io.lettuce.core.RedisConnectionStateListener;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.api.push.PushMessage;
import io.redispatterns.backend.Admission;
import io.redispatterns.backend.TrackingInfo;
import io.redispatterns.redis.Command;
import io.redispatterns.redis.GatewayException;
import io.redispatterns.redis.GatewayUnavailableException;
import io.redispatterns.redis.RedisValue;
import io.redispatterns.redis.TrackedReads;
import io.redispatterns.redis.TrackingListener;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/**
 * Tracked reads on a connection of their own. Lettuce would reconnect it, to a server that remembers nothing of it; so the
 * first loss is its end. Lettuce completes replies and hands over pushes one by one, as they stand in the stream, on the
 * thread that reads it.
 */
final class LettuceTracking implements TrackedReads {

    private static final String INVALIDATE = "invalidate";

    private final StatefulRedisConnection<byte[], byte[]> connection;
    private final TrackingListener listener;
    private final Duration timeout;
    private final Consumer<LettuceTracking> onEnd;
    private final AtomicBoolean ended = new AtomicBoolean();

    LettuceTracking(
            StatefulRedisConnection<byte[], byte[]> connection,
            TrackingListener listener,
            Duration timeout,
            Consumer<LettuceTracking> onEnd) {
        this.connection = connection;
        this.listener = listener;
        this.timeout = timeout;
        this.onEnd = onEnd;
    }

    /** Turns tracking on; done when the server has confirmed it. */
    void start(long deadline) {
        connection.addListener(new Losses());
        connection.addListener(this::receive);
        TrackingInfo.requireOn(Exchange.pipeline(connection, TrackingInfo.TURN_ON, deadline));
        requireOpen();
    }

    @Override
    public List<RedisValue> read(List<Command> commands) {
        Admission.check(commands);
        requireOpen();
        List<RedisValue> replies = Exchange.pipeline(connection, commands, System.nanoTime() + timeout.toNanos());
        // If it is lost by now, they may be from the next connection.
        requireOpen();
        return replies;
    }

    @Override
    public CompletionStage<Void> verify() {
        try {
            requireOpen();
            return Exchange.timed(Exchange.send(connection, TrackingInfo.ASK), System.nanoTime() + timeout.toNanos())
                    .thenAccept(this::confirm)
                    .exceptionallyCompose(failure -> CompletableFuture.failedFuture(Failures.translate(failure)));
        } catch (GatewayException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    private void confirm(RedisValue info) {
        TrackingInfo.requireOn(info);
        requireOpen();
    }

    private void requireOpen() {
        if (ended.get()) {
            throw new GatewayUnavailableException("the connection of the tracked reads is lost or closed", null);
        }
    }

    private void receive(PushMessage push) {
        if (ended.get() || !push.getType().equals(INVALIDATE)) {
            return;
        }
        Object changed = push.getContent(LettuceTracking::copy).get(1);
        if (changed instanceof List<?> keys) {
            listener.onInvalidated(keys.stream().map(byte[].class::cast).toList());
        } else {
            listener.onInvalidatedAll();
        }
    }

    private static byte[] copy(ByteBuffer buffer) {
        byte[] bytes = new byte[buffer.remaining()];
        buffer.duplicate().get(bytes);
        return bytes;
    }

    @Override
    public void close() {
        CompletableFuture<Void> unused = closeAsync(false);
    }

    /** Closes without waiting; done when the connection is closed. */
    CompletableFuture<Void> closeAsync(boolean isLoss) {
        if (!ended.compareAndSet(false, true)) {
            return CompletableFuture.completedFuture(null);
        }
        onEnd.accept(this);
        if (isLoss) {
            listener.onLost();
        }
        return connection.closeAsync();
    }

    /** Lost connections. Lettuce tells of them before it tries to connect anew. */
    private final class Losses implements RedisConnectionStateListener {

        @Override
        public void onRedisDisconnected(RedisChannelHandler<?, ?> lost) {
            CompletableFuture<Void> unused = closeAsync(true);
        }
    }
}
