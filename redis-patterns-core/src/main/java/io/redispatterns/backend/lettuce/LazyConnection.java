package io.redispatterns.backend.lettuce;

import io.lettuce.core.api.StatefulConnection;
import io.redispatterns.redis.GatewayUnavailableException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A connection that is made when it is first needed. Lettuce keeps it up from then on; this keeps trying until it has
 * been up once, with a second between attempts, in which calls fail at once.
 */
final class LazyConnection implements AutoCloseable {

    private static final long RETRY_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final Connector connector;
    private volatile @Nullable StatefulConnection<byte[], byte[]> connected;
    private @Nullable CompletableFuture<StatefulConnection<byte[], byte[]>> attempt;
    private long attemptEndNanos;
    private boolean closed;

    LazyConnection(Connector connector) {
        this.connector = connector;
    }

    /** Begins to connect, without waiting. */
    void start() {
        CompletableFuture<StatefulConnection<byte[], byte[]>> unused = attempt();
    }

    /** The connection, at once if there is one. */
    CompletableFuture<StatefulConnection<byte[], byte[]>> get() {
        StatefulConnection<byte[], byte[]> known = connected;
        return known != null ? CompletableFuture.completedFuture(known) : attempt();
    }

    /** The connection if it is there already. */
    @Nullable
    StatefulConnection<byte[], byte[]> ifConnected() {
        return connected;
    }

    private synchronized CompletableFuture<StatefulConnection<byte[], byte[]>> attempt() {
        if (closed) {
            return CompletableFuture.failedFuture(new GatewayUnavailableException("the gateway is closed", null));
        }
        CompletableFuture<StatefulConnection<byte[], byte[]>> current = attempt;
        if (current == null || (current.isCompletedExceptionally() && isTimeToRetry())) {
            current = new CompletableFuture<>();
            attempt = current;
            connect(current);
        }
        return current;
    }

    private void connect(CompletableFuture<StatefulConnection<byte[], byte[]>> result) {
        connector.connect().whenComplete((connection, failure) -> {
            if (connection != null) {
                keep(connection);
                result.complete(connection);
            } else {
                endAttempt();
                result.completeExceptionally(Failures.translate(failure));
            }
        });
    }

    private synchronized void keep(StatefulConnection<byte[], byte[]> connection) {
        if (closed) {
            CompletableFuture<Void> unused = connection.closeAsync();
        } else {
            connected = connection;
        }
    }

    private synchronized void endAttempt() {
        attemptEndNanos = System.nanoTime();
    }

    private boolean isTimeToRetry() {
        return System.nanoTime() - attemptEndNanos >= RETRY_NANOS;
    }

    @Override
    public synchronized void close() {
        closed = true;
        StatefulConnection<byte[], byte[]> known = connected;
        connected = null;
        attempt = null;
        if (known != null) {
            known.closeAsync().join();
        }
    }
}
