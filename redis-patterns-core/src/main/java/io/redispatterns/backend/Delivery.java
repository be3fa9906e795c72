package io.redispatterns.backend;

import io.redispatterns.redis.SubscriptionListener;
import io.redispatterns.redis.Topic;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings the messages of one subscription to its listener: in order, on a daemon thread of its own, so that a listener
 * may block without holding up the connection. Up to 16,384 messages wait; what comes after is dropped, and the
 * listener is told that it missed something.
 */
public final class Delivery implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(Delivery.class);
    private static final int CAPACITY = 16_384;
    private static final AtomicInteger COUNT = new AtomicInteger();

    private final SubscriptionListener listener;
    private final BlockingQueue<Runnable> waiting = new ArrayBlockingQueue<>(CAPACITY);
    private final AtomicBoolean dropped = new AtomicBoolean();
    private final Thread thread;
    private volatile boolean closed;

    /** Starts the thread. */
    public Delivery(SubscriptionListener listener) {
        this.listener = listener;
        this.thread = new Thread(this::run, "redis-subscription-" + COUNT.incrementAndGet());
        thread.setDaemon(true);
        thread.start();
    }

    /** Hands over a message. Never blocks, like the others. */
    public void message(Topic topic, byte[] channel, byte[] payload) {
        enqueue(() -> listener.onMessage(topic, channel, payload));
    }

    /** Hands over that a topic is confirmed. */
    public void subscribed(Topic topic) {
        enqueue(() -> listener.onSubscribed(topic));
    }

    /** Hands over that messages may have been lost. */
    public void missed() {
        enqueue(listener::onMissed);
    }

    /** Stops the thread. What waits is dropped; a message that is being handled is not waited for. */
    @Override
    public void close() {
        closed = true;
        enqueue(() -> {});
    }

    private void enqueue(Runnable delivery) {
        if (!waiting.offer(delivery)) {
            dropped.set(true);
        }
    }

    private void run() {
        try {
            while (!closed) {
                Runnable next = waiting.take();
                if (dropped.getAndSet(false)) {
                    deliver(listener::onMissed);
                }
                deliver(next);
            }
        } catch (InterruptedException e) {
            // Somebody other than close() wants the thread to end.
            Thread.currentThread().interrupt();
        }
    }

    private void deliver(Runnable delivery) {
        if (closed) {
            return;
        }
        try {
            delivery.run();
        } catch (RuntimeException e) {
            log.warn("a listener failed on a message", e);
        }
    }
}
