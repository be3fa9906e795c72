package io.redispatterns.writebehind;

import io.redispatterns.redis.Command;
import io.redispatterns.redis.GatewayException;
import io.redispatterns.redis.RedisGateway;
import io.redispatterns.redis.RedisValue;
import io.redispatterns.redis.Subscription;
import io.redispatterns.redis.Topic;
import io.redispatterns.writebehind.WriteBehindEvent.Operation;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Keeps this instance among the members and its share of the shards leased, on a thread of its own: every third of a lease,
 * and when members or leases have changed.
 */
final class Coordinator {

    private final RedisGateway gateway;
    private final Membership membership;
    private final List<ShardConsumer> consumers;
    private final WriteBehindRecorder recorder;
    private final Duration lease;
    private final byte[] channel;
    private final ScheduledThreadPoolExecutor thread;
    private final AtomicBoolean isAsked = new AtomicBoolean();
    private volatile boolean stopped;
    private volatile @Nullable Subscription subscription;

    Coordinator(
            RedisGateway gateway,
            Membership membership,
            List<ShardConsumer> consumers,
            WriteBehindRecorder recorder,
            byte[] channel,
            Duration lease,
            ScheduledThreadPoolExecutor thread) {
        this.gateway = gateway;
        this.membership = membership;
        this.consumers = consumers;
        this.recorder = recorder;
        this.channel = channel;
        this.lease = lease;
        this.thread = thread;
    }

    /**
     * Takes the first leases, if Redis answers, and goes on from there.
     *
     * @throws IllegalStateException if the others cut the ids into another number of shards
     */
    void start() {
        try {
            membership.requireAgreement();
        } catch (GatewayException e) {
            recorder.backendFailed(Operation.COORDINATE, e);
        }
        CompletableFuture.runAsync(this::look, thread).join();
        long period = lease.toNanos() / 3;
        Future<?> unused = thread.scheduleWithFixedDelay(this::look, period, period, TimeUnit.NANOSECONDS);
    }

    /** Ends the coordination at once. Leases stay as they are. */
    void abort() {
        stopped = true;
        List<Runnable> unused = thread.shutdownNow();
    }

    /** Ends the coordination and waits for what is under way. */
    void stop(long deadlineNanos) throws InterruptedException {
        stopped = true;
        thread.shutdown();
        boolean unused = thread.awaitTermination(Math.max(1, deadlineNanos - System.nanoTime()), TimeUnit.NANOSECONDS);
    }

    /** Stops listening. */
    void unsubscribe() {
        Subscription open = subscription;
        if (open != null) {
            open.close();
        }
    }

    private void lookSoon() {
        if (!stopped && isAsked.compareAndSet(false, true)) {
            thread.execute(this::look);
        }
    }

    private void look() {
        isAsked.set(false);
        try {
            subscribe();
            share();
            recorder.backendAnswered();
        } catch (RuntimeException | Error e) {
            if (!stopped) {
                recorder.backendFailed(
                        Operation.COORDINATE,
                        e instanceof RuntimeException failure ? failure : new IllegalStateException(e));
            }
        }
    }

    private void subscribe() {
        if (subscription == null) {
            subscription = gateway.subscribe(new Signals(consumers, this::lookSoon), topic());
            consumers.forEach(ShardConsumer::wake);
        }
    }

    private Topic topic() {
        return new Topic.Channel(channel);
    }

    private void share() {
        List<String> members = membership.join();
        Set<Integer> mine = Assignment.of(membership.instance(), members, consumers.size());
        release(consumers.stream()
                .filter(consumer -> !mine.contains(consumer.shard().number()))
                .toList());
        renew(consumers.stream()
                .filter(consumer -> mine.contains(consumer.shard().number()) || consumer.lease() != null)
                .toList());
    }

    private void release(List<ShardConsumer> surplus) {
        List<Command> releases = releases(surplus);
        if (!releases.isEmpty()) {
            List<RedisValue> unused = gateway.pipeline(releases);
            membership.announce();
        }
    }

    private static List<Command> releases(List<ShardConsumer> consumers) {
        return consumers.stream()
                .flatMap(consumer -> Stream.ofNullable(consumer.leave())
                        .map(left -> consumer.shard().release(left.token())))
                .toList();
    }

    /** Gives up every shard in which nothing is being written, and leaves. */
    void leave() {
        membership.leave(releases(consumers));
    }

    /** Those that are being written although they are somebody else's share are kept until then. */
    private void renew(List<ShardConsumer> wanted) {
        long start = System.nanoTime();
        List<Command> leases = new ArrayList<>(wanted.size());
        wanted.forEach(consumer -> leases.add(consumer.shard().lease(membership.instance(), lease)));
        List<RedisValue> tokens = gateway.pipeline(leases);
        for (int i = 0; i < tokens.size(); i++) {
            take(wanted.get(i), tokens.get(i), start + lease.toNanos());
        }
    }

    private void take(ShardConsumer consumer, RedisValue token, long endNanos) {
        Lease before = consumer.lease();
        if (!token.isNil()) {
            consumer.leased(new Lease(token.asString(), endNanos));
        } else if (before != null) {
            consumer.lost(before.token());
        }
    }
}
