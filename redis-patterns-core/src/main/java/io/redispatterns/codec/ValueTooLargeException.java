package io.redispatterns.codec;

/** A value whose payload is above a limit, and was not written. Says the sizes and nothing of the value. */
public final class ValueTooLargeException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final long sizeBytes;
    private final long limitBytes;

    public ValueTooLargeException(long sizeBytes, long limitBytes) {
        super("a value of " + sizeBytes + " bytes is above the limit of " + limitBytes);
        this.sizeBytes = sizeBytes;
        this.limitBytes = limitBytes;
    }

    /** The size of the payload, in bytes. */
    public long sizeBytes() {
        return sizeBytes;
    }

    /** The largest size that is allowed, in bytes. */
    public long limitBytes() {
        return limitBytes;
    }
}
