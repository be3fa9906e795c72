package io.redispatterns.cache;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.redispatterns.redis.Command;
import io.redispatterns.redis.FilterGateway;
import io.redispatterns.redis.GatewayTimeoutException;
import io.redispatterns.redis.GatewayUnavailableException;
import io.redispatterns.redis.RedisGateway;
import io.redispatterns.redis.RedisValue;
import io.redispatterns.redis.Subscription;
import io.redispatterns.redis.SubscriptionListener;
import io.redispatterns.redis.Topic;
import io.redispatterns.redis.TrackedReads;
import io.redispatterns.redis.TrackingListener;
import io.redispatterns.redis.TrackingUnsupportedException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A gateway whose news of changes are late, overtake each other, or are lost, with their connection or alone, as often as chance
 * has it. What a server promises still holds: it answers that everything was told only behind what it had to tell, and never
 * once news were lost.
 */
final class UnreliableNews extends FilterGateway {

    private static final Topic CHANGES = new Topic.Channel("test:cache-changed".getBytes(UTF_8));
    private static final int TICKS_OF_A_LONG_DELAY = 8;
    private static final long SHORT_DELAY_NANOS = TimeUnit.MICROSECONDS.toNanos(500);

    private final RedisGateway redis;
    private final Chance chance;
    private final boolean tracks;
    private final long longDelayNanos;
    private final ScheduledThreadPoolExecutor later = new ScheduledThreadPoolExecutor(
            1,
            task -> {
                Thread thread = new Thread(task, "late-news");
                thread.setDaemon(true);
                return thread;
            },
            new ThreadPoolExecutor.DiscardPolicy());

    /** The line that was made last. */
    private volatile @Nullable Line current;

    /**
     * A gateway.
     *
     * @param calls runs what is no news
     * @param redis brings the news
     * @param tracks whether reads can be tracked
     * @param longDelayNanos for how long news are under way at most
     */
    UnreliableNews(RedisGateway calls, RedisGateway redis, Chance chance, boolean tracks, long longDelayNanos) {
        super(calls);
        this.redis = redis;
        this.chance = chance;
        this.tracks = tracks;
        this.longDelayNanos = longDelayNanos;
        tick();
    }

    /** Breaks the line now and then, also while there are no news. */
    private void tick() {
        Line line = current;
        if (line != null && chance.inPerMille(30)) {
            line.breakDown();
        }
        later(longDelayNanos / TICKS_OF_A_LONG_DELAY, this::tick);
    }

    private void later(long nanos, Runnable step) {
        ScheduledFuture<?> unused = later.schedule(step, nanos, TimeUnit.NANOSECONDS);
    }

    private long delay() {
        int kind = chance.below(2_000);
        if (kind < 1_200) {
            return 0;
        }
        return chance.get().nextLong(kind < 1_999 ? SHORT_DELAY_NANOS : longDelayNanos);
    }

    /** The news of one connection. */
    private final class Line {

        private final Consumer<Line> mend;

        /** Done when everything was brought that is under way. */
        private CompletableFuture<Void> brought = CompletableFuture.completedFuture(null);

        private long lastDue = System.nanoTime();
        private boolean broken;

        /**
         * A line that works.
         *
         * @param mend is done some time after it is broken
         */
        Line(Consumer<Line> mend) {
            this.mend = mend;
            current = this;
        }

        synchronized void breakDown() {
            if (!broken) {
                broken = true;
                later(chance.get().nextLong(longDelayNanos), () -> mend.accept(this));
            }
        }

        /** Brings news, one at a time, unless it is broken by then. */
        synchronized void bring(Runnable news) {
            if (broken) {
                return;
            }
            long now = System.nanoTime();
            long due = now + delay();
            if (!chance.inPerMille(20)) {
                due = Math.max(due, lastDue);
                lastDue = due;
            }
            if (due <= now && brought.isDone()) {
                news.run();
            } else {
                send(due - now, news);
            }
        }

