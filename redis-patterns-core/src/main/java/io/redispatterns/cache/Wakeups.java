package io.redispatterns.cache;

import io.redispatterns.redis.GatewayException;
import io.redispatterns.redis.RedisGateway;
import io.redispatterns.redis.Subscription;
import io.redispatterns.redis.SubscriptionListener;
import io.redispatterns.redis.Topic;
import java.nio.ByteBuffer;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Wakes those who wait for another process's load of a key. One channel serves all caches of an application; it is
 * subscribed when first needed. A message that is missed costs its waiter no more than the time to its next look.
 */
final class Wakeups implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(Wakeups.class);
    private static final long RETRY_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final RedisGateway gateway;
    private final String channel;
    private final ScheduledExecutorService timer;
    private final ConcurrentMap<ByteBuffer, Set<CountDownLatch>> waiters = new ConcurrentHashMap<>();
    private @Nullable Subscription subscription;
    private boolean subscribing;
    private boolean closed;

    Wakeups(RedisGateway gateway, String channel, ScheduledExecutorService timer) {
        this.gateway = gateway;
        this.channel = channel;
        this.timer = timer;
    }

    /** The wait of one thread for a key; from its making on, no message of the key is overlooked. */
    final class Wait implements AutoCloseable {

        private final ByteBuffer key;
        private final CountDownLatch woken = new CountDownLatch(1);

        private Wait(ByteBuffer key) {
            this.key = key;
        }

        /** Waits until it is woken, or for so long. */
        void await(long nanos) throws InterruptedException {
            boolean unused = woken.await(nanos, TimeUnit.NANOSECONDS);
        }

        @Override
        public void close() {
            waiters.computeIfPresent(key, (same, latches) -> {
                latches.remove(woken);
                return latches.isEmpty() ? null : latches;
            });
        }
    }

    /** Begins to wait for a key. */
    Wait begin(byte[] key) {
        ensureSubscribed();
        Wait wait = new Wait(ByteBuffer.wrap(key));
        waiters.compute(wait.key, (same, latches) -> {
            Set<CountDownLatch> all = latches == null ? ConcurrentHashMap.newKeySet() : latches;
            all.add(wait.woken);
            return all;
        });
        return wait;
    }

    private void wake(byte[] key) {
        Set<CountDownLatch> latches = waiters.get(ByteBuffer.wrap(key));
        if (latches != null) {
            latches.forEach(CountDownLatch::countDown);
        }
    }

    private synchronized void ensureSubscribed() {
        if (subscription == null && !subscribing && !closed) {
            subscribing = true;
            timer.execute(this::subscribe);
        }
    }

    private void subscribe() {
        try {
            SubscriptionListener listener = (topic, from, payload) -> wake(payload);
            subscribed(gateway.subscribe(listener, Topic.channel(channel)));
        } catch (GatewayException e) {
            log.debug("the channel of loaded entries cannot be subscribed now", e);
            ScheduledFuture<?> unused = timer.schedule(this::mayTryAgain, RETRY_NANOS, TimeUnit.NANOSECONDS);
        }
    }

    private synchronized void subscribed(Subscription made) {
        if (closed) {
            made.close();
        } else {
            subscription = made;
        }
    }

    private synchronized void mayTryAgain() {
        subscribing = false;
    }

    @Override
    public synchronized void close() {
        closed = true;
        if (subscription != null) {
            subscription.close();
        }
    }
}
