package io.redispatterns.redis;

import java.util.List;

/**
 * Is told which of the keys that were read through a {@link TrackedReads} have changed since.
 *
 * <p>It is called by the thread that reads the connection, in the order in which the server has sent: before any reply that
 * came after it is handed over. On the embedded engine that thread is the one that makes the change, and the change's
 * reply comes afterwards. So the methods must be quick, must not block and must not call a gateway. What they throw is
 * lost.
 */
public interface TrackingListener {

    /**
     * Tells of keys that were changed, or that the server remembers no longer: it will not tell of them again before they are
     * read again.
     *
     * @param keys the listener must not change the arrays
     */
    void onInvalidated(List<byte[]> keys);

    /** Tells that every key may have changed, as after {@code FLUSHALL}. */
    void onInvalidatedAll();

    /**
     * Tells that the connection is lost, and with it what the server remembered: nothing more is told, and no read succeeds
     * any more. Called once, unless the reads were closed before.
     */
    void onLost();
}
