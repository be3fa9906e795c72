package io.redispatterns.engine.type;

import java.util.List;

/** A way to keep the fields of a hash in which each may expire. */
sealed interface ExpiringHashFields extends HashFields permits ExpiringPackedHashFields, TableHashFields {

    /** As {@link #set}, but a field that is there expires when it would have. */
    boolean setKeepingExpiry(byte[] field, byte[] value);

    /** When a field expires; {@link HashValue#NEVER} also when there is no such field. */
    long expiry(byte[] field);

    /** Sets when a field that is there expires, or lets it stay. */
    void expireAt(byte[] field, long epochMillis);

    /** When the first field expires, or {@link HashValue#NEVER}. */
    long firstExpiry();

    /** Removes fields whose time was up at a moment, soonest first and at most so many, and returns them. */
    List<byte[]> removeExpired(long now, int limit);
}
