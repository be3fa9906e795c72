package io.redispatterns.backend.embedded;

import io.redispatterns.backend.Delivery;
import io.redispatterns.engine.EngineSession;
import io.redispatterns.engine.reply.Reply;
import io.redispatterns.redis.Command;
import io.redispatterns.redis.RedisValue;
import io.redispatterns.redis.Subscription;
import io.redispatterns.redis.SubscriptionListener;
import io.redispatterns.redis.Topic;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

/** A subscription in an engine session of its own. Nothing is missed but what the listener is too slow for. */
final class EmbeddedSubscription implements Subscription {

    private static final Command SUBSCRIBE = Command.of("SUBSCRIBE");
    private static final Command PSUBSCRIBE = Command.of("PSUBSCRIBE");
    private static final Command SSUBSCRIBE = Command.of("SSUBSCRIBE");

    private final EngineSession session;
    private final List<Topic> topics;
    private final Delivery delivery;
    private final Consumer<EmbeddedSubscription> onClose;
    private final AtomicBoolean closed = new AtomicBoolean();

    /** Keeps the first message of a topic behind the news that it is confirmed. */
    private final ReentrantLock order = new ReentrantLock();

    EmbeddedSubscription(
            EngineSession session,
            SubscriptionListener listener,
            List<Topic> topics,
            Consumer<EmbeddedSubscription> onClose) {
        this.session = session;
        this.topics = topics;
        this.delivery = new Delivery(listener);
        this.onClose = onClose;
    }

    /** Subscribes; what the engine refuses is thrown. */
    void start() {
        session.onPush(this::receive);
        for (Topic topic : topics) {
            order.lock();
            try {
                subscribe(topic);
                delivery.subscribed(topic);
            } finally {
                order.unlock();
            }
        }
    }

    private void subscribe(Topic topic) {
        Command command = topic instanceof Topic.Pattern
                ? PSUBSCRIBE
                : topic instanceof Topic.ShardChannel ? SSUBSCRIBE : SUBSCRIBE;
        RedisValue reply =
                Replies.translate(session.call(command.arg(topic.name()).argv()));
        if (reply instanceof RedisValue.ErrorValue error) {
            throw error.toException();
        }
    }

    private void receive(Reply push) {
        if (!(push instanceof Reply.Push message)) {
            return;
        }
        List<RedisValue> parts =
                message.items().stream().map(Replies::translate).toList();
        order.lock();
        try {
            deliver(parts);
        } finally {
            order.unlock();
        }
    }

    private void deliver(List<RedisValue> parts) {
        byte[] name = parts.get(1).isNil() ? new byte[0] : parts.get(1).asBytes();
        switch (parts.get(0).asString()) {
            case "message" -> delivery.message(new Topic.Channel(name), name, payload(parts, 2));
            case "smessage" -> delivery.message(new Topic.ShardChannel(name), name, payload(parts, 2));
            case "pmessage" -> delivery.message(new Topic.Pattern(name), payload(parts, 2), payload(parts, 3));
            default -> {
                // A confirmation; the call that asked for it has told of it.
            }
        }
    }

    /** A copy, since the listener owns what it gets and the engine may keep what it sent. */
    private static byte[] payload(List<RedisValue> parts, int index) {
        return parts.get(index).asBytes().clone();
    }

    @Override
    public List<Topic> topics() {
        return topics;
    }

    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            onClose.accept(this);
            delivery.close();
            session.close();
        }
    }
}
