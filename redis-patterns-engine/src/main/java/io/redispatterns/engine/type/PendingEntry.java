package io.redispatterns.engine.type;

/** An entry that a group has given to a consumer and that nobody has acknowledged yet. */
public final class PendingEntry {

    private final StreamId id;
    private Consumer consumer;
    private long deliveredAtMillis;
    private long deliveries = 1;

    PendingEntry(StreamId id, Consumer consumer, long deliveredAtMillis) {
        this.id = id;
        this.consumer = consumer;
        this.deliveredAtMillis = deliveredAtMillis;
    }

    /** The entry's id; the entry itself may be deleted. */
    public StreamId id() {
        return id;
    }

    /** Whose it is. */
    public Consumer consumer() {
        return consumer;
    }

    /** When it was last given to its consumer, in milliseconds since 1970. */
    public long deliveredAtMillis() {
        return deliveredAtMillis;
    }

    /** For how many milliseconds it has been its consumer's; negative when the clock went back. */
    public long idleMillis(long now) {
        return now - deliveredAtMillis;
    }

    /** How many times it was given to a consumer. */
    public long deliveries() {
        return deliveries;
    }

    /** Notes when it was last given to its consumer. */
    public void deliveredAt(long epochMillis) {
        deliveredAtMillis = epochMillis;
    }

    /** Notes how many times it was given to a consumer. */
    public void setDeliveries(long times) {
        deliveries = times;
    }

    /** Makes it another consumer's. */
    void moveTo(Consumer other) {
        if (consumer != other) {
            consumer.pending().remove(id);
            other.pending().add(this);
            consumer = other;
        }
    }
}
