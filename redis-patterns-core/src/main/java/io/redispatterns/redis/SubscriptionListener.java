package io.redispatterns.redis;

/**
 * Receives the messages of a subscription, one at a time and in the order of their arrival, on a thread that belongs
 * to the subscription; it may block and may use the gateway.
 *
 * <p>Redis delivers at most once: what is published while the connection is down is lost, which
 * {@link #onMissed()} tells. What the listener throws is logged and the next message is delivered.
 */
@FunctionalInterface
public interface SubscriptionListener {

    /**
     * Handles a message.
     *
     * @param topic the subscribed topic that the message came by
     * @param channel the channel it was published to; differs from the topic's name for patterns
     * @param payload the message; the listener owns the array
     */
    void onMessage(Topic topic, byte[] channel, byte[] payload);

    /** Tells that the server has confirmed a topic: at the start and again after each reconnect. */
    default void onSubscribed(Topic topic) {}

    /**
     * Tells that messages may have been lost: the connection was down for a while and is subscribed again, or the
     * listener was too slow for the buffer. Caches fed by messages have to be dropped here.
     */
    default void onMissed() {}
}
