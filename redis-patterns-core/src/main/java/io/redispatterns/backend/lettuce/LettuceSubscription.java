package io.redispatterns.backend.lettuce;

import io.lettuce.core.RedisChannelHandler;
import io.lettuce.core.RedisConnectionStateListener;
import io.lettuce.core.pubsub.RedisPubSubListener;
import io.lettuce.core.pubsub.StatefulRedisPubSubConnection;
import io.lettuce.core.pubsub.api.async.RedisPubSubAsyncCommands;
import io.redispatterns.backend.Delivery;
import io.redispatterns.redis.Subscription;
import io.redispatterns.redis.SubscriptionListener;
import io.redispatterns.redis.Topic;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/**
 * A subscription on a connection of its own. Lettuce subscribes again after a reconnect; when every topic is confirmed
 * then, the listener is told that it may have missed something.
 */
final class LettuceSubscription implements Subscription {

    private final StatefulRedisPubSubConnection<byte[], byte[]> connection;
    private final List<Topic> topics;
    private final Delivery delivery;
    private final Consumer<LettuceSubscription> onClose;
    private final AtomicBoolean closed = new AtomicBoolean();

    /** How many topics are to be confirmed until nothing more can be missed; 0 at all other times. */
    private final AtomicInteger unconfirmedSinceLoss = new AtomicInteger();

    LettuceSubscription(
            StatefulRedisPubSubConnection<byte[], byte[]> connection,
            SubscriptionListener listener,
            List<Topic> topics,
            Consumer<LettuceSubscription> onClose) {
        this.connection = connection;
        this.topics = topics;
        this.delivery = new Delivery(listener);
        this.onClose = onClose;
    }

    /** Subscribes; done when every topic is confirmed. */
    CompletableFuture<Void> start() {
        connection.addListener(new Messages());
        connection.addListener(new Losses());
        RedisPubSubAsyncCommands<byte[], byte[]> commands = connection.async();
        return CompletableFuture.allOf(
                topics.stream().map(topic -> subscribe(commands, topic)).toArray(CompletableFuture<?>[]::new));
    }

    private static CompletableFuture<Void> subscribe(RedisPubSubAsyncCommands<byte[], byte[]> commands, Topic topic) {
        if (topic instanceof Topic.Pattern) {
            return commands.psubscribe(topic.name()).toCompletableFuture();
        }
        if (topic instanceof Topic.ShardChannel) {
            return commands.ssubscribe(topic.name()).toCompletableFuture();
        }
        return commands.subscribe(topic.name()).toCompletableFuture();
    }

    @Override
    public List<Topic> topics() {
        return topics;
    }

    @Override
    public void close() {
        CompletableFuture<Void> unused = closeAsync();
    }

    /** Closes without waiting; done when the connection is closed. */
    CompletableFuture<Void> closeAsync() {
        if (!closed.compareAndSet(false, true)) {
            return CompletableFuture.completedFuture(null);
        }
        onClose.accept(this);
        delivery.close();
        return connection.closeAsync();
    }

    private void confirmed(Topic topic) {
        delivery.subscribed(topic);
        if (unconfirmedSinceLoss.getAndUpdate(count -> Math.max(count - 1, 0)) == 1) {
            delivery.missed();
        }
    }

    /** What the server sends. */
    private final class Messages implements RedisPubSubListener<byte[], byte[]> {

        @Override
        public void message(byte[] channel, byte[] message) {
            delivery.message(new Topic.Channel(channel), channel, message);
        }

        @Override
        public void message(byte[] pattern, byte[] channel, byte[] message) {
            delivery.message(new Topic.Pattern(pattern), channel, message);
        }

        @Override
        public void smessage(byte[] channel, byte[] message) {
            delivery.message(new Topic.ShardChannel(channel), channel, message);
        }

        @Override
        public void subscribed(byte[] channel, long count) {
            confirmed(new Topic.Channel(channel));
        }

        @Override
        public void psubscribed(byte[] pattern, long count) {
            confirmed(new Topic.Pattern(pattern));
        }

        @Override
        public void ssubscribed(byte[] channel, long count) {
            confirmed(new Topic.ShardChannel(channel));
        }

        @Override
        public void unsubscribed(byte[] channel, long count) {}

        @Override
        public void punsubscribed(byte[] pattern, long count) {}
    }

    /** Lost connections. */
    private final class Losses implements RedisConnectionStateListener {

        @Override
        public void onRedisDisconnected(RedisChannelHandler<?, ?> lost) {
            unconfirmedSinceLoss.set(topics.size());
        }
    }
}
