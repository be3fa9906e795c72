package io.redispatterns.engine.pubsub;

/** What can be listened to, and the words that Redis uses for it. */
public enum Topic {
    /** A channel by its name. */
    CHANNEL("subscribe", "unsubscribe", "message"),
    /** All channels whose names match a glob pattern. */
    PATTERN("psubscribe", "punsubscribe", "pmessage"),
    /** A channel that, in a cluster, lives on one shard. */
    SHARD_CHANNEL("ssubscribe", "sunsubscribe", "smessage");

    private final String subscribed;
    private final String unsubscribed;
    private final String message;

    Topic(String subscribed, String unsubscribed, String message) {
        this.subscribed = subscribed;
        this.unsubscribed = unsubscribed;
        this.message = message;
    }

    /** The first word of the confirmation that one is listened to. */
    public String subscribed() {
        return subscribed;
    }

    /** The first word of the confirmation that one is not listened to any more. */
    public String unsubscribed() {
        return unsubscribed;
    }

    String message() {
        return message;
    }
}
