package io.redispatterns.backend.lettuce;

import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import io.lettuce.core.api.StatefulConnection;
import io.lettuce.core.protocol.AsyncCommand;
import io.redispatterns.backend.Admission;
import io.redispatterns.backend.ScriptText;
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
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * A gateway to a Redis server.
 *
 * <p>Commands share one connection, transactions another one, and each subscription and tracking has its own. The first two are
 * made in the background: a gateway can be made while Redis is down, and calls fail until it is up.
 *
 * <p><b>What a failure means.</b> A call that fails with {@link GatewayUnavailableException} because there was no
 * connection has not been sent and never will be. When a connection is lost, the commands whose replies were still to
 * come fail, and are not sent again; each of them may have run once. The same is true of a timeout: the command is
 * not sent later, but what was already on its way may have run, or still run.
 */
public final class LettuceGateway implements RedisGateway {

    private static final Command MULTI = Command.of("MULTI");
    private static final Command EXEC = Command.of("EXEC");
    private static final Keyword MULTI_KEYWORD = Keyword.shownAs("multi", MULTI);
    private static final Keyword EXEC_KEYWORD = Keyword.shownAs("exec", EXEC);

    private final Connector connector;
    private final LettuceConfig config;
    private final LazyConnection shared;
    private final LazyConnection transactional;
    private final ReentrantLock transactionOrder = new ReentrantLock();
    private final Set<LettuceSubscription> subscriptions = ConcurrentHashMap.newKeySet();
    private final Set<LettuceTracking> trackings = ConcurrentHashMap.newKeySet();
    private final AtomicBoolean closed = new AtomicBoolean();

    private LettuceGateway(Connector connector, LettuceConfig config) {
        this.connector = connector;
        this.config = config;
        this.shared = new LazyConnection(connector);
        this.transactional = new LazyConnection(connector);
        shared.start();
    }

    /** A gateway with a client of its own, which closes with it. */
    public static LettuceGateway connect(RedisURI uri) {
        LettuceConfig config = LettuceConfig.custom().closesClient(true).build();
        return on(RedisClient.create(), uri, config);
    }

    /**
     * A gateway on a client. The gateway sets those of the client's options that its promises rest on: RESP3,
     * reconnecting, rejecting commands while disconnected, no timeouts of the client's own.
     */
    public static LettuceGateway on(RedisClient client, RedisURI uri, LettuceConfig config) {
        return new LettuceGateway(new StandaloneConnector(client, uri), config);
    }

    @Override
    public RedisValue call(Command command) {
        Admission.check(command);
        long deadline = deadline();
        StatefulConnection<byte[], byte[]> connection = connection(shared, deadline);
        try {
            return Exchange.await(Exchange.send(connection, command), deadline);
        } catch (RedisErrorException e) {
            if (ScriptText.isMissing(command, e.code())) {
                return Exchange.await(Exchange.send(connection, command.withScriptText()), deadline);
            }
            throw e;
        }
    }

    @Override
    public CompletionStage<RedisValue> callAsync(Command command) {
        Admission.check(command);
        long deadline = deadline();
        return connectionAsync(deadline)
                .thenCompose(connection -> callAsync(connection, command, deadline))
                .exceptionallyCompose(failure -> CompletableFuture.failedFuture(Failures.translate(failure)));
    }

    @Override
    public List<RedisValue> pipeline(List<Command> commands) {
        Admission.check(commands);
        if (commands.isEmpty()) {
            return List.of();
        }
        long deadline = deadline();
        StatefulConnection<byte[], byte[]> connection = connection(shared, deadline);
        return Exchange.pipeline(connection, commands, deadline);
    }

    @Override
    public List<RedisValue> transaction(List<Command> commands) {
        Admission.check(commands);
        if (commands.isEmpty()) {
            return List.of();
        }
        long deadline = deadline();
        StatefulConnection<byte[], byte[]> connection = connection(transactional, deadline);
        List<AsyncCommand<byte[], byte[], RedisValue>> batch = new ArrayList<>(commands.size() + 2);
        batch.add(Exchange.prepare(MULTI_KEYWORD, MULTI));
        ScriptText.complete(commands).forEach(command -> batch.add(Exchange.prepare(command)));
        batch.add(Exchange.prepare(EXEC_KEYWORD, EXEC));
        sendInOneGo(connection, batch);
        return awaitExec(batch, deadline);
    }

