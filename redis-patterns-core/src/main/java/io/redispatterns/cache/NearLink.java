package io.redispatterns.cache;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.redispatterns.redis.GatewayException;
import io.redispatterns.redis.RedisGateway;
import io.redispatterns.redis.TrackedReads;
import io.redispatterns.redis.TrackingUnsupportedException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the near caches of an application coherent, by one connection for all of them: opens a {@link NearFeed} when the
 * first one is made, asks it again and again whether everything has been told, and opens another one when it is lost.
 *
 * <p>The feed is the server's own memory of what was read ({@link RedisGateway#track}) where that is to be had, and else the
 * {@linkplain Changes announcements} of those who write.
 */
final class NearLink implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(NearLink.class);
    private static final long RETRY_NANOS = TimeUnit.SECONDS.toNanos(1);
    private static final int PROOFS_IN_A_BOUND = 4;

    private final RedisGateway gateway;
    private final Executor executor;
    private final ScheduledExecutorService timer;
    private final LongSupplier nanoTime;
    private final byte[] channel;
    private final List<NearCache<?>> members = new CopyOnWriteArrayList<>();
    private volatile @Nullable NearFeed feed;
    private volatile boolean announcing;
    private long periodNanos = Long.MAX_VALUE;
    private boolean opening;
    private boolean closed;

    NearLink(
            RedisGateway gateway,
            Executor executor,
            ScheduledExecutorService timer,
            LongSupplier nanoTime,
            String channel) {
        this.gateway = gateway;
        this.executor = executor;
        this.timer = timer;
        this.nanoTime = nanoTime;
        this.channel = channel.getBytes(UTF_8);
    }

    /** The channel of the announcements. */
    byte[] channel() {
        return channel;
    }

    /** Whether others may have to be told of what is written, since the server does not do it, or it is not known yet. */
    boolean isAnnouncing() {
        return announcing;
    }

    /** Adds a near cache, which begins to keep copies as soon as it would hear of changes. */
    void register(NearCache<?> member, Duration maxStaleness) {
        boolean isFirst;
        synchronized (this) {
            isFirst = periodNanos == Long.MAX_VALUE;
            announcing |= isFirst;
            members.add(member);
            periodNanos = Math.min(periodNanos, maxStaleness.toNanos() / PROOFS_IN_A_BOUND);
        }
        timer.execute(isFirst ? this::beat : this::prove);
    }

    private void beat() {
        try {
            prove();
        } finally {
            after(period(), this::beat);
        }
    }

    private synchronized long period() {
        return periodNanos;
    }

    private void prove() {
        NearFeed current = feed;
        if (current == null) {
            open();
            return;
        }
        List<NearCache<?>> asking = List.copyOf(members);
        long asked = nanoTime.getAsLong();
        current.reads().verify().whenComplete((told, failure) -> {
            if (failure == null) {
                proven(current, asked, asking);
            } else {
                log.debug("the near caches may miss changes", failure);
                lost(current);
            }
        });
    }

    private synchronized void proven(NearFeed told, long asked, List<NearCache<?>> asking) {
        if (feed == told) {
            told.proven(asked);
            asking.forEach(member -> member.begin(told));
        }
    }

    private synchronized void open() {
        if (opening || closed) {
            return;
        }
        opening = true;
        try {
            executor.execute(this::connect);
        } catch (RejectedExecutionException e) {
            mayTryAgainLater();
        }
    }

    private void connect() {
        NearFeed made = new NearFeed(this);
        try {
            made.begin(track(made));
        } catch (GatewayException e) {
            log.debug("the near caches cannot be told of changes now", e);
            mayTryAgainLater();
            return;
        } catch (RuntimeException | Error e) {
            mayTryAgainLater();
            throw e;
        }
        if (opened(made)) {
            prove();
        } else {
            made.reads().close();
        }
    }

    private TrackedReads track(NearFeed made) {
        try {
            TrackedReads reads = gateway.track(made);
            announcing = false;
            return reads;
        } catch (TrackingUnsupportedException e) {
            if (!announcing) {
                log.warn("near caches: redis does not track reads any more, applications tell each other", e);
            } else {
                log.info("near caches: applications tell each other what they change, since {}", e.getMessage());
            }
            announcing = true;
            return AnnouncedReads.open(gateway, channel, this::changes, made);
        }
    }

    private List<Changes> changes() {
        return members.stream().<Changes>map(NearCache::changes).toList();
    }

    private synchronized boolean opened(NearFeed made) {
        opening = false;
        if (closed || made.isLost()) {
            return false;
        }
        feed = made;
        return true;
    }

    private void mayTryAgainLater() {
        after(RETRY_NANOS, this::mayTryAgain);
    }

    private void after(long nanos, Runnable step) {
        try {
            ScheduledFuture<?> unused = timer.schedule(step, nanos, TimeUnit.NANOSECONDS);
        } catch (RejectedExecutionException e) {
            log.debug("the application ends, and with it the near caches");
        }
    }

    private synchronized void mayTryAgain() {
        opening = false;
    }

    void invalidated(List<byte[]> keys) {
        for (NearCache<?> member : members) {
            keys.forEach(member::invalidated);
        }
    }

    void invalidatedAll() {
        members.forEach(NearCache::dropAll);
    }

    /** Gives a feed up, of which something was missed or may be. */
    void lost(NearFeed gone) {
        synchronized (this) {
            if (feed != gone) {
                return;
            }
            feed = null;
        }
        members.forEach(member -> member.end(gone));
        gone.reads().close();
    }

    @Override
    public void close() {
        NearFeed last;
        synchronized (this) {
            closed = true;
            last = feed;
        }
        if (last != null) {
            lost(last);
        }
    }
}
