package io.redispatterns.engine.keyspace;

import io.redispatterns.engine.type.Value;
import io.redispatterns.engine.util.Dict;

/** A key, its value, when it expires, and when it was last used. */
public final class Entry extends Dict.KeyNode {

    /** The expiry of a key that stays. */
    public static final long NO_EXPIRY = -1;

    private Value value;
    /** Written by {@link ExpiryIndex} only, which keeps its order by it. */
    long expireAtMillis = NO_EXPIRY;

    int expiryIndex = -1;
    private long lastAccessMillis;

    Entry(byte[] key, Value value, long now) {
        super(key);
        this.value = value;
        this.lastAccessMillis = now;
    }

    /** The value. */
    public Value value() {
        return value;
    }

    /** When the key expires, in milliseconds since 1970, or {@link #NO_EXPIRY}. */
    public long expireAtMillis() {
        return expireAtMillis;
    }

    /** Whether the key has an expiry. */
    public boolean expires() {
        return expireAtMillis != NO_EXPIRY;
    }

    /** When the key was last used by a command, in milliseconds since 1970. */
    public long lastAccessMillis() {
        return lastAccessMillis;
    }

    /** Notes that a command used the key. */
    public void touch(long now) {
        lastAccessMillis = now;
    }

    void replaceValue(Value newValue, long now) {
        value = newValue;
        lastAccessMillis = now;
    }

    /** Whether the key's time was up at a moment, in milliseconds since 1970. */
    public boolean isExpired(long now) {
        return expireAtMillis != NO_EXPIRY && expireAtMillis < now;
    }
}
