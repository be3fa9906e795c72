package io.redispatterns.cache;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.redispatterns.redis.Command;
import io.redispatterns.redis.GatewayException;
import io.redispatterns.redis.RedisGateway;
import io.redispatterns.redis.RedisValue;
import io.redispatterns.redis.Subscription;
import io.redispatterns.redis.SubscriptionListener;
import io.redispatterns.redis.Topic;
import io.redispatterns.redis.TrackedReads;
import io.redispatterns.redis.TrackingListener;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Reads whose changes are told by those who make them ({@link Changes}): by one channel for an application, with a count for
 * each cache. A count that is left out says that something was missed, and then everything is invalidated.
 */
final class AnnouncedReads implements TrackedReads, SubscriptionListener {

    private static final long PROOF_SECONDS = 1;

    private final RedisGateway gateway;
    private final Supplier<List<Changes>> caches;
    private final TrackingListener listener;

    /** By the names of caches. Guarded by itself, as are the counts in it. */
    private final Map<String, Heard> heard = new HashMap<>();

    private @Nullable Subscription subscription;

    /** What was heard of a cache, and who waits to hear more. */
    private static final class Heard {

        private long count = -1;
        private final List<Awaited> awaited = new ArrayList<>();

        /** Notes a count, and takes out those who have waited for it. */
        List<CompletableFuture<Void>> advance(long to) {
            count = to;
            List<CompletableFuture<Void>> done = new ArrayList<>();
            awaited.removeIf(one -> one.count() <= to && done.add(one.told()));
            return done;
        }
    }

    private record Awaited(long count, CompletableFuture<Void> told) {}

    private AnnouncedReads(RedisGateway gateway, Supplier<List<Changes>> caches, TrackingListener listener) {
        this.gateway = gateway;
        this.caches = caches;
        this.listener = listener;
    }

    /**
     * Subscribes the channel.
     *
     * @param caches whose changes must not be missed
     */
    static AnnouncedReads open(
            RedisGateway gateway, byte[] channel, Supplier<List<Changes>> caches, TrackingListener listener) {
        AnnouncedReads reads = new AnnouncedReads(gateway, caches, listener);
        reads.subscription = gateway.subscribe(reads, new Topic.Channel(channel));
        return reads;
    }

    @Override
    public List<RedisValue> read(List<Command> commands) {
        return gateway.pipeline(commands);
    }

    /** Reads the counts of Redis, and waits until as much has been heard. */
    @Override
    public CompletionStage<Void> verify() {
        try {
            return CompletableFuture.allOf(caches.get().stream()
                            .map(cache -> readCount(cache)
                                    .thenCompose(count -> untilHeard(cache.cache(), count))
                                    .toCompletableFuture())
                            .toArray(CompletableFuture<?>[]::new))
                    .orTimeout(PROOF_SECONDS, TimeUnit.SECONDS);
        } catch (GatewayException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    /** A count that is not there may have been lost, and then it says nothing about what was announced before. */
    private CompletionStage<Long> readCount(Changes cache) {
        return gateway.callAsync(cache.readCount())
                .thenCompose(count -> count.isNil()
                        ? gateway.callAsync(cache.announceNothing())
                        : CompletableFuture.completedFuture(count))
                .thenApply(count -> Long.parseLong(count.asString()));
    }

    private CompletableFuture<Void> untilHeard(String cache, long announced) {
        CompletableFuture<Void> told = new CompletableFuture<>();
        synchronized (heard) {
            Heard known = heard.computeIfAbsent(cache, first -> new Heard());
            if (known.count < 0) {
                known.count = announced;
            }
            if (known.count < announced) {
                known.awaited.add(new Awaited(announced, told));
                return told;
            }
        }
        told.complete(null);
        return told;
    }

    @Override
    public void onMessage(Topic topic, byte[] channel, byte[] payload) {
        String[] words = new String(payload, ISO_8859_1).split(" ");
        long count = Long.parseLong(words[1]);
        if (isNext(words[0], count)) {
            List<byte[]> keys = new ArrayList<>(words.length - 2);
            for (int i = 2; i < words.length; i++) {
                keys.add(words[i].getBytes(ISO_8859_1));
            }
            listener.onInvalidated(keys);
        } else {
            listener.onInvalidatedAll();
        }
        heard(words[0], count);
    }

    private boolean isNext(String cache, long count) {
        synchronized (heard) {
            Heard known = heard.get(cache);
            return known == null || known.count < 0 || known.count + 1 == count;
        }
    }

    /** The listener has been told by now. */
    private void heard(String cache, long count) {
        List<CompletableFuture<Void>> done;
        synchronized (heard) {
            done = heard.computeIfAbsent(cache, first -> new Heard()).advance(count);
        }
        done.forEach(told -> told.complete(null));
    }

    /** Begins anew by another subscription: a count that was read now would not say what was heard up to it. */
    @Override
    public void onMissed() {
        listener.onLost();
    }

    @Override
    public void close() {
        if (subscription != null) {
            subscription.close();
        }
    }
}
