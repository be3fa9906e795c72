package io.redispatterns.engine.type;

/** Somebody who reads a stream as one of a group. */
public final class Consumer {

    private final byte[] name;
    private final PendingEntries pending = new PendingEntries();
    private long seenAtMillis;

    Consumer(byte[] name, long seenAtMillis) {
        this.name = name;
        this.seenAtMillis = seenAtMillis;
    }

    /** The name; not to be changed. */
    public byte[] name() {
        return name;
    }

    /** When a command last named the consumer, in milliseconds since 1970. */
    public long seenAtMillis() {
        return seenAtMillis;
    }

    /** Notes that a command has named the consumer. */
    public void seenAt(long epochMillis) {
        seenAtMillis = epochMillis;
    }

    /** What it was given and has not acknowledged. */
    public PendingEntries pending() {
        return pending;
    }
}
