package io.redispatterns.cache;

import io.redispatterns.redis.TrackedReads;
import io.redispatterns.redis.TrackingListener;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What tells the near caches of changes, over one connection: from its making until it is lost. */
final class NearFeed implements TrackingListener {

    private final NearLink link;
    private volatile @Nullable TrackedReads reads;
    private volatile boolean lost;

    /** Everything that was done before this moment has been told. */
    private volatile long provenNanos;

    NearFeed(NearLink link) {
        this.link = link;
    }

    void begin(TrackedReads connected) {
        reads = connected;
    }

    /** What is read by it. */
    TrackedReads reads() {
        TrackedReads connected = reads;
        if (connected == null) {
            throw new IllegalStateException("a feed is used once it has begun");
        }
        return connected;
    }

    boolean isLost() {
        return lost;
    }

    void proven(long nanos) {
        provenNanos = nanos;
    }

    long provenNanos() {
        return provenNanos;
    }

    @Override
    public void onInvalidated(List<byte[]> keys) {
        link.invalidated(keys);
    }

    @Override
    public void onInvalidatedAll() {
        link.invalidatedAll();
    }

    @Override
    public void onLost() {
        lost = true;
        link.lost(this);
    }
}