        private void send(long nanos, Runnable news) {
            CompletableFuture<Void> arrival = new CompletableFuture<>();
            brought = CompletableFuture.allOf(brought, arrival);
            later(nanos, () -> {
                runUnlessBroken(news);
                arrival.complete(null);
            });
        }

        private synchronized void runUnlessBroken(Runnable news) {
            if (!broken) {
                news.run();
            }
        }

        synchronized boolean isBroken() {
            return broken;
        }

        synchronized void mended(Runnable news) {
            broken = false;
            news.run();
        }

        /** Done when everything was brought that is under way now; fails late if something was not. */
        synchronized CompletionStage<Void> told() {
            return brought.thenCompose(all -> isBroken() ? failingLate() : CompletableFuture.completedFuture(null));
        }

        private CompletionStage<Void> failingLate() {
            CompletableFuture<Void> answer = new CompletableFuture<>();
            later(longDelayNanos, () -> answer.completeExceptionally(noReply()));
            return answer;
        }
    }

    private static GatewayTimeoutException noReply() {
        return new GatewayTimeoutException("no reply in time", null);
    }

    @Override
    public TrackedReads track(TrackingListener listener) {
        if (!tracks) {
            throw new TrackingUnsupportedException("not in this test", null);
        }
        if (chance.inPerMille(10)) {
            throw GatewayUnavailableException.refused("no new connection");
        }
        Tracked tracked = new Tracked(listener);
        tracked.reads = redis.track(tracked);
        return tracked;
    }

    /** Reads whose news are unreliable. When they break, it is noticed some time later or not at all. */
    private final class Tracked implements TrackedReads, TrackingListener {

        private final TrackingListener listener;
        private final Line line = new Line(broken -> noticeTheLoss());
        private TrackedReads reads;

        Tracked(TrackingListener listener) {
            this.listener = listener;
        }

        private void noticeTheLoss() {
            if (chance.inPerMille(500)) {
                reads.close();
                listener.onLost();
            }
        }

        @Override
        public List<RedisValue> read(List<Command> commands) {
            if (chance.inPerMille(1)) {
                throw noReply();
            }
            List<RedisValue> replies = reads.read(commands);
            if (chance.inPerMille(100)) {
                chance.pause();
            }
            return replies;
        }

        @Override
        public CompletionStage<Void> verify() {
            return reads.verify().thenCompose(answered -> line.told());
        }

        @Override
        public void onInvalidated(List<byte[]> keys) {
            line.bring(() -> listener.onInvalidated(keys));
        }

        @Override
        public void onInvalidatedAll() {
            line.bring(listener::onInvalidatedAll);
        }

        @Override
        public void onLost() {
            listener.onLost();
        }

        @Override
        public void close() {
            reads.close();
        }
    }

    @Override
    public Subscription subscribe(SubscriptionListener listener, Topic... topics) {
        return topics[0].equals(CHANGES)
                ? redis.subscribe(new Messages(listener), topics)
                : super.subscribe(listener, topics);
    }

    /** Messages that are unreliable. When they break, they go on some time later, and it is told or not that some are missing. */
    private final class Messages implements SubscriptionListener {

        private final SubscriptionListener listener;
        private final Line line;

        Messages(SubscriptionListener listener) {
            this.listener = listener;
            this.line = new Line(broken -> broken.mended(chance.inPerMille(500) ? listener::onMissed : () -> {}));
        }

        @Override
        public void onMessage(Topic topic, byte[] channel, byte[] payload) {
            if (!chance.inPerMille(10)) {
                line.bring(() -> listener.onMessage(topic, channel, payload));
            }
        }

        @Override
        public void onSubscribed(Topic topic) {
            listener.onSubscribed(topic);
        }

        @Override
        public void onMissed() {
            line.mended(listener::onMissed);
        }
    }

    @Override
    public void close() {
        later.shutdownNow();
        super.close();
    }
}