    @Override
    public Subscription subscribe(SubscriptionListener listener, Topic... topics) {
        if (topics.length == 0) {
            throw new IllegalArgumentException("a subscription needs at least one topic");
        }
        requireOpen();
        long deadline = deadline();
        LettuceSubscription subscription = new LettuceSubscription(
                connect(connector::connectPubSub, deadline), listener, List.of(topics), subscriptions::remove);
        subscriptions.add(subscription);
        try {
            Exchange.get(subscription.start(), deadline);
            return subscription;
        } catch (GatewayException e) {
            subscription.close();
            throw e;
        }
    }

    @Override
    public TrackedReads track(TrackingListener listener) {
        requireOpen();
        long deadline = deadline();
        LettuceTracking tracking = new LettuceTracking(
                connect(connector::connectTracking, deadline), listener, config.commandTimeout(), trackings::remove);
        trackings.add(tracking);
        try {
            tracking.start(deadline);
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
        Stream.concat(
                        List.copyOf(subscriptions).stream().map(LettuceSubscription::closeAsync),
                        List.copyOf(trackings).stream().map(tracking -> tracking.closeAsync(true)))
                .toList()
                .forEach(CompletableFuture::join);
        shared.close();
        transactional.close();
        if (config.closesClient()) {
            connector.shutdown();
        }
    }

    private static CompletableFuture<RedisValue> callAsync(
            StatefulConnection<byte[], byte[]> connection, Command command, long deadline) {
        CompletableFuture<RedisValue> reply = Exchange.timed(Exchange.send(connection, command), deadline);
        return command.neededScript() == null
                ? reply
                : reply.exceptionallyCompose(failure -> {
                    GatewayException refusal = Failures.translate(failure);
                    return refusal instanceof RedisErrorException error && ScriptText.isMissing(command, error.code())
                            ? Exchange.timed(Exchange.send(connection, command.withScriptText()), deadline)
                            : CompletableFuture.failedFuture(refusal);
                });
    }

    /** Two batches sent by two threads could mix on their way; those of transactions must not. */
    private void sendInOneGo(
            StatefulConnection<byte[], byte[]> connection, List<AsyncCommand<byte[], byte[], RedisValue>> batch) {
        transactionOrder.lock();
        try {
            Exchange.send(connection, batch);
        } finally {
            transactionOrder.unlock();
        }
    }

    /** A batch that is given up is left to run: without its end the connection would stay inside a transaction. */
    private List<RedisValue> awaitExec(List<AsyncCommand<byte[], byte[], RedisValue>> batch, long deadline) {
        try {
            return Exchange.get(batch.get(batch.size() - 1), deadline).asList();
        } catch (RedisErrorException e) {
            batch.stream()
                    .limit(batch.size() - 1L)
                    .filter(CompletableFuture::isCompletedExceptionally)
                    .findFirst()
                    .ifPresent(queued -> e.addSuppressed(Failures.translate(failureOf(queued))));
            throw e;
        }
    }

    private static Throwable failureOf(CompletableFuture<?> failed) {
        return failed.handle((value, failure) -> failure).join();
    }

    private static <C extends StatefulConnection<byte[], byte[]>> C connect(
            Supplier<CompletionStage<C>> connector, long deadline) {
        CompletableFuture<C> connecting = connector.get().toCompletableFuture();
        try {
            return Exchange.get(connecting, deadline);
        } catch (GatewayException e) {
            CompletableFuture<Void> unused = connecting.thenCompose(StatefulConnection::closeAsync);
            throw e;
        }
    }

    private void requireOpen() {
        if (closed.get()) {
            throw new GatewayUnavailableException("the gateway is closed", null);
        }
    }

    private StatefulConnection<byte[], byte[]> connection(LazyConnection lazy, long deadline) {
        StatefulConnection<byte[], byte[]> connected = lazy.ifConnected();
        return connected != null ? connected : Exchange.get(lazy.get(), deadline);
    }

    /** A copy, so that giving up the wait ends this call and not the attempt that others wait for too. */
    private CompletableFuture<StatefulConnection<byte[], byte[]>> connectionAsync(long deadline) {
        StatefulConnection<byte[], byte[]> connected = shared.ifConnected();
        return connected != null
                ? CompletableFuture.completedFuture(connected)
                : Exchange.timed(shared.get().copy(), deadline);
    }

    private long deadline() {
        return System.nanoTime() + config.commandTimeout().toNanos();
    }
}
